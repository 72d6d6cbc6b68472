import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nothingSpent } from '../../../domain/commission/caps.ts';
import { clawbackOf, countingRefunds, refundedIn } from '../../../domain/commission/clawback.ts';
import type { RuleFacts } from '../../../domain/commission/conditions.ts';
import { earnedPartsIn, type AccruedLine } from '../../../domain/commission/earnedPart.ts';
import { linesFor } from '../../../domain/commission/lines.ts';
import type { ByPaymentRule, ReceivedPart } from '../../../domain/commission/plan.ts';
import { rated } from '../../../domain/commission/percentage.ts';
import { partsUnder, type Payment } from '../../../domain/commission/received.ts';
import { recompute } from '../../../domain/commission/recompute.ts';
import { refundedOf, type DealRefund } from '../../../domain/commission/refunds.ts';
import { sharedProof } from '../../../domain/commission/split.ts';
import { money } from '../../../domain/money.ts';
import { often, runs } from '../../support/runs.ts';

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const deal = { dealId: 'D-1', amount: eur(100_000_000), firstYearNet: eur(100_000_000), closedOn: '2026-12-01' };
const facts: RuleFacts = {
  ...{ productLine: null, country: null, region: null, partnerId: 'prt_1', tier: null, quality: null },
  receivedAt: '2026-12-01T00:00:00.000Z',
};
type Rule = ByPaymentRule & { kind: 'deal_percent' };
const share = (basisPoints: number, more: Partial<Rule> = {}): Rule => ({
  ...{ kind: 'deal_percent', basisPoints, base: 'payments_received_net', trigger: 'paid', when: {} },
  ...more,
});
const WINDOW = 'P30D';
const DAY_MS = 86_400_000;

/** Paid, or below zero refunded; `days` after what came before. */
type Moved = { amount: number; days: number };
type Line = AccruedLine & { part: ReceivedPart; earned: bigint };

/** A deal as its story tells it: it looks at each payment at once, under the rule that applies by then. */
function story() {
  const payments: Payment[] = [];
  const refunds: DealRefund[] = [];
  const lines: Line[] = [];
  let now = Date.parse('2026-12-01T00:00:00.000Z');
  const standing = (): bigint =>
    lines.reduce((sum, { part, earned, accruedAt }) => {
      const [received, before] = [BigInt(part.received.amount), BigInt(part.paidBefore.amount)];
      const refunded = refundedOf({ received, before }, refundedIn(countingRefunds(refunds, { accruedAt }, WINDOW)));
      return sum + earned - clawbackOf({ kind: 'deal_percent', earned, refunded, deal: received });
    }, 0n);
  const kept = (): bigint => payments.reduce((sum, { amountMinor }) => sum + amountMinor, 0n) - refundedIn(refunds);
  const pay = (rule: Rule, amount: number, at: string): void => {
    const refundedBefore = refundedIn(refunds);
    const id = `pay_${String(payments.length)}`;
    const seen = payments.push({ id, amountMinor: BigInt(amount), on: at.slice(0, 10), refundedBefore }) - 1;
    const receipts = { payments, refunds, seen, earned: earnedPartsIn(lines), window: WINDOW, at };
    for (const { paymentId, part } of partsUnder(rule, deal, receipts)) {
      const plan = { versionId: 'pv_1', rules: [rule] };
      const [line] = paymentId === null ? [] : linesFor(plan, { ...deal, part }, facts, nothingSpent(at));
      if (line === undefined) continue;
      const { explanation, amount: earned } = line;
      if (recompute(explanation).amountMinor !== earned.amountMinor) throw new Error('does not recompute');
      lines.push({ accrualKey: id, accruedAt: at, explanation, part, earned: earned.amountMinor });
    }
  };
  const move = (rule: Rule, { amount, days }: Moved): void => {
    now += days * DAY_MS;
    const at = new Date(now).toISOString();
    if (amount > 0) pay(rule, amount, at);
    else {
      const amountBack = money(BigInt(-amount), 'EUR');
      refunds.push({ id: `ref_${String(refunds.length)}`, amount: amountBack, refundedOn: at.slice(0, 10) });
    }
  };
  return { move, standing, kept, amounts: () => lines.map(({ earned }) => Number(earned)) };
}

describe('what payments have earned', () => {
  const back = (amount: number, days = 0): Moved => ({ amount: -amount, days });
  const paid = (amount: number): Moved => ({ amount, days: 0 });

  it.each<{ why: string; rules: [Rule, Moved][]; amounts: number[]; standing: bigint }>([
    {
      why: 'under a cap, a refund after the window makes no room',
      rules: [2_000_000, -2_000_000, 2_000_000].map((amount) => [
        share(1_000, { capPerDeal: eur(100_000) }),
        amount < 0 ? back(-amount, 31) : paid(amount),
      ]),
      amounts: [100_000],
      standing: 100_000n,
    },
    {
      why: 'a refund within the window does',
      rules: [2_000_000, -2_000_000, 2_000_000].map((amount) => [
        share(1_000, { capPerDeal: eur(100_000) }),
        amount < 0 ? back(-amount, 30) : paid(amount),
      ]),
      amounts: [100_000, 100_000],
      standing: 100_000n,
    },
    {
      why: 'what the vendor lost after the window is not paid again without a cap either, and more is',
      rules: [
        [share(1_000), paid(2_000_000)],
        [share(1_000), back(2_000_000, 31)],
        [share(1_000), paid(3_000_000)],
      ],
      amounts: [200_000, 100_000],
      standing: 300_000n,
    },
    {
      why: 'by a higher share before the deal was corrected fills the cap of the rule that applies since',
      rules: [
        [share(3_000), paid(2_000_000)],
        [share(1_000, { capPerDeal: eur(400_000) }), paid(4_000_000)],
      ],
      amounts: [600_000],
      standing: 600_000n,
    },
    {
      why: 'nothing below a limit that no longer applies: all payments earn what the rule does that applies since',
      rules: [
        [share(1_000, { above: eur(2_000_000) }), paid(2_000_000)],
        [share(1_000), paid(1_000_000)],
      ],
      amounts: [300_000],
      standing: 300_000n,
    },
  ])('$why', ({ rules, amounts, standing }) => {
    const told = story();
    for (const [rule, moved] of rules) told.move(rule, moved);
    expect(told.amounts()).toEqual(amounts);
    expect(told.standing()).toBe(standing);
  });

  it('and what stands of it is, after each payment, what all that is kept earns, or what stood before; 100,000 payments', () => {
    const rule = fc
      .record(
        {
          basisPoints: fc.integer({ min: 1, max: 10_000 }),
          above: fc.integer({ min: 1, max: 5_000_000 }).map(eur),
          capPerDeal: fc.integer({ min: 1, max: 1_000_000 }).map(eur),
        },
        { requiredKeys: ['basisPoints'] },
      )
      .map(({ basisPoints, ...more }) => share(basisPoints, more));
    const days = fc.integer({ min: 0, max: 20 });
    const moves = fc.array(fc.tuple(fc.integer({ min: 1, max: 1_000_000 }), days), { minLength: 12, maxLength: 12 });
    let left = 0;
    fc.assert(
      fc.property(rule, rule, moves, (first, then, moved) => {
        const told = story();
        for (const [place, [amount, after]] of moved.entries()) {
          const applying = place < 6 ? first : then;
          const most = Number(told.kept());
          if (place % 3 === 2) told.move(applying, { amount: -Math.min(amount, most), days: after });
          else {
            const before = told.standing();
            told.move(applying, { amount, days: after });
            const all = { amount: money(told.kept(), 'EUR'), sentence: '', steps: [] };
            const earned = rated(all, applying).amount.amountMinor;
            if (earned < before) left += 1;
            if (told.standing() !== (earned > before ? earned : before)) throw new Error('earned twice, or too little');
          }
        }
      }),
      { numRuns: runs(12_500) },
    );
    expect(left).toBeGreaterThan(often(0));
  }, 120_000);
});

describe('what a line says of its payment', () => {
  const part = { received: eur(400_000), before: eur(300_000), paidBefore: eur(600_000), earnedBefore: eur(30_000) };
  const cut = share(1_000, { budget: { amount: eur(10_000), period: 'plan' } });
  const [line] = linesFor({ versionId: 'pv_1', rules: [cut] }, { ...deal, part }, facts, nothingSpent('2026-12-01'));
  const accruedAt = '2026-12-20T12:00:00.000Z';

  it('is what its rule earns, before shared caps and without what of a split is not its own', () => {
    if (line === undefined) throw new Error('no line');
    expect(line.amount.amountMinor).toBe(10_000n);
    const { explanation } = sharedProof(line, { side: 'partner', basisPoints: 3_000 });
    expect(earnedPartsIn([{ accrualKey: 'k', accruedAt, explanation }])).toEqual([
      { paidBefore: 600_000n, earned: 40_000n, accruedAt },
    ]);
  });

  it('is nothing where it is of the whole', () => {
    const whole = { ...share(1_000), base: 'first_year_net' as const };
    const [ofDeal] = linesFor({ versionId: 'pv_1', rules: [whole] }, deal, facts, nothingSpent('2026-12-01'));
    if (ofDeal === undefined) throw new Error('no line');
    expect(earnedPartsIn([{ accrualKey: 'k', accruedAt, explanation: ofDeal.explanation }])).toEqual([]);
  });
});
