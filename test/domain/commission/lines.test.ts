import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { recompute } from '../../../domain/commission/explanation.ts';
import { accrualKey, linesFor } from '../../../domain/commission/lines.ts';
import type { PlanRule, WonDeal } from '../../../domain/commission/plan.ts';
import { AMOUNT_MINOR_MAX } from '../../../domain/money.ts';

const percent = (basisPoints: number, base: 'first_year_net' | 'total_contract_net' = 'first_year_net'): PlanRule => ({
  kind: 'deal_percent',
  basisPoints,
  base,
  trigger: 'signed',
  when: {},
});
const flat = (amount: number, currency = 'EUR'): PlanRule => ({
  kind: 'deal_flat',
  amount: { amount, currency },
  trigger: 'signed',
  when: {},
});
const plan = (...rules: PlanRule[]) => ({ versionId: 'pv_1', rules });
const deal: WonDeal = {
  dealId: 'D-1',
  amount: { amount: 9_600_000, currency: 'EUR' },
  firstYearNet: { amount: 4_800_000, currency: 'EUR' },
};
const amountsOf = (...rules: PlanRule[]) =>
  linesFor(plan(...rules), deal).map(({ kind, ruleIndex, amount }) => [kind, ruleIndex, amount.amountMinor]);

const rules = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant('deal_percent' as const),
      basisPoints: fc.integer({ min: 0, max: 10_000 }),
      base: fc.constantFrom('first_year_net' as const, 'total_contract_net' as const),
      trigger: fc.constant('signed' as const),
      when: fc.constant({}),
    }),
    fc.record({
      kind: fc.constant('deal_flat' as const),
      amount: fc.record({ amount: fc.integer({ min: 0, max: 10_000_000 }), currency: fc.constant('EUR') }),
      trigger: fc.constant('signed' as const),
      when: fc.constant({}),
    }),
  ),
  { maxLength: 5 },
);
const money = fc.record({
  amount: fc.integer({ min: 0, max: Number(AMOUNT_MINOR_MAX) }),
  currency: fc.constant('EUR'),
});
const deals = fc.record({ dealId: fc.string(), amount: money, firstYearNet: money });

describe('the lines of a won deal', () => {
  it.each([
    { rules: [percent(1_000)], expected: [['deal_percent', 0, 480_000n]], why: 'ten per cent of the first year' },
    {
      rules: [percent(1_000, 'total_contract_net')],
      expected: [['deal_percent', 0, 960_000n]],
      why: 'the base is named',
    },
    { rules: [flat(50_000)], expected: [['deal_flat', 0, 50_000n]], why: 'a flat amount does not look at the deal' },
    {
      rules: [percent(1_000), percent(2_000)],
      expected: [['deal_percent', 0, 480_000n]],
      why: 'the first match of a kind wins',
    },
    {
      rules: [flat(1), percent(500), flat(2)],
      expected: [
        ['deal_flat', 0, 1n],
        ['deal_percent', 1, 240_000n],
      ],
      why: 'each kind gives one line, with its place in the plan',
    },
    { rules: [percent(0)], expected: [], why: 'nothing is owed' },
    { rules: [], expected: [], why: 'an empty plan pays nothing' },
  ])('$why', ({ rules: given, expected }) => {
    expect(amountsOf(...given)).toEqual(expected);
  });

  it('says in one sentence and in steps how the amount came about', () => {
    expect(linesFor(plan(percent(1_000)), deal)[0]?.explanation).toEqual({
      sentence: '10 % of 48,000.00 EUR',
      planVersionId: 'pv_1',
      ruleIndex: 0,
      kind: 'deal_percent',
      steps: [
        { step: 'base', base: 'first_year_net', dealId: 'D-1', amount: { amount: 4_800_000, currency: 'EUR' } },
        {
          step: 'percent',
          basisPoints: 1_000,
          exact: '480000',
          rounding: 'half_up',
          amount: { amount: 480_000, currency: 'EUR' },
        },
      ],
    });
  });

  it('gives two partners with the same facts the same lines', () => {
    fc.assert(
      fc.property(rules, deals, (given, won) => {
        expect(linesFor(plan(...given), won)).toEqual(linesFor(plan(...given), won));
      }),
    );
  });
});

describe('the explanation', () => {
  it('always recomputes to the amount of its line, also after a journey through JSON', () => {
    fc.assert(
      fc.property(rules, deals, (given, won) => {
        for (const line of linesFor(plan(...given), won)) {
          const stored = JSON.parse(JSON.stringify(line.explanation)) as typeof line.explanation;
          expect(recompute(stored)).toEqual(line.amount);
        }
      }),
    );
  });

  it('is refused when a step was changed afterwards', () => {
    const explanation = linesFor(plan(percent(1_000)), deal)[0]?.explanation;
    const steps = (explanation?.steps ?? []).map((step) =>
      step.step === 'percent' ? { ...step, amount: { amount: 480_001, currency: 'EUR' } } : step,
    );
    expect(() => recompute({ steps })).toThrow();
    expect(() => recompute({ steps: [] })).toThrow();
  });
});

it('a deal accrues each kind once', () => {
  expect(accrualKey({ referralId: 'ref_1', dealId: 'D-1', kind: 'deal_flat' })).toBe('ref_1:D-1:deal_flat');
});
