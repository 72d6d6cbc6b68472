import { AMOUNT_MINOR_MAX, beyond, money, moneyFromJson, sumPerCurrency, type Money } from '../money.ts';
import type { TierStep } from '../policy.ts';
import { convertedAt, usableRate, type ConfirmedRate } from './conversion.ts';

/** Where a partner stands that nobody has put into another tier: below the first of every table. */
export const FIRST_TIER = 'standard';

/** What keeps a table from being one, as a sentence; undefined when it is one. */
export function tableProblem(tiers: readonly TierStep[], currency: string): string | undefined {
  for (const [place, { tier, wonNetAtLeast }] of tiers.entries()) {
    const before = tiers[place - 1];
    if (tier === FIRST_TIER) return `Everybody begins as ${FIRST_TIER}: it is reached by nothing.`;
    if (tiers.findIndex((other) => other.tier === tier) !== place) return `The tier ${tier} is named twice.`;
    if (wonNetAtLeast.currency !== currency)
      return `Won revenue is counted in ${currency}, the currency of the program.`;
    if (wonNetAtLeast.amount <= (before?.wonNetAtLeast.amount ?? 0))
      return `Each tier needs more than the one before it, and the first more than nothing; ${tier} does not.`;
  }
  return undefined;
}

/** `leftOut`: what was won in currencies of which no confirmed rate is usable, which counts for nothing. */
export type WonRevenue = { won: Money; leftOut: Money[] };

/** Sums of won deals in one currency: what comes from another is converted at the rate of the moment (ISO 8601) of counting. */
export function wonRevenue(
  sums: readonly Money[],
  { currency, rates, at }: { currency: string; rates: readonly ConfirmedRate[]; at: string },
): WonRevenue {
  const leftOut: Money[] = [];
  let minor = 0n;
  for (const one of sums) {
    const rate = usableRate(rates, { from: one.currency, to: currency, at });
    const counted = one.currency === currency ? one : rate && convertedAt(rate, one, currency)?.amount;
    if (counted === undefined) leftOut.push(one);
    else minor += counted.amountMinor;
  }
  return {
    won: money(minor < AMOUNT_MINOR_MAX ? minor : AMOUNT_MINOR_MAX, currency),
    leftOut: sumPerCurrency(leftOut),
  };
}

/** What a program asks of a partner, and what the partner has won in it. */
export type TierStanding = { programId: string; tiers: readonly TierStep[]; won: Money };

/** From 0 for the first tier; undefined: the table does not know it, as where a person has given a tier of its own. */
function rankIn(tiers: readonly TierStep[], tier: string): number | undefined {
  if (tier === FIRST_TIER) return 0;
  const place = tiers.findIndex((step) => step.tier === tier);
  return place === -1 ? undefined : place + 1;
}

const isReached = ({ won }: TierStanding, { wonNetAtLeast }: TierStep): boolean =>
  won.amountMinor >= moneyFromJson(wonNetAtLeast).amountMinor;

/** Steps of the table above a tier; none where it does not know the tier. */
function stepsAbove(tiers: readonly TierStep[], tier: string): readonly TierStep[] {
  const rank = rankIn(tiers, tier);
  return rank === undefined ? [] : tiers.slice(rank);
}

/**
 * The highest tier that a partner has reached in one of its programs; undefined where that is none above the tier it has. It never
 * lowers: no program lifts into what another one puts below, and a tier that a table does not know stays.
 */
export function tierReached<Standing extends TierStanding>(
  current: string,
  standings: readonly Standing[],
): { tier: string; by: Standing } | undefined {
  const isBelow = (tier: string, other: string): boolean =>
    standings.some(({ tiers }) => {
      const [rank, above] = [rankIn(tiers, tier), rankIn(tiers, other)];
      return rank !== undefined && above !== undefined && rank < above;
    });
  let reached: { tier: string; by: Standing } | undefined;
  for (const by of standings) {
    const tier = stepsAbove(by.tiers, current).findLast((step) => isReached(by, step))?.tier;
    if (tier === undefined || isBelow(tier, current)) continue;
    if (reached === undefined || isBelow(reached.tier, tier)) reached = { tier, by };
  }
  return reached;
}

/**
 * The next tier of a program, and by how much the revenue of now falls short of it: nothing where it is reached, but not checked
 * yet; then it is the highest of those. Null at the top, and where the program does not know the tier.
 */
export function nextTier(current: string, standing: TierStanding): { tier: string; missing: Money } | null {
  const above = stepsAbove(standing.tiers, current);
  const next = above.findLast((step) => isReached(standing, step)) ?? above[0];
  if (next === undefined) return null;
  return { tier: next.tier, missing: beyond(moneyFromJson(next.wonNetAtLeast), standing.won) };
}
