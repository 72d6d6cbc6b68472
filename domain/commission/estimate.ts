import { AMOUNT_MINOR_MAX, moneyToJson, sumPerCurrency, type MoneyJson } from '../money.ts';
import { nothingSpent } from './caps.ts';
import type { RuleFacts } from './conditions.ts';
import { linesFor } from './lines.ts';
import type { PinnedPlan } from './plan.ts';

/**
 * What a deal of this value would earn under the pinned plan, one amount per currency: by the rules of a won deal, and no
 * promise. A condition on what is not known yet counts as not met. What is beyond all measure is not estimated.
 */
export function estimateOf(plan: PinnedPlan, value: MoneyJson, facts: RuleFacts): MoneyJson[] {
  const lines = linesFor(
    plan,
    { dealId: 'estimate', amount: value, firstYearNet: value },
    facts,
    nothingSpent(facts.receivedAt),
  );
  return sumPerCurrency(lines.map(({ amount }) => amount))
    .filter(({ amountMinor }) => amountMinor <= AMOUNT_MINOR_MAX)
    .map(moneyToJson);
}
