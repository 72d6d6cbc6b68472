import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nothingSpent } from '../../../domain/commission/caps.ts';
import { clawbackOf } from '../../../domain/commission/clawback.ts';
import type { RuleFacts } from '../../../domain/commission/conditions.ts';
import { linesFor } from '../../../domain/commission/lines.ts';
import { isByPayment, type DealPercentRule, type WonDeal } from '../../../domain/commission/plan.ts';
import { moneyFacts } from '../../../domain/commission/progress.ts';
import { DEFAULT_PAYOUT_CALENDAR } from '../../../domain/commission/payoutCalendar.ts';
import { partsUnder, type Payment, type Receipts } from '../../../domain/commission/received.ts';
import { refundedOf, type DealRefund } from '../../../domain/commission/refunds.ts';
import { recompute } from '../../../domain/commission/recompute.ts';
import { money } from '../../../domain/money.ts';
import { planTerms } from '../../../domain/commission/terms.ts';
import { stepInWords } from '../../../domain/texts/stepWords.ts';
import { runs } from '../../support/runs.ts';

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const byPayment: DealPercentRule = {
  kind: 'deal_percent',
  basisPoints: 1_000,
  base: 'payments_received_net',
  trigger: 'paid',
  when: {},
};
const facts: RuleFacts = {
  productLine: null,
  country: null,
  region: null,
  partnerId: 'prt_one',
  tier: null,
  receivedAt: '2026-12-01T00:00:00.000Z',
  quality: null,
};
const on = '2026-12-01';
const dealOf = (amount: number): WonDeal & { closedOn: string } => ({
  ...{ dealId: 'D-1', amount: eur(amount), firstYearNet: eur(amount), closedOn: on },
});
/** Below zero: a refund, which was recorded between the payments. */
function receiptsOf(...amounts: number[]): Receipts & { refunded: bigint } {
  const payments: Payment[] = [];
  const refunds: DealRefund[] = [];
  let refunded = 0n;
  for (const [place, amount] of amounts.entries()) {
    if (amount < 0) {
      refunded -= BigInt(amount);
      refunds.push({ id: `ref_${String(place)}`, amount: money(BigInt(-amount), 'EUR'), refundedOn: on });
    } else payments.push({ id: `pay_${String(place)}`, amountMinor: BigInt(amount), on, refundedBefore: refunded });
  }
  return { payments, refunds, refunded, seen: 0, earned: [], window: 'P30D', at: on };
}

/** What each payment earns, and what is still to come, in minor units; each is computed again from its explanation. */
function earn(rule: DealPercentRule, amount: number, ...moved: number[]) {
  const deal = dealOf(amount);
  return partsUnder({ ...rule, base: 'payments_received_net' }, deal, receiptsOf(...moved)).map(
    ({ paymentId, part }) => {
      const [line] = linesFor({ versionId: 'pv_1', rules: [rule] }, { ...deal, part }, facts, nothingSpent(on));
      if (line !== undefined && recompute(line.explanation).amountMinor !== line.amount.amountMinor)
        throw new Error('does not recompute');
      return { paymentId, part, earned: line?.amount.amountMinor ?? 0n, explanation: line?.explanation };
    },
  );
}
const amountsOf = (earned: ReturnType<typeof earn>) => earned.map((one) => Number(one.earned));

describe('a percentage of each payment', () => {
  it.each([
    { paid: [], amounts: [100_000], why: 'all is still to come' },
    { paid: [400_000], amounts: [40_000, 60_000], why: 'the rest is still to come' },
    { paid: [400_000, 600_000], amounts: [40_000, 60_000], why: 'nothing is' },
    { paid: [400_000, 600_000, 100_000], amounts: [40_000, 60_000, 10_000], why: 'what was refunded is paid again' },
  ])('$paid of 1,000,000 earn $amounts ($why)', ({ paid, amounts }) => {
    expect(amountsOf(earn(byPayment, 1_000_000, ...paid))).toEqual(amounts);
  });

  it('loses no cent by the way in which the customer pays', () => {
    expect(amountsOf(earn(byPayment, 15, 5, 5, 5))).toEqual([1, 0, 1]);
    expect(amountsOf(earn(byPayment, 15, 15))).toEqual([2]);
  });

  it('counts what it is above, and its cap per deal, over all payments together', () => {
    const bounded = { ...byPayment, above: eur(300_000), capPerDeal: eur(50_000) };
    expect(amountsOf(earn(bounded, 1_000_000, 200_000, 200_000, 500_000, 100_000))).toEqual([0, 10_000, 40_000, 0]);
  });

  it.each([
    {
      moved: [600_000, -600_000, 600_000],
      amounts: [10_000, 10_000],
      why: 'what came again is above the limit as it was',
    },
    {
      moved: [400_000, -400_000, 400_000],
      amounts: [0, 0, 10_000],
      why: 'twice what is below the limit is not above it',
    },
    {
      moved: [1_000_000, -500_000, 500_000],
      amounts: [30_000, 15_000],
      why: 'of the cap as much is left as a refund took back',
    },
    { moved: [1_000_000, -700_000, 300_000], amounts: [30_000, 1_000], why: 'they come to what 600,000 earn' },
    { moved: [-100_000, 600_000], amounts: [10_000, 21_667], why: 'a refund before all payments is of the first' },
  ])(
    'counts what was received net of refunds, at the turn of each payment: $moved earn $amounts ($why)',
    ({ moved, amounts }) => {
      const bounded = { ...byPayment, above: eur(500_000), capPerDeal: eur(30_000) };
      expect(amountsOf(earn(bounded, 1_000_000, ...moved))).toEqual(amounts);
    },
  );

  it('says what counts of all that was received before', () => {
    const again = earn(byPayment, 1_000_000, 400_000, -100_000, 200_000)[1];
    expect(again?.part).toMatchObject({ before: eur(300_000), paidBefore: eur(400_000) });
    const step = again?.explanation?.steps[1];
    expect(step).toEqual({ step: 'received', before: eur(300_000), paidBefore: eur(400_000), amount: eur(500_000) });
    if (step === undefined) throw new Error('no step');
    expect(stepInWords(step).label).toBe('With the 3,000.00 EUR received before (what counts of 4,000.00 EUR)');
    expect(stepInWords(step, 'de').label.replaceAll('\u00a0', ' ')).toBe(
      'Mit den davor eingegangenen 3.000 EUR (was von 4.000 EUR zählt)',
    );
    const anew = earn(byPayment, 1_000_000, 400_000, -400_000, 200_000)[1]?.explanation;
    expect(anew?.sentence).toBe('10 % of 2,000.00 EUR received');
  });

  it('says how it came about', () => {
    const second = earn(byPayment, 1_000_000, 400_000, 600_000)[1]?.explanation;
    expect(second).toMatchObject({
      sentence: '10 % of 10,000.00 EUR received, less 400.00 EUR for what was received before',
      trigger: 'paid',
      steps: [
        { step: 'base', base: 'payments_received_net', dealId: 'D-1', amount: eur(600_000) },
        { step: 'received', before: eur(400_000), amount: eur(1_000_000) },
        { step: 'percent', amount: eur(100_000) },
        { step: 'less', earned: eur(40_000), amount: eur(60_000) },
      ],
    });
    if (second === undefined) throw new Error('no line');
    expect(second.steps.map((step) => stepInWords(step).label)).toEqual([
      'Received from the customer, net',
      'With the 4,000.00 EUR received before',
      '10 %',
      'Less the 400.00 EUR that those have earned',
    ]);
    expect(second.steps.map((step) => stepInWords(step, 'de').label.replaceAll('\u00a0', ' '))).toEqual([
      'Vom Kunden eingegangen, netto',
      'Mit den davor eingegangenen 4.000 EUR',
      '10 %',
      'Abzüglich der 400 EUR, die diese verdient haben',
    ]);
    const tampered = second.steps.map((step) => (step.step === 'less' ? { ...step, earned: eur(1) } : step));
    expect(() => recompute({ steps: tampered })).toThrow();
  });

  it('is printed as what it is', () => {
    expect(planTerms([byPayment], { holding: 'P30D', payoutCalendar: DEFAULT_PAYOUT_CALENDAR })).toContain(
      '10 % of each net payment of the customer, when it is received, 30 days hold',
    );
    expect(isByPayment(byPayment)).toBe(true);
    expect(isByPayment({ ...byPayment, base: 'total_contract_net' })).toBe(false);
  });

  it('comes to exactly what the whole earns, for any rule and any payments; 100,000 of them', () => {
    const rules = fc.record(
      {
        basisPoints: fc.integer({ min: 1, max: 10_000 }),
        above: fc.integer({ min: 1, max: 5_000_000 }).map(eur),
        capPerDeal: fc.integer({ min: 1, max: 1_000_000 }).map(eur),
      },
      { requiredKeys: ['basisPoints'] },
    );
    const payments = fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 20, maxLength: 20 });
    fc.assert(
      fc.property(rules, payments, (bounds, paid) => {
        const rule = { ...byPayment, ...bounds };
        const total = paid.reduce((sum, amount) => sum + amount, 0);
        const parts = earn(rule, total, ...paid);
        const whole = earn(rule, total)[0]?.earned;
        if (parts.reduce((sum, { earned }) => sum + earned, 0n) !== whole) throw new Error('not the whole');
      }),
      { numRuns: runs(5_000) },
    );
  }, 120_000);
});

describe('a refund', () => {
  it('fills the cap of its deal, but never more, however often something is refunded and paid again; 100,000 payments', () => {
    const steps = fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 12, maxLength: 12 });
    const bounds = fc.record({
      basisPoints: fc.integer({ min: 1, max: 10_000 }),
      capPerDeal: fc.integer({ min: 1, max: 1_000_000 }).map(eur),
    });
    fc.assert(
      fc.property(bounds, steps, (bound, amounts) => {
        const moved = amounts.map((amount, place) => (place % 3 === 2 ? -amount : amount));
        let standing = 0n;
        let paidBefore = 0n;
        const parts = earn({ ...byPayment, ...bound }, 20_000_000, ...moved).filter(
          ({ paymentId }) => paymentId !== null,
        );
        const { refunded } = receiptsOf(...moved);
        for (const { part, earned } of parts) {
          const received = BigInt(part.received.amount);
          const back = refundedOf({ received, before: paidBefore }, refunded);
          standing += earned - clawbackOf({ kind: 'deal_percent', earned, refunded: back, deal: received });
          paidBefore += received;
        }
        if (parts.length !== 8) throw new Error('a payment is missing');
        if (standing > BigInt(bound.capPerDeal.amount)) throw new Error('above the cap');
      }),
      { numRuns: runs(12_500) },
    );
  }, 120_000);

  it('takes the same from the parts together as from the whole, but for the rounding of each part', () => {
    const payments = fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(payments, fc.double({ min: 0, max: 1, noNaN: true }), (paid, share) => {
        const total = paid.reduce((sum, amount) => sum + amount, 0);
        const refunded = BigInt(Math.floor(total * share));
        let before = 0n;
        let taken = 0n;
        for (const { earned, paymentId } of earn(byPayment, total, ...paid)) {
          const received = BigInt(paid[Number(paymentId?.slice(4))] ?? 0);
          const back = refundedOf({ received, before }, refunded);
          taken += clawbackOf({ kind: 'deal_percent', earned, refunded: back, deal: received });
          before += received;
        }
        const earned = (BigInt(total) + 5n) / 10n;
        const whole = clawbackOf({ kind: 'deal_percent', earned, refunded, deal: BigInt(total) });
        const apart = taken > whole ? taken - whole : whole - taken;
        if (apart > 2n) throw new Error(`${String(apart)} apart`);
      }),
      { numRuns: runs(5_000) },
    );
  }, 60_000);
});

it('of what is not earned yet the sum is said alone', () => {
  const line = { payableFrom: '2026-12-20T00:00:00.000Z', awaits: null };
  expect(
    moneyFacts([
      { ...line, state: 'holding', amount: eur(40_000) },
      { ...line, state: 'waiting_trigger', awaits: 'paid', amount: eur(60_000) },
    ]),
  ).toMatchObject({ amountMinor: 60_000, lineState: 'waiting_trigger', awaits: 'paid' });
});
