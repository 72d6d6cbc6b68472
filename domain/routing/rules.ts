/** What somebody is to do with a referral. */
export type Duty = 'reviewer' | 'qualifier' | 'closer';

export const ROUTED_DUTIES = ['qualifier', 'closer'] as const satisfies readonly Duty[];

export type RoutedDuty = (typeof ROUTED_DUTIES)[number];

export const ROUTING_MODES = ['round_robin', 'weighted', 'least_open'] as const;

export type RoutingMode = (typeof ROUTING_MODES)[number];

/** Minor units; from `from` on and below `below`. */
type ValueBand = { currency: string; from?: number | undefined; below?: number | undefined };

/** What is named has to fit, one of each list is enough; what is left out fits everything. */
export type RoutingConditions = {
  countries?: readonly string[] | undefined;
  regions?: readonly string[] | undefined;
  productLines?: readonly string[] | undefined;
  partnerIds?: readonly string[] | undefined;
  tiers?: readonly string[] | undefined;
  values?: readonly ValueBand[] | undefined;
  duties?: readonly RoutedDuty[] | undefined;
};

export type RoutingCondition = keyof RoutingConditions;

/** Rules stand in their order; `team` are user ids. */
export type RoutingRule = {
  id: string;
  name: string;
  when: RoutingConditions;
  team: readonly string[];
  mode: RoutingMode;
};

/** What the rules look at. */
export type RoutingFacts = {
  country: string | null;
  region: string | null;
  productLine: string | null;
  partnerId: string | null;
  tier: string | null;
  value: { amount: number; currency: string } | null;
};

const same = (one: string, other: string): boolean => one.trim().toLowerCase() === other.trim().toLowerCase();

const names = (wanted: readonly string[] | undefined, given: string | null): boolean =>
  wanted === undefined || (given !== null && wanted.some((text) => same(text, given)));

const inBand = (bands: readonly ValueBand[] | undefined, value: RoutingFacts['value']): boolean =>
  bands === undefined ||
  (value !== null &&
    bands.some(
      ({ currency, from, below }) =>
        currency === value.currency &&
        (from === undefined || value.amount >= from) &&
        (below === undefined || value.amount < below),
    ));

/** Which conditions of a rule do not fit; none: it is the rule for this referral. */
export function unmetConditions(rule: RoutingRule, facts: RoutingFacts, duty: Duty): RoutingCondition[] {
  const { when } = rule;
  const fits: Readonly<Record<RoutingCondition, boolean>> = {
    countries: names(when.countries, facts.country),
    regions: names(when.regions, facts.region),
    productLines: names(when.productLines, facts.productLine),
    partnerIds: names(when.partnerIds, facts.partnerId),
    tiers: names(when.tiers, facts.tier),
    values: inBand(when.values, facts.value),
    duties: speaksOf(rule, duty),
  };
  return (Object.keys(fits) as RoutingCondition[]).filter((condition) => !fits[condition]);
}

/** Whether a rule says anything about this duty. */
export const speaksOf = ({ when }: RoutingRule, duty: Duty): boolean =>
  when.duties === undefined || (when.duties as readonly Duty[]).includes(duty);

/** The first rule that fits; the rest are not asked. */
export const firstMatch = (rules: readonly RoutingRule[], facts: RoutingFacts, duty: Duty): RoutingRule | undefined =>
  rules.find((rule) => unmetConditions(rule, facts, duty).length === 0);
