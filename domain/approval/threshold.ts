import { sum, type Money, type MoneyJson } from '../money.ts';

/**
 * How many people approve, by the sum of one payee's lines of the deal against the table of the policy.
 * null: the table has no row for this currency; the database then counts by the policy in force (function approvals_due), and
 * approval is refused until one of them has it.
 */
export function approvalsRequired(total: Money, secondApproverFrom: readonly MoneyJson[]): 1 | 2 | null {
  const threshold = secondApproverFrom.find(({ currency }) => currency === total.currency);
  if (threshold === undefined) return null;
  return total.amountMinor >= BigInt(threshold.amount) ? 2 : 1;
}

/**
 * The same for each line of one deal and payee: lines of one currency are judged by their sum. Lines that come together are
 * given here; with those that were there before they are counted by the database (function recount_approvals).
 */
export const approvalsRequiredOf = (
  line: Money,
  linesOfDeal: readonly Money[],
  table: readonly MoneyJson[],
): 1 | 2 | null =>
  approvalsRequired(
    sum(
      linesOfDeal.filter(({ currency }) => currency === line.currency),
      line.currency,
    ),
    table,
  );
