import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { LineExplanation } from '../../../domain/commission/explanation.ts';
import { roomIn, type Keeping } from '../../../domain/commission/keptOfCaps.ts';
import { shareOf, sharedProof, sharesOf, type Share } from '../../../domain/commission/split.ts';
import { money, moneyToJson, type Money } from '../../../domain/money.ts';
import { runs } from '../../support/runs.ts';

const eur = (amountMinor: bigint): Money => money(amountMinor, 'EUR');

/** A part of what a cap has given the whole, of which finance has rejected so many hundredths. */
function partOf(given: bigint, share: Share | null, hundredths: bigint): Keeping & { keeps: bigint } {
  const amount = moneyToJson(eur(given));
  const place = { sentence: '', planVersionId: 'pv_1', ruleIndex: 0, kind: 'deal_percent' as const };
  const cap = {
    step: 'budget' as const,
    limit: amount,
    period: 'plan' as const,
    from: null,
    used: moneyToJson(eur(0n)),
  };
  const whole: LineExplanation = { ...place, steps: [{ ...cap, amount }] };
  const { amount: earned, explanation } = sharedProof({ amount: eur(given), explanation: whole }, share);
  const deniedMinor = (earned.amountMinor * hundredths) / 100n;
  return { explanation, corrected: null, deniedMinor, keeps: earned.amountMinor - deniedMinor };
}

const minor = fc.bigInt({ min: 0n, max: 100_000n });
const hundredths = fc.bigInt({ min: 0n, max: 100n });

it('the parts of a split take no more of a cap together than others have left, or than they have of it already; 100,000 caps', () => {
  fc.assert(
    fc.property(
      minor,
      minor,
      fc.integer({ min: 1, max: 9_999 }),
      hundredths,
      hundredths,
      (given, left, points, own, others) => {
        const { referrer, partner } = sharesOf(points);
        const [one, other] = [partOf(given, referrer, own), partOf(given, partner, others)];
        const taken = [
          shareOf(roomIn(one, other, eur(left)), referrer).amountMinor,
          shareOf(roomIn(other, one, eur(left)), partner).amountMinor,
        ];
        const sum = taken.reduce((total, amount) => total + amount, 0n);
        const kept = one.keeps + other.keeps;
        if (sum > (kept > left ? kept : left)) throw new Error(`${String(sum)} of ${String(left)}`);
        // What finance has rejected is of the whole by then, whose smallest unit may be rounded away.
        [one, other].forEach(({ keeps }, at) => {
          if ((taken[at] ?? 0n) < keeps - 1n) throw new Error('a part keeps less than it has');
        });
      },
    ),
    { numRuns: runs(100_000) },
  );
});

it.each([
  { name: 'what it has, where others have taken the rest', left: 590n, own: [500n, 800n] },
  { name: 'what is beside the other part, where others have left a little more', left: 597n, own: [510n, 800n] },
  { name: 'its part of all that others have left, where that is enough for both', left: 900n, own: [900n, 900n] },
])('a part of which 210 of 560 were rejected gets $name', ({ left, own }) => {
  const { referrer, partner } = sharesOf(3_000);
  const [one, other] = [partOf(800n, referrer, 0n), partOf(800n, partner, 0n)];
  const denied = { ...one, deniedMinor: 210n };
  expect(
    [roomIn(denied, other, eur(left)), roomIn(other, denied, eur(left))].map(({ amountMinor }) => amountMinor),
  ).toEqual(own);
});

it('a line that is not shared keeps what it has, and takes what is left', () => {
  const line = partOf(800n, null, 0n);
  expect([0n, 799n, 801n].map((left) => roomIn(line, undefined, eur(left)).amountMinor)).toEqual([800n, 800n, 801n]);
});
