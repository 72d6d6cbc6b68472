import { AMOUNT_MINOR_MAX, moneyToJson, type MoneyJson } from '../money.ts';
import { linesFor } from './lines.ts';
import type { PinnedPlan } from './plan.ts';

/**
 * What a deal of this value would earn under the pinned plan, one amount per currency: by the rules of a won deal, and no
 * promise. What is beyond all measure is not estimated.
 */
export function estimateOf(plan: PinnedPlan, value: MoneyJson): MoneyJson[] {
  const sums = new Map<string, bigint>();
  for (const { amount } of linesFor(plan, { dealId: 'estimate', amount: value, firstYearNet: value }))
    sums.set(amount.currency, (sums.get(amount.currency) ?? 0n) + amount.amountMinor);
  return [...sums]
    .filter(([, amountMinor]) => amountMinor <= AMOUNT_MINOR_MAX)
    .map(([currency, amountMinor]) => moneyToJson({ amountMinor, currency }));
}
