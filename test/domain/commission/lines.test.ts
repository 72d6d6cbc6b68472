import { describe, expect, it } from '@jest/globals';
import { nothingSpent } from '../../../domain/commission/caps.ts';
import { recompute } from '../../../domain/commission/recompute.ts';
import { linesFor } from '../../../domain/commission/lines.ts';
import type { RuleConditions, RuleFacts } from '../../../domain/commission/conditions.ts';
import type { DealPercentRule, PlanRule, WonDeal } from '../../../domain/commission/plan.ts';
import { AMOUNT_MINOR_MAX, money } from '../../../domain/money.ts';

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
const facts: RuleFacts = {
  productLine: 'Predict',
  country: 'DE',
  region: 'Bavaria',
  partnerId: 'prt_1',
  tier: 'gold',
  receivedAt: '2026-11-20T09:00:00.000Z',
  quality: 4,
};
const linesOf = (rules: PlanRule[], changed: Partial<RuleFacts> = {}) =>
  linesFor(plan(...rules), deal, { ...facts, ...changed }, nothingSpent(facts.receivedAt));
const amountsOf = (...rules: PlanRule[]) =>
  linesOf(rules).map(({ kind, ruleIndex, amount }) => [kind, ruleIndex, amount.amountMinor]);
const onlyIf = (when: RuleConditions): PlanRule => ({ ...flat(1), when });

describe('a bonus by volume', () => {
  it('is earned in a year that brings more than one amount can say', () => {
    const bonus: PlanRule = {
      kind: 'tier_bonus',
      basisPoints: 100,
      above: { amount: 1, currency: 'EUR' },
      trigger: 'signed',
      when: {},
    };
    const spending = { at: facts.receivedAt, spentOf: () => AMOUNT_MINOR_MAX };
    const lines = linesFor(plan(percent(1_000), bonus), deal, facts, spending);
    expect(lines.map(({ kind, amount }) => [kind, amount.amountMinor])).toEqual([
      ['deal_percent', 480_000n],
      ['tier_bonus', 48_000n],
    ]);
  });
});

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
    expect(linesOf([percent(1_000)])[0]?.explanation).toEqual({
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

  it.each<{ when: RuleConditions; met: Partial<RuleFacts>; missed: Partial<RuleFacts> }>([
    { when: { productLines: ['Monitor', 'predict '] }, met: {}, missed: { productLine: null } },
    { when: { countries: ['DE'] }, met: {}, missed: { country: 'AT' } },
    { when: { regions: ['bavaria'] }, met: {}, missed: { region: null } },
    { when: { partnerIds: ['prt_1'] }, met: {}, missed: { partnerId: 'prt_2' } },
    { when: { tiers: ['Gold'] }, met: {}, missed: { tier: 'silver' } },
    { when: { qualityFrom: 4 }, met: {}, missed: { quality: 3 } },
    { when: { qualityFrom: 1 }, met: {}, missed: { quality: null } },
    {
      when: { received: { from: '2026-11-20' } },
      met: { receivedAt: '2026-11-20T00:00:00.000Z' },
      missed: { receivedAt: '2026-11-19T23:59:59.999Z' },
    },
    {
      when: { received: { to: '2026-11-20' } },
      met: { receivedAt: '2026-11-20T23:59:59.999Z' },
      missed: { receivedAt: '2026-11-21T00:00:00.000Z' },
    },
    { when: { tiers: ['gold'], countries: ['DE'] }, met: {}, missed: { country: 'SE' } },
  ])('the rule holds only when $when is met', ({ when, met, missed }) => {
    expect(linesOf([onlyIf(when)], met)).toHaveLength(1);
    expect(linesOf([onlyIf(when)], missed)).toEqual([]);
  });

  it.each([
    { band: { currency: 'EUR', from: 9_600_000 }, held: true, why: 'where it begins belongs to it' },
    { band: { currency: 'EUR', from: 9_600_001 }, held: false, why: 'the deal is smaller' },
    { band: { currency: 'EUR', below: 9_600_000 }, held: false, why: 'where it ends does not belong to it' },
    { band: { currency: 'EUR', below: 9_600_001 }, held: true, why: 'the deal is just within' },
    { band: { currency: 'USD' }, held: false, why: 'nothing is converted' },
  ])('a band of values $band holds: $held ($why)', ({ band, held }) => {
    expect(linesOf([onlyIf({ values: [band] })]).length > 0).toBe(held);
  });

  it('of each kind the first whose conditions hold, and no later one', () => {
    const rules = [
      { ...percent(1_500), when: { tiers: ['platinum'] } },
      { ...percent(1_200), when: { tiers: ['gold'] } },
    ];
    expect(amountsOf(...rules, percent(1_000), flat(7))).toEqual([
      ['deal_percent', 1, 576_000n],
      ['deal_flat', 3, 7n],
    ]);
    expect(linesOf([...rules, percent(1_000)], { tier: 'silver' })).toMatchObject([{ ruleIndex: 2 }]);
  });

  it('a cap cuts the amount, and the line says so', () => {
    const capped = (amount: number): PlanRule => ({
      ...(percent(1_000) as DealPercentRule),
      capPerDeal: { amount, currency: 'EUR' },
    });
    expect(linesOf([capped(479_999)])).toMatchObject([
      {
        amount: { amountMinor: 479_999n },
        explanation: { sentence: '10 % of 48,000.00 EUR, at most 4,799.99 EUR per deal' },
      },
    ]);
    expect(linesOf([capped(480_000)])).toMatchObject([
      { amount: { amountMinor: 480_000n }, explanation: { sentence: '10 % of 48,000.00 EUR' } },
    ]);
  });

  it('only what lies above the limit counts', () => {
    const above = (amount: number): PlanRule => ({
      ...(percent(300, 'total_contract_net') as DealPercentRule),
      above: { amount, currency: 'EUR' },
    });
    expect(linesOf([above(9_000_000)])).toMatchObject([
      {
        amount: { amountMinor: 18_000n },
        explanation: { sentence: '3 % of 6,000.00 EUR, the part of 96,000.00 EUR above 90,000.00 EUR' },
      },
    ]);
    expect(linesOf([above(9_600_000), percent(1_000)])).toEqual([]);
  });

  it('a percentage with an amount beside it is about deals in that currency, and leaves the others to the next rule', () => {
    const inDollars: PlanRule = { ...(percent(2_000) as DealPercentRule), capPerDeal: { amount: 1, currency: 'USD' } };
    expect(amountsOf(inDollars, percent(1_000))).toEqual([['deal_percent', 1, 480_000n]]);
  });
});

describe('the explanation', () => {
  it('holds the conditions of the rule and what met them, and nothing else of the facts', () => {
    const [line] = linesOf([{ ...flat(1), when: { tiers: ['gold'], values: [{ currency: 'EUR' }] } }]);
    expect(line?.explanation.because).toEqual({
      when: { tiers: ['gold'], values: [{ currency: 'EUR' }] },
      found: { tier: 'gold', value: deal.amount },
    });
    expect(linesOf([flat(1)])[0]?.explanation).not.toHaveProperty('because');
  });

  it('is refused when what it was made of was changed afterwards', () => {
    const [line] = linesOf([{ ...flat(1), when: { tiers: ['gold'] } }]);
    const because = { when: { tiers: ['gold'] }, found: { tier: 'silver' } };
    expect(() => recompute({ steps: line?.explanation.steps ?? [], because })).toThrow();
    const cut = { step: 'cap_per_deal' as const, limit: { amount: 5, currency: 'EUR' } };
    const of = (amount: number) => ({ amount, currency: 'EUR' });
    expect(
      recompute({
        steps: [
          { step: 'flat', amount: of(9) },
          { ...cut, amount: of(5) },
        ],
      }),
    ).toEqual(money(5n, 'EUR'));
    expect(() =>
      recompute({
        steps: [
          { step: 'flat', amount: of(9) },
          { ...cut, amount: of(9) },
        ],
      }),
    ).toThrow();
    expect(() => recompute({ steps: [{ ...cut, amount: of(5) }] })).toThrow();
  });

  it('is refused when a step was changed afterwards', () => {
    const explanation = linesOf([percent(1_000)])[0]?.explanation;
    const steps = (explanation?.steps ?? []).map((step) =>
      step.step === 'percent' ? { ...step, amount: { amount: 480_001, currency: 'EUR' } } : step,
    );
    expect(() => recompute({ steps })).toThrow();
    expect(() => recompute({ steps: [] })).toThrow();
  });
});
