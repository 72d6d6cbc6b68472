import { sumPerCurrency, type Money } from '../money.ts';
import { sumOf, type Counted } from './caps.ts';
import type { RuleFacts } from './conditions.ts';
import { countedIn, linesOfWin, type DueLine } from './lines.ts';
import type { PinnedPlan, WonDeal } from './plan.ts';

/** A deal that was won, with what it has earned under the plan of its own day. `closedOn`: `YYYY-MM-DD`. */
export type PastDeal = { deal: WonDeal; closedOn: string; ruleFacts: RuleFacts; earned: readonly Money[] };

export type PastCost<Deal extends PastDeal> = {
  wouldEarn: Money[];
  earned: Money[];
  /** Those that would earn something else, in the order given. */
  changed: { past: Deal; wouldEarn: Money[]; earned: Money[] }[];
};

const isSame = (one: readonly Money[], other: readonly Money[]): boolean =>
  one.length === other.length &&
  one.every(({ amountMinor, currency }) =>
    other.some((amount) => amount.currency === currency && amount.amountMinor === amountMinor),
  );

/** The lines of one deal after those of the deals before it: what they share, they use up in this order. */
function linesAfter(plan: PinnedPlan, past: PastDeal, before: Counted[]): DueLine[] {
  const { deal, ruleFacts, closedOn: at } = past;
  const { partnerId } = ruleFacts;
  const lines = linesOfWin(plan, deal, ruleFacts, { at, spentOf: (counter) => sumOf(before, counter, partnerId) });
  before.push(...lines.flatMap((line) => countedIn(line, { partnerId, at })));
  return lines;
}

/** What past deals, in the order in which they were won, would have cost under this plan, beside what they have cost. */
export function costOver<Deal extends PastDeal>(plan: PinnedPlan, deals: readonly Deal[]): PastCost<Deal> {
  const counted: Counted[] = [];
  const compared = deals.map((past) => ({
    past,
    wouldEarn: sumPerCurrency(linesAfter(plan, past, counted).map(({ amount }) => amount)),
    earned: sumPerCurrency(past.earned),
  }));
  return {
    wouldEarn: sumPerCurrency(compared.flatMap(({ wouldEarn }) => wouldEarn)),
    earned: sumPerCurrency(compared.flatMap(({ earned }) => earned)),
    changed: compared.filter(({ wouldEarn, earned }) => !isSame(wouldEarn, earned)),
  };
}
