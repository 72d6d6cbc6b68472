import type { Money } from '../money.ts';

/** The least that the policy of the line pays out in its currency, in minor units; without it, any amount. */
type WithMinimum = { minimumMinor?: bigint | undefined };

/**
 * Whether what is left of an item after netting stays for a later run. Lines of several policies are held back by the least of their
 * minimums only; where netting leaves nothing, nothing has to be transferred.
 */
export function isBelowMinimum(lines: readonly WithMinimum[], left: Money): boolean {
  const minimums = lines.map(({ minimumMinor }) => minimumMinor ?? 0n);
  const reached = (minimum: bigint): boolean => left.amountMinor >= minimum;
  return left.amountMinor > 0n && !minimums.some(reached);
}
