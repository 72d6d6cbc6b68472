import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nothingSpent } from '../../../domain/commission/caps.ts';
import type { RuleFacts } from '../../../domain/commission/conditions.ts';
import {
  conversionOf,
  inPayoutCurrency,
  usableRate,
  type ConfirmedRate,
} from '../../../domain/commission/conversion.ts';
import type { LineExplanation } from '../../../domain/commission/explanation.ts';
import { recompute } from '../../../domain/commission/recompute.ts';
import { linesFor } from '../../../domain/commission/lines.ts';
import type { PlanRule } from '../../../domain/commission/plan.ts';
import { moneyFromJson } from '../../../domain/money.ts';
import { runs } from '../../support/runs.ts';

const AT = '2026-12-15T12:00:00.000Z';
const PERCENT: PlanRule = {
  kind: 'deal_percent',
  basisPoints: 1_000,
  base: 'first_year_net',
  trigger: 'signed',
  when: {},
};
const FLAT: PlanRule = { kind: 'deal_flat', amount: { amount: 50_000, currency: 'JPY' }, trigger: 'signed', when: {} };

const FACTS: RuleFacts = {
  productLine: null,
  country: 'DE',
  region: null,
  partnerId: 'prt_1',
  tier: null,
  receivedAt: AT,
  quality: null,
};

const rateOf = (change: Partial<ConfirmedRate> = {}): ConfirmedRate => ({
  id: 'rat_1',
  from: 'EUR',
  to: 'JPY',
  rate: '162.35',
  day: '2026-12-14',
  source: 'ECB',
  ...change,
});

const dueFor = (rules: PlanRule[], amount = 4_800_000, currency = 'EUR') => {
  const value = { amount, currency };
  return linesFor(
    { versionId: 'pv_1', rules },
    { dealId: 'D-1', amount: value, firstYearNet: value },
    FACTS,
    nothingSpent(AT),
  );
};

describe('the rate of a line', () => {
  it.each([
    { rates: [rateOf()], found: '2026-12-14', why: 'the only one' },
    { rates: [rateOf(), rateOf({ day: '2026-12-15' })], found: '2026-12-15', why: 'the latest day' },
    { rates: [rateOf({ day: '2026-12-15' }), rateOf()], found: '2026-12-15', why: 'in whatever order' },
    { rates: [rateOf({ day: '2026-12-16' }), rateOf()], found: '2026-12-14', why: 'not of a day that has not come' },
    { rates: [rateOf({ day: '2026-12-09' })], found: '2026-12-09', why: 'six and a half days back' },
    { rates: [rateOf({ day: '2026-12-08' })], found: undefined, why: 'more than seven days back' },
    { rates: [rateOf({ from: 'JPY', to: 'EUR' })], found: undefined, why: 'the other way round is another rate' },
    { rates: [rateOf({ from: 'USD' })], found: undefined, why: 'of another pair' },
    { rates: [rateOf({ to: 'USD' })], found: undefined, why: 'into another currency' },
    { rates: [], found: undefined, why: 'there is none' },
  ])('$found: $why', ({ rates, found }) => {
    expect(usableRate(rates, { from: 'EUR', to: 'JPY', at: AT })?.day).toBe(found);
  });

  it.each([
    { at: '2026-12-13T23:59:59.999Z', is: false, why: 'its day has not come' },
    { at: '2026-12-14T00:00:00.000Z', is: true, why: 'its day has come' },
    { at: '2026-12-21T00:00:00.000Z', is: true, why: 'seven days later, to the millisecond' },
    { at: '2026-12-21T00:00:00.001Z', is: false, why: 'not any more' },
  ])('counts at $at: $is, $why', ({ at, is }) => {
    expect(usableRate([rateOf()], { from: 'EUR', to: 'JPY', at }) !== undefined).toBe(is);
  });
});

describe('lines in the currency of the payout', () => {
  it('a EUR deal pays in JPY, which has no decimals, and says from what, at which rate, of which day and source', () => {
    const due = dueFor([PERCENT]);
    const { isWaiting, lines } = inPayoutCurrency(due, { payoutCurrency: 'JPY', rates: [rateOf()], at: AT });
    expect(isWaiting).toBe(false);
    const [line] = lines;
    // 10 % of 48,000.00 EUR are 4,800.00 EUR; at 162.35 these are 779,280 JPY.
    expect(line).toMatchObject({ amount: { amountMinor: 779_280n, currency: 'JPY' }, rateId: 'rat_1' });
    expect(line?.explanation.sentence).toBe(
      '10 % of 48,000.00 EUR: 4,800.00 EUR, paid at 162.35 JPY for 1 EUR (ECB, 2026-12-14)',
    );
    expect(conversionOf(line?.explanation as LineExplanation)).toEqual({
      from: { amount: 480_000, currency: 'EUR' },
      rate: '162.35',
      day: '2026-12-14',
      source: 'ECB',
    });
  });

  it('leaves alone what is in it already', () => {
    const due = dueFor([PERCENT]);
    expect(inPayoutCurrency(due, { payoutCurrency: 'EUR', rates: [], at: AT })).toEqual({
      isWaiting: false,
      lines: due.map((line) => ({ ...line, rateId: null })),
    });
    expect(conversionOf((due[0] as (typeof due)[0]).explanation)).toBeNull();
  });

  it('wait for each other when one of them has no rate', () => {
    const due = dueFor([PERCENT, FLAT]);
    const waiting = inPayoutCurrency(due, { payoutCurrency: 'JPY', rates: [], at: AT });
    expect([waiting.isWaiting, waiting.lines.map(({ amount }) => amount.currency)]).toEqual([true, ['EUR', 'JPY']]);
    const paid = inPayoutCurrency(due, { payoutCurrency: 'JPY', rates: [rateOf()], at: AT });
    expect(paid.lines.map(({ amount, rateId }) => [amount.amountMinor, rateId])).toEqual([
      [779_280n, 'rat_1'],
      [50_000n, null],
    ]);
  });

  it('wait when a rate makes more of it than money can be here', () => {
    const rates = [rateOf({ rate: '999999999' })];
    expect(
      inPayoutCurrency(dueFor([PERCENT], 9_000_000_000_000_000), { payoutCurrency: 'JPY', rates, at: AT }).isWaiting,
    ).toBe(true);
  });

  it('are none where less than half a unit comes out', () => {
    const due = dueFor([PERCENT], 30);
    expect(due[0]?.amount.amountMinor).toBe(3n);
    expect(inPayoutCurrency(due, { payoutCurrency: 'JPY', rates: [rateOf({ rate: '1' })], at: AT }).lines).toEqual([]);
  });

  it('are computed again from their explanation: 100,000 conversions', () => {
    let conversions = 0;
    const digits = fc.tuple(fc.integer({ min: 0, max: 999_999_999 }), fc.integer({ min: 1, max: 999_999_999_999 }));
    const currencies = fc.constantFrom('EUR', 'USD', 'JPY', 'KWD', 'CLF');
    fc.assert(
      fc.property(
        digits,
        fc.array(fc.tuple(fc.integer({ min: 1, max: 1_000_000_000 }), currencies, currencies), {
          minLength: 100,
          maxLength: 100,
        }),
        ([whole, fraction], deals) => {
          const rate = `${String(whole)}.${String(fraction)}`;
          for (const [amount, from, to] of deals) {
            const due = dueFor([PERCENT], amount, from);
            const { lines } = inPayoutCurrency(due, {
              payoutCurrency: to,
              rates: [rateOf({ from, to, rate })],
              at: AT,
            });
            for (const line of lines) {
              expect(recompute(line.explanation)).toEqual(line.amount);
            }
            conversions += 1;
          }
        },
      ),
      { numRuns: runs(1_000) },
    );
    expect(conversions).toBe(100 * runs(1_000));
  });

  it.each([
    { change: { rate: '162.36' }, why: 'another rate' },
    { change: { from: { amount: 480_001, currency: 'EUR' } }, why: 'another amount before' },
    { change: { from: { amount: 480_000, currency: 'USD' } }, why: 'another currency before' },
    { change: { amount: { amount: 779_281, currency: 'JPY' } }, why: 'another amount after' },
  ])('do not recompute when somebody writes $why', ({ change }) => {
    const { lines } = inPayoutCurrency(dueFor([PERCENT]), { payoutCurrency: 'JPY', rates: [rateOf()], at: AT });
    const steps = (lines[0]?.explanation.steps ?? []).map((step) =>
      step.step === 'convert' ? { ...step, ...change } : step,
    );
    expect(recompute({ steps: lines[0]?.explanation.steps ?? [] })).toEqual(
      moneyFromJson({ amount: 779_280, currency: 'JPY' }),
    );
    expect(() => recompute({ steps })).toThrow();
  });
});
