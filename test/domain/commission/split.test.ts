import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nothingSpent } from '../../../domain/commission/caps.ts';
import { clawBackLine } from '../../../domain/commission/clawback.ts';
import type { LineExplanation } from '../../../domain/commission/explanation.ts';
import { linesFor } from '../../../domain/commission/lines.ts';
import type { DecidableLine } from '../../../domain/commission/lineStep.ts';
import { recompute } from '../../../domain/commission/recompute.ts';
import {
  mostWholeOf,
  ownEstimate,
  ownExplanation,
  shareOf,
  sharedLine,
  sharesOf,
  type Share,
} from '../../../domain/commission/split.ts';
import { money, moneyToJson } from '../../../domain/money.ts';
import { UNTOUCHED } from '../../support/moneyStates.ts';
import { planRules, ruleFacts, wonDeals } from '../../support/randomPlans.ts';
import { runs } from '../../support/runs.ts';

const basisPoints = fc.integer({ min: 1, max: 9_999 });
const sides = (other: number): Share[] => Object.values(sharesOf(other));
const AT = '2027-01-20T10:00:00.000Z';
const ANYWHERE = { productLine: null, country: null, region: null, quality: null };
const SOMEBODY = { ...ANYWHERE, partnerId: 'prt_1', tier: 'silver', receivedAt: AT };

describe('the parts of a split', () => {
  it.each([
    { whole: 1_500_000n, other: 3_000, parts: [1_050_000n, 450_000n], why: '70/30 of 15,000.00' },
    { whole: 1n, other: 5_000, parts: [1n, 0n], why: 'one unit goes to who referred the company' },
    { whole: 3n, other: 5_000, parts: [2n, 1n], why: 'so does half a unit' },
    { whole: 10_001n, other: 9_999, parts: [1n, 10_000n], why: 'nothing is lost' },
    { whole: 0n, other: 3_000, parts: [0n, 0n], why: 'nothing is made' },
  ])('of $whole at $other are $parts: $why', ({ whole, other, parts }) => {
    expect(sides(other).map((share) => shareOf(money(whole, 'EUR'), share).amountMinor)).toEqual(parts);
  });

  it('come to exactly the whole under any plan, each line with its proof, of which the other partner reads the own part', () => {
    let lines = 0;
    fc.assert(
      fc.property(
        planRules,
        fc.array(fc.tuple(wonDeals, ruleFacts, basisPoints), { minLength: 20, maxLength: 20 }),
        (rules, deals) => {
          for (const [deal, facts, other] of deals) {
            for (const whole of linesFor({ versionId: 'pv_1', rules }, deal, facts, nothingSpent(facts.receivedAt))) {
              const parts = sides(other).flatMap((share) => sharedLine(whole, share));
              lines += 1;
              if (parts.reduce((sum, { amount }) => sum + amount.amountMinor, 0n) !== whole.amount.amountMinor)
                throw new Error('not the whole');
              for (const { amount, explanation } of parts) {
                const stored = JSON.parse(JSON.stringify(explanation)) as LineExplanation;
                if (recompute(stored).amountMinor !== amount.amountMinor) throw new Error('not what is explained');
                const last = stored.steps.at(-1);
                if (last?.step !== 'share') throw new Error('no share');
                const { steps, because } = ownExplanation(stored);
                if (last.side === 'partner' && (steps.length !== 1 || because !== undefined))
                  throw new Error('reads more');
                if (last.side === 'referrer' && steps.length !== stored.steps.length) throw new Error('reads less');
              }
            }
          }
        },
      ),
      { numRuns: runs(5_000) },
    );
    expect(lines).toBeGreaterThan(0);
  }, 120_000);
});

describe('what a renewal earns two partners', () => {
  const of = { amountMinor: 1_000_000n, currency: 'EUR' };
  const furtherDeal = { kind: 'renewal', firstWonOn: '2027-01-31', wonOn: '2028-01-31' } as const;
  const common = {
    kind: 'deal_percent',
    basisPoints: 1_000,
    base: 'first_year_net',
    trigger: 'signed',
    when: {},
  } as const;
  const [whole] = linesFor(
    { versionId: 'pv_1', rules: [{ ...common, renewals: { months: 12 } }] },
    { dealId: 'D-1', amount: moneyToJson(of), firstYearNet: moneyToJson(of) },
    { ...SOMEBODY, furtherDeal },
    nothingSpent(AT),
  );

  it.each([
    { side: 'referrer', proof: { ...furtherDeal, months: 12 } },
    { side: 'partner', proof: undefined },
  ] as const)('the $side reads of the days of the deals only what is its own', ({ side, proof }) => {
    const [line] = whole === undefined ? [] : sharedLine(whole, sharesOf(3_000)[side]);
    if (line === undefined) throw new Error('no line');
    const read = ownExplanation(line.explanation);
    expect(read.wonInTime).toEqual(proof);
    expect(JSON.stringify(read).includes(furtherDeal.firstWonOn)).toBe(side === 'referrer');
  });
});

const decidable = (amount: bigint, kind: string): DecidableLine => ({
  ...UNTOUCHED,
  commissionId: 'com_1',
  partnerId: 'prt_1',
  kind,
  state: 'awaiting_approval',
  amount: money(amount, 'EUR'),
  earned: money(amount, 'EUR'),
  clawed: { before: 0n, after: 0n },
  netted: { settled: 0n, repaid: 0n },
  accruedAt: AT,
  payableFrom: AT,
  holdOver: true,
  contentHash: 'h1',
  approvalsRequired: 1,
});

/** What each refund leaves of a line; throws where a line gives back what it has not. */
function leftAfter(line: DecidableLine, deal: bigint, refunded: readonly bigint[]): bigint[] {
  let now = line;
  return refunded.map((_, place) => {
    const refunds = refunded
      .slice(0, place + 1)
      .map((amount, at) => ({ id: `rfd_${String(at)}`, amount: money(amount, 'EUR'), refundedOn: '2027-01-20' }));
    const step = clawBackLine(now, { deal, refunds, window: 'P180D', at: AT });
    if (step?.clawed !== undefined) {
      const { before, after } = step.clawed;
      if (before < now.clawed.before || before > line.earned.amountMinor) throw new Error('more than it has');
      const amount = money(line.earned.amountMinor - before, 'EUR');
      now = { ...now, state: step.state, clawed: { before, after }, amount };
    }
    return now.amount.amountMinor;
  });
}

describe('a refund of a deal that two partners share', () => {
  it('leaves both together exactly what it would leave of the whole, however often and however much is refunded', () => {
    const amount = fc.bigInt({ min: 2n, max: 10_000_000n });
    const refunds = fc.array(fc.bigInt({ min: 1n, max: 3_000_000n }), { minLength: 20, maxLength: 20 });
    const kinds = fc.constantFrom('deal_percent', 'deal_flat', 'spiff');
    fc.assert(
      fc.property(amount, amount, basisPoints, refunds, kinds, (earned, deal, other, refunded, kind) => {
        const whole = leftAfter(decidable(earned, kind), deal, refunded);
        const parts = sides(other).map((share) => {
          const own = shareOf(money(earned, 'EUR'), share).amountMinor;
          return own === 0n
            ? refunded.map(() => 0n)
            : leftAfter({ ...decidable(own, kind), share: { ...share, whole: earned } }, deal, refunded);
        });
        expect(parts[0]?.map((left, place) => left + (parts[1]?.[place] ?? 0n))).toEqual(whole);
      }),
      { numRuns: runs(5_000) },
    );
  }, 120_000);
});

describe('an estimate', () => {
  it('is the own part for who referred the company, and stays as it is without a split', () => {
    const facts = { estimateMinor: 1_500_001, currency: 'EUR', alsoMinor: null };
    expect(ownEstimate(facts, 3_000)).toEqual({ ...facts, estimateMinor: 1_050_001 });
    expect(ownEstimate(facts, null)).toBe(facts);
    const two = { ...facts, alsoMinor: 10, alsoCurrency: 'USD' };
    expect(ownEstimate(two, 3_000)).toEqual({ ...two, estimateMinor: 1_050_001, alsoMinor: 7 });
  });

  it('is what is divided: lines of each partner are told as they are, in every currency', () => {
    const lines = { amountMinor: 7_000, currency: 'EUR', alsoMinor: 350, alsoCurrency: 'USD' };
    expect(ownEstimate(lines, 3_000)).toBe(lines);
  });
});

it.each(['referrer', 'partner'] as const)('the most of which a part is no more than so much, of the %s', (side) => {
  for (let basisPoints = 1; basisPoints < 10_000; basisPoints += 7) {
    for (let part = 0n; part < 12n; part += 1n) {
      const share = { side, basisPoints };
      const { amountMinor } = mostWholeOf(money(part, 'EUR'), share);
      expect(shareOf(money(amountMinor, 'EUR'), share).amountMinor).toBe(part);
      expect(shareOf(money(amountMinor + 1n, 'EUR'), share).amountMinor).toBe(part + 1n);
    }
  }
});
