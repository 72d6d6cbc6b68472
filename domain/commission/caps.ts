import type { Money, MoneyJson } from '../money.ts';
import type { Budget, CapPeriod, PartnerCap, PlanRule, RuleKind, TierBonusRule } from './plan.ts';

/**
 * What lines of several deals come to together: those of one kind, under any version of the plan, that count for this:
 * bounded by a cap of this sort (`volume`: all of them, by what they are a percentage of). Days are the first of the period
 * and the first of the next; null: without end.
 */
export type Counter = {
  sort: 'cap_per_partner' | 'budget' | 'volume' | 'above_volume';
  kind: RuleKind;
  currency: string;
  from: string | null;
  to: string | null;
  /** Of `above_volume`: what lies above it, in minor units. */
  above?: number;
};

export type SharedCap = Counter & {
  sort: 'cap_per_partner' | 'budget';
  limit: MoneyJson;
  period: Budget['period'];
};

/**
 * When the line accrues, and what earlier lines come to, in minor units. `isCorrected`: other deals have come after it, and what of
 * the volume they were paid for is not paid for once more. `roomIn`: what the line may take of a cap of which others have left so much, where
 * a correction leaves it what it has; where it is not said, all that is left.
 */
export type Spending = {
  at: string;
  spentOf: (counter: Counter) => bigint;
  isCorrected?: boolean;
  roomIn?: (left: Money) => Money;
};

/** For estimates and samples, which nothing came before. */
export const nothingSpent = (at: string): Spending => ({ at, spentOf: () => 0n });

const MONTHS: Readonly<Record<CapPeriod, number>> = { month: 1, quarter: 3, year: 12 };

const firstOf = (monthsSinceZero: number): string =>
  `${String((monthsSinceZero - (monthsSinceZero % 12)) / 12).padStart(4, '0')}-${String((monthsSinceZero % 12) + 1).padStart(2, '0')}-01`;

/** The period around a moment (ISO 8601 in UTC): its first day, and the first day of the next. */
export function periodAround(period: CapPeriod, at: string): { from: string; to: string } {
  const months = Number(at.slice(0, 4)) * 12 + Number(at.slice(5, 7)) - 1;
  const first = months - (months % MONTHS[period]);
  return { from: firstOf(first), to: firstOf(first + MONTHS[period]) };
}

/** The shared caps of a rule, in the order in which they cut. */
export function sharedCapsOf({ kind, capPerPartner, budget }: PlanRule, at: string): SharedCap[] {
  const capped = ({ amount, period }: PartnerCap | Budget, sort: SharedCap['sort']): SharedCap => ({
    sort,
    kind,
    currency: amount.currency,
    limit: amount,
    period,
    ...(period === 'plan' ? { from: null, to: null } : periodAround(period, at)),
  });
  return [
    ...(capPerPartner === undefined ? [] : [capped(capPerPartner, 'cap_per_partner')]),
    ...(budget === undefined ? [] : [capped(budget, 'budget')]),
  ];
}

/** The deals that count for a bonus by volume are those that earn a percentage. */
export const volumeOf = (
  { above }: Pick<TierBonusRule, 'above'>,
  at: string,
): Counter & { from: string; to: string } => ({
  sort: 'volume',
  kind: 'deal_percent',
  currency: above.currency,
  ...periodAround('year', at),
});

/** What of the volume above the limit other bonuses were taken of, also under versions of the plan with another limit. */
export const aboveVolumeOf = ({ above }: Pick<TierBonusRule, 'above'>, at: string): Counter => ({
  ...volumeOf({ above }, at),
  ...{ sort: 'above_volume', kind: 'tier_bonus', above: above.amount },
});

/** All that a rule has to know of other lines. */
export const countersOf = (rule: PlanRule, { at, isCorrected = false }: Omit<Spending, 'spentOf'>): Counter[] => [
  ...(rule.kind === 'tier_bonus' ? [volumeOf(rule, at), ...(isCorrected ? [aboveVolumeOf(rule, at)] : [])] : []),
  ...sharedCapsOf(rule, at),
];

/** What one line adds to one sort of counter. */
export type Counted = Pick<Counter, 'sort' | 'kind'> & { partnerId: string | null; at: string; amount: Money };

/** What these lines come to; the same sum as that of hold_counters in the database. */
export const sumOf = (counted: readonly Counted[], counter: Counter, partnerId: string | null): bigint =>
  counted
    .filter(
      (one) =>
        one.sort === counter.sort &&
        one.kind === counter.kind &&
        one.amount.currency === counter.currency &&
        (counter.sort === 'budget' || one.partnerId === partnerId) &&
        (counter.from === null || one.at >= counter.from) &&
        (counter.to === null || one.at < counter.to),
    )
    .reduce((sum, { amount }) => sum + amount.amountMinor, 0n);
