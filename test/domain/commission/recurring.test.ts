import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nothingSpent } from '../../../domain/commission/caps.ts';
import { clawbackOf } from '../../../domain/commission/clawback.ts';
import type { RuleFacts } from '../../../domain/commission/conditions.ts';
import { estimateOf } from '../../../domain/commission/estimate.ts';
import { linesFor } from '../../../domain/commission/lines.ts';
import { DEFAULT_PAYOUT_CALENDAR } from '../../../domain/commission/payoutCalendar.ts';
import type { Lasting, RecurringRule, WonDeal } from '../../../domain/commission/plan.ts';
import { partsUnder, type Payment } from '../../../domain/commission/received.ts';
import { refundedOf } from '../../../domain/commission/refunds.ts';
import { recompute } from '../../../domain/commission/recompute.ts';
import { planTerms } from '../../../domain/commission/terms.ts';
import { planWarnings } from '../../../domain/commission/warnings.ts';
import { stepInWords } from '../../../domain/texts/stepWords.ts';
import { runs } from '../../support/runs.ts';

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const MONTHLY = 250_000;
const rule: RecurringRule = {
  kind: 'recurring',
  basisPoints: 1_200,
  lasts: { payments: 12 },
  trigger: 'paid',
  when: {},
};
const facts: RuleFacts = {
  productLine: null,
  country: null,
  region: null,
  partnerId: 'prt_one',
  tier: null,
  receivedAt: '2026-01-01T00:00:00.000Z',
  quality: null,
};
const dealOf = (amount: number, firstYear = amount): WonDeal & { closedOn: string } => ({
  dealId: 'D-41',
  amount: eur(amount),
  firstYearNet: eur(firstYear),
  closedOn: '2026-01-31',
});
/** The customer pays on the first of every month after the close, in the order of these amounts. */
const monthly = (...amounts: number[]): Payment[] =>
  amounts.map((amount, place) => ({
    id: `pay_${String(place)}`,
    amountMinor: BigInt(amount),
    on: new Date(Date.UTC(2026, 1 + place, 1)).toISOString().slice(0, 10),
    refundedBefore: 0n,
  }));
const times = (count: number, amount = MONTHLY) => Array.from({ length: count }, () => amount);

/** What each part earns, in their order; each is computed again from its explanation. */
function earn(of: RecurringRule, deal: ReturnType<typeof dealOf>, payments: readonly Payment[], at = '2026-02-01') {
  const receipts = { payments, refunds: [], seen: 0, earned: [], window: 'P30D', at };
  return partsUnder(of, deal, receipts).map(({ paymentId, part }) => {
    const [line] = linesFor({ versionId: 'pv_1', rules: [of] }, { ...deal, part }, facts, nothingSpent(at));
    if (line !== undefined && recompute(line.explanation).amountMinor !== line.amount.amountMinor)
      throw new Error('does not recompute');
    return { paymentId, part, earned: Number(line?.amount.amountMinor ?? 0n), explanation: line?.explanation };
  });
}
const told = (earned: ReturnType<typeof earn>) =>
  earned.map(
    (one) => `${one.paymentId === null ? 'to come' : String(one.part.instalment?.place)}: ${String(one.earned)}`,
  );

describe('a share of the payments of a customer, for a while', () => {
  it('is 300.00 of each 2,500.00, the fourth of twelve as well', () => {
    const earned = earn(rule, dealOf(12 * MONTHLY), monthly(...times(4)));
    expect(told(earned)).toEqual(['1: 30000', '2: 30000', '3: 30000', '4: 30000', 'to come: 240000']);
    expect(earned[4]?.explanation?.sentence).toBe(
      '12 % of 30,000.00 EUR received, less 1,200.00 EUR for what was received before, estimated with what is still to come',
    );
    const fourth = earned[3]?.explanation;
    expect(fourth).toMatchObject({
      kind: 'recurring',
      trigger: 'paid',
      sentence: '12 % of 10,000.00 EUR received, less 900.00 EUR for what was received before, 4th of 12 payments',
    });
    const base = fourth?.steps[0];
    if (base === undefined) throw new Error('no step');
    expect(stepInWords(base).label).toBe('4th payment of 12 of the customer, net');
    expect(stepInWords(base, 'de').label).toBe('4. Zahlung von 12 des Kunden, netto');
  });

  it.each<{ lasts: Lasting; paid: number[]; contract: number; at?: string; expected: string[]; why: string }>([
    {
      lasts: { payments: 2 },
      paid: times(3),
      contract: 36,
      expected: ['1: 30000', '2: 30000'],
      why: 'the third is none of the first two',
    },
    {
      lasts: { payments: 12 },
      paid: [],
      contract: 36,
      expected: ['to come: 360000'],
      why: 'the first year, and not the contract',
    },
    {
      lasts: { payments: 12 },
      paid: [3 * MONTHLY],
      contract: 12,
      expected: ['1: 90000', 'to come: 270000'],
      why: 'never more than is left of the contract',
    },
    {
      lasts: { months: 2 },
      paid: times(3),
      contract: 36,
      expected: ['1: 30000', '2: 30000', 'to come: 30000'],
      why: 'the third came a day after the two months',
    },
    {
      lasts: { months: 2 },
      paid: times(1),
      contract: 36,
      at: '2026-03-31',
      expected: ['1: 30000'],
      why: 'the two months are over',
    },
    {
      lasts: { months: 2 },
      paid: times(1),
      contract: 36,
      at: '2026-03-30',
      expected: ['1: 30000', 'to come: 30000'],
      why: 'they end with the next day',
    },
    {
      lasts: { months: 12 },
      paid: times(12),
      contract: 12,
      expected: Array.from({ length: 12 }, (_, place) => `${String(place + 1)}: 30000`),
      why: 'all of the contract is paid',
    },
  ])('$lasts, $paid of $contract months: $expected ($why)', ({ lasts, paid, contract, at, expected }) => {
    const payments = monthly(...paid).map((one, place) =>
      'months' in lasts && place === 2 ? { ...one, on: '2026-03-31' } : one,
    );
    expect(told(earn({ ...rule, lasts }, dealOf(contract * MONTHLY, 12 * MONTHLY), payments, at))).toEqual(expected);
  });

  it('counts a payment by the day on which it came, however late it is told', () => {
    const paidOn = (id: string, on: string): Payment => ({ id, amountMinor: 100n, on, refundedBefore: 0n });
    const oneMonth = { ...rule, lasts: { months: 1 } };
    const late = [paidOn('a', '2026-05-01'), paidOn('b', '2026-02-27')];
    const earned = earn(oneMonth, dealOf(1_000), late, '2026-06-01');
    expect(earned.map(({ paymentId }) => paymentId)).toEqual(['b']);
    // It counts nothing before itself, and is refunded after what was paid before it.
    expect(earned[0]?.part).toMatchObject({ before: eur(0), paidBefore: eur(100) });
    const before = earn(oneMonth, dealOf(1_000), [paidOn('b', '2026-02-28')], '2026-06-01');
    expect(before).toEqual([]);
  });

  it('counts its cap over the payments that earn, also where one that earns nothing was told before them', () => {
    const capped: RecurringRule = { ...rule, lasts: { months: 2 }, capPerDeal: eur(50_000) };
    const payments = monthly(MONTHLY, 4 * MONTHLY, MONTHLY).map((one, place) =>
      place === 1 ? { ...one, on: '2026-06-01' } : { ...one, on: '2026-02-01' },
    );
    expect(told(earn(capped, dealOf(12 * MONTHLY), payments))).toEqual(['1: 30000', '2: 20000', 'to come: 0']);
  });

  it('counts its cap over all payments of the deal', () => {
    const capped = { ...rule, capPerDeal: eur(50_000) };
    expect(told(earn(capped, dealOf(12 * MONTHLY), monthly(...times(3))))).toEqual([
      '1: 30000',
      '2: 20000',
      '3: 0',
      'to come: 0',
    ]);
  });

  it('is estimated by the first year as if it were paid month by month', () => {
    const plan = { versionId: 'pv_1', rules: [{ ...rule, lasts: { months: 6 } }] };
    expect(estimateOf(plan, eur(12 * MONTHLY), facts)).toEqual([eur(180_000)]);
    expect(estimateOf({ ...plan, rules: [{ ...rule, lasts: { months: 36 } }] }, eur(12 * MONTHLY), facts)).toEqual([
      eur(360_000),
    ]);
  });

  it('gives back its share of the payment that goes back, and nothing of the others', () => {
    const [first, second] = earn(rule, dealOf(12 * MONTHLY), monthly(...times(2)));
    const back = ({ part, earned }: NonNullable<typeof first>, refunded: bigint) => {
      const share = { received: BigInt(part.received.amount), before: BigInt(part.paidBefore.amount) };
      return clawbackOf({
        kind: 'recurring',
        earned: BigInt(earned),
        refunded: refundedOf(share, refunded),
        deal: share.received,
      });
    };
    if (first === undefined || second === undefined) throw new Error('no lines');
    expect([back(first, 125_000n), back(second, 125_000n)]).toEqual([15_000n, 0n]);
    expect([back(first, 375_000n), back(second, 375_000n)]).toEqual([30_000n, 15_000n]);
  });

  it('is printed and warned about as what it is', () => {
    const printed = (lasts: Lasting) =>
      planTerms([{ ...rule, lasts, capPerDeal: eur(500_000) }], {
        holding: 'P30D',
        payoutCalendar: DEFAULT_PAYOUT_CALENDAR,
      });
    expect(printed({ payments: 12 })).toMatch(
      /^12 % of each of the customer's first 12 net payments for deals in EUR, when it is received, 30 days hold, at most 5,000\.00 EUR per deal;/,
    );
    expect(printed({ payments: 1 })).toContain(
      "12 % of the customer's first net payment for deals in EUR, when it is received",
    );
    expect(printed({ months: 12 })).toContain(
      '12 % of each net payment of the customer within 12 months of the close for deals',
    );
    expect(printed({ months: 1 })).toContain('within a month of the close');
    expect(planWarnings([{ ...rule, capPerDeal: { amount: 1, currency: 'USD' } }], 'EUR')).toEqual([
      expect.stringContaining('waits for payments'),
      expect.stringContaining('speaks of USD'),
    ]);
  });

  it('earns of the payments that count exactly what they earn together, in any order of the months; 100,000 payments', () => {
    const lasts = fc.oneof(
      fc.record({ payments: fc.integer({ min: 1, max: 24 }) }),
      fc.record({ months: fc.integer({ min: 1, max: 24 }) }),
    );
    const payments = fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 20, maxLength: 20 });
    const points = fc.integer({ min: 1, max: 10_000 });
    fc.assert(
      fc.property(lasts, payments, points, (lasting, paid, basisPoints) => {
        const total = paid.reduce((sum, amount) => sum + amount, 0);
        const earned = earn(
          { ...rule, basisPoints, lasts: lasting },
          dealOf(total + 1),
          monthly(...paid),
          '2026-02-01',
        );
        const made = earned.filter(({ paymentId }) => paymentId !== null);
        const limit = 'payments' in lasting ? lasting.payments : lasting.months;
        if (made.length > limit) throw new Error('more payments than earn');
        const counted = BigInt(paid.slice(0, made.length).reduce((sum, amount) => sum + amount, 0));
        const whole = (2n * counted * BigInt(basisPoints) + 10_000n) / 20_000n;
        if (BigInt(made.reduce((sum, one) => sum + one.earned, 0)) !== whole) throw new Error('not the whole');
        const toCome = earned.find(({ paymentId }) => paymentId === null);
        if ((toCome?.part.received.amount ?? 1) < 1) throw new Error('nothing is waited for');
      }),
      { numRuns: runs(5_000) },
    );
  }, 120_000);
});
