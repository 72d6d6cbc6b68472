import { monthsAfter } from '../givenDay.ts';

/** What a customer who was won by a referral buys later: the same once more, or something else. */
export const FURTHER_DEAL_KINDS = ['renewal', 'further_deal'] as const;

export type FurtherDealKind = (typeof FURTHER_DEAL_KINDS)[number];

/**
 * Renewals earn, when they are won within the first year of the customer's first deal or so many months after it: what the rule pays
 * for that, or another rate.
 */
export type Renewals = { months: number; basisPoints?: number | undefined };

/** Further deals earn what the rule pays, when they are won within so many months of the first. */
export type FurtherDeals = { months: number };

/** What a percentage pays beyond the first deal of a customer; what is left out is not paid for. */
export type BeyondFirst = { renewals?: Renewals | undefined; furtherDeals?: FurtherDeals | undefined };

/**
 * What rules know of a deal that is not the first of its customer. Days as `YYYY-MM-DD`; `firstWonOn`: as it stood when this one was
 * recorded, whatever happens to the first deal since; `wonOn`: while it is open, the day on which it was recorded.
 */
export type FurtherDeal = { kind: FurtherDealKind; firstWonOn: string; wonOn: string };

/** What a renewal or further deal follows from. Days: when the first deal was won, and before when this one has to be won to earn a share. */
export type Origin = { kind: FurtherDealKind; firstWonOn: string; earnsBefore: string };

/** Proof that a deal that is not the first of its customer was won in time; `months`: as its rule says them. */
export type WonInTime = { kind: FurtherDealKind; firstWonOn: string; wonOn: string; months: number };

const FIRST_YEAR_MONTHS = 12;

/** The first day on which a deal is won too late; a renewal has the first year besides. */
const tooLateFrom = ({ kind, firstWonOn, months }: Omit<WonInTime, 'wonOn'>): string =>
  monthsAfter(firstWonOn, kind === 'renewal' ? FIRST_YEAR_MONTHS + months : months);

export const isWonInTime = (won: WonInTime): boolean => won.wonOn >= won.firstWonOn && won.wonOn < tooLateFrom(won);

/** Any rule of a plan; what is no percentage names nothing beyond the first deal. */
type AnyRule = BeyondFirst & { kind: string; basisPoints?: number };

export const paidBeyondFirst = ({ renewals, furtherDeals }: AnyRule, kind: FurtherDealKind): Renewals | undefined =>
  kind === 'renewal' ? renewals : furtherDeals;

/** Undefined where the rule earns nothing of this deal, or where it is the first of its customer. */
export function wonInTime(rule: AnyRule, furtherDeal: FurtherDeal | undefined): WonInTime | undefined {
  if (furtherDeal === undefined) return undefined;
  const { kind, firstWonOn, wonOn } = furtherDeal;
  const paid = paidBeyondFirst(rule, kind);
  if (paid === undefined) return undefined;
  const won = { kind, firstWonOn, wonOn, months: paid.months };
  return isWonInTime(won) ? won : undefined;
}

/**
 * A rule as it is for this deal; undefined where it pays nothing of it. Fixed amounts are for the first deal of a customer, or for its
 * introduction. A bonus by volume goes with the percentage that it counts.
 */
export function ruleBeyondFirst<Rule extends AnyRule>(
  rule: Rule,
  furtherDeal: FurtherDeal | undefined,
): Rule | undefined {
  if (furtherDeal === undefined || rule.kind === 'tier_bonus') return rule;
  const won = wonInTime(rule, furtherDeal);
  if (won === undefined) return undefined;
  const { basisPoints = rule.basisPoints } = paidBeyondFirst(rule, won.kind) ?? {};
  return { ...rule, basisPoints };
}

/** The day before which a deal of this kind has to be won to earn a share by one of these rules; null: it earns none whenever it is won. */
export function earnsBefore(
  rules: readonly AnyRule[],
  { kind, firstWonOn }: { kind: FurtherDealKind; firstWonOn: string },
): string | null {
  const ends = rules.flatMap((rule) => {
    const paid = paidBeyondFirst(rule, kind);
    return paid === undefined ? [] : [tooLateFrom({ kind, firstWonOn, months: paid.months })];
  });
  return ends.reduce<string | null>((latest, end) => (latest !== null && latest > end ? latest : end), null);
}
