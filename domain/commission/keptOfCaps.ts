import { atMost, beyond, money, moneyFromJson, type Money } from '../money.ts';
import type { LineExplanation } from './explanation.ts';
import { mostWholeOf, shareIn, shareOf } from './split.ts';

/** A line that has accrued: `corrected`: the proof of the correction before; `deniedMinor`: what finance has rejected of that. */
export type Keeping = { explanation: LineExplanation; corrected: LineExplanation | null; deniedMinor: bigint };

/** What a proof comes to; it has a step at least. */
export const earnedBy = ({ steps }: Pick<LineExplanation, 'steps'>): Money =>
  moneyFromJson((steps.at(-1) as (typeof steps)[number]).amount);

/**
 * What a line may take of a cap of which others have left so much. It keeps what it has of it: what came after it under a wider cap takes none
 * of that. Of a split each part keeps its own, and neither takes what the other one keeps; so finance may have rejected something of one alone.
 * Both amounts are of the whole, before it is divided.
 */
export function roomIn(line: Keeping, other: Keeping | undefined, left: Money): Money {
  const { currency } = left;
  const kept = money(keptOf(line, currency), currency);
  const free = other === undefined ? left : atMost(left, besideOther(line, other, left));
  return free.amountMinor > kept.amountMinor ? free : kept;
}

/** The most of which the own part leaves the other one what that keeps. */
function besideOther({ explanation }: Keeping, other: Keeping, left: Money): Money {
  const own = shareIn(explanation);
  const others = shareIn(other.explanation);
  if (own === undefined || others === undefined) return left;
  const keptByOther = shareOf(money(keptOf(other, left.currency), left.currency), others);
  return mostWholeOf(beyond(left, keptByOther), own);
}

/**
 * What a line has of its caps, in minor units: what the last correction has left it, without what finance has rejected of that. What was
 * handed back is for whoever comes next.
 */
function keptOf({ explanation, corrected, deniedMinor }: Keeping, currency: string): bigint {
  const proof = corrected ?? explanation;
  const last = proof.steps.findLast(({ step }) => step === 'cap_per_partner' || step === 'budget');
  if (last?.amount.currency !== currency) return 0n;
  const given = BigInt(last.amount.amount);
  const earned = earnedBy(proof);
  if (deniedMinor <= 0n || earned.amountMinor === 0n) return given;
  return (given * beyond(earned, money(deniedMinor, earned.currency)).amountMinor) / earned.amountMinor;
}
