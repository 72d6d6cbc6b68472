import { isInBand, isNamed, type ValueBand } from '../conditions.ts';
import type { MoneyJson } from '../money.ts';
import type { FurtherDeal } from './furtherDeal.ts';

/** Days in UTC, both included. */
type DayWindow = { from?: string | undefined; to?: string | undefined };

/** What is named has to hold, one of each list is enough; what is left out holds for every deal. */
export type RuleConditions = {
  productLines?: readonly string[] | undefined;
  countries?: readonly string[] | undefined;
  regions?: readonly string[] | undefined;
  partnerIds?: readonly string[] | undefined;
  tiers?: readonly string[] | undefined;
  /** Bands of the net of the whole contract. */
  values?: readonly ValueBand[] | undefined;
  /** On which days the referral was received. */
  received?: DayWindow | undefined;
  /** The quality, 1–5, that the qualifier gave, or better. */
  qualityFrom?: number | undefined;
};

export type RuleCondition = keyof RuleConditions;

/** What conditions look at. `receivedAt` is ISO 8601 in UTC; `tier` is that of the day of receipt. */
export type RuleFacts = {
  productLine: string | null;
  country: string | null;
  region: string | null;
  partnerId: string | null;
  tier: string | null;
  receivedAt: string;
  /** null: not qualified yet. */
  quality: number | null;
  /** Absent: the first deal of its customer, or an introduction. Of another one all else is as its first referral had it. */
  furtherDeal?: FurtherDeal;
};

/** The facts that a rule looked at, with the value of the deal: kept as proof that the rule was the right one. */
export type FoundFacts = Partial<RuleFacts> & { value?: MoneyJson };

const FACT_OF: Readonly<Record<Exclude<RuleCondition, 'values'>, keyof RuleFacts>> = {
  productLines: 'productLine',
  countries: 'country',
  regions: 'region',
  partnerIds: 'partnerId',
  tiers: 'tier',
  received: 'receivedAt',
  qualityFrom: 'quality',
};

const CONDITIONS: readonly RuleCondition[] = [
  'productLines',
  'countries',
  'regions',
  'partnerIds',
  'tiers',
  'values',
  'received',
  'qualityFrom',
];

/** The conditions that a rule really makes, in the order in which they are said. */
export const namedConditions = (when: RuleConditions): RuleCondition[] =>
  CONDITIONS.filter((condition) => when[condition] !== undefined);

const isWithin = ({ from, to }: DayWindow, at: string): boolean => {
  const day = at.slice(0, 10);
  return (from === undefined || day >= from) && (to === undefined || day <= to);
};

/** Whether all conditions hold. A fact that is not known yet meets no condition. */
export const holds = (when: RuleConditions, found: FoundFacts): boolean =>
  isNamed(when.productLines, found.productLine ?? null) &&
  isNamed(when.countries, found.country ?? null) &&
  isNamed(when.regions, found.region ?? null) &&
  isNamed(when.partnerIds, found.partnerId ?? null) &&
  isNamed(when.tiers, found.tier ?? null) &&
  isInBand(when.values, found.value ?? null) &&
  (when.received === undefined || (found.receivedAt !== undefined && isWithin(when.received, found.receivedAt))) &&
  (when.qualityFrom === undefined || (found.quality ?? 0) >= when.qualityFrom);

/** Of all facts those that the conditions look at. `value`: of the deal; null where there is none yet. */
export function factsFor(when: RuleConditions, facts: RuleFacts, value: MoneyJson | null): FoundFacts {
  const found: FoundFacts = {};
  for (const condition of namedConditions(when)) {
    Object.assign(
      found,
      condition === 'values' ? (value === null ? {} : { value }) : { [FACT_OF[condition]]: facts[FACT_OF[condition]] },
    );
  }
  return found;
}

const listCovers = (one: readonly string[] | undefined, other: readonly string[] | undefined): boolean =>
  one === undefined || (other !== undefined && other.every((text) => isNamed(one, text)));

const startsNoLater = (one: number | undefined, other: number | undefined): boolean =>
  one === undefined || (other !== undefined && one <= other);

const endsNoEarlier = (one: number | undefined, other: number | undefined): boolean =>
  one === undefined || (other !== undefined && one >= other);

const bandsCover = (one: readonly ValueBand[] | undefined, other: readonly ValueBand[] | undefined): boolean =>
  one === undefined ||
  (other !== undefined &&
    other.every((inner) =>
      one.some(
        (outer) =>
          outer.currency === inner.currency &&
          startsNoLater(outer.from, inner.from) &&
          endsNoEarlier(outer.below, inner.below),
      ),
    ));

const windowCovers = (one: DayWindow | undefined, other: DayWindow | undefined): boolean =>
  one === undefined ||
  ((one.from === undefined || (other?.from !== undefined && one.from <= other.from)) &&
    (one.to === undefined || (other?.to !== undefined && one.to >= other.to)));

/** Whether `one` holds for certain wherever `other` does: then nothing is left for a rule that comes later. */
export const covers = (one: RuleConditions, other: RuleConditions): boolean =>
  listCovers(one.productLines, other.productLines) &&
  listCovers(one.countries, other.countries) &&
  listCovers(one.regions, other.regions) &&
  listCovers(one.partnerIds, other.partnerIds) &&
  listCovers(one.tiers, other.tiers) &&
  bandsCover(one.values, other.values) &&
  windowCovers(one.received, other.received) &&
  startsNoLater(one.qualityFrom, other.qualityFrom);
