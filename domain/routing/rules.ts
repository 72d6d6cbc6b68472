import { isInBand, isNamed, type ValueBand } from '../conditions.ts';

/** What somebody is to do with a referral. */
export type Duty = 'reviewer' | 'qualifier' | 'closer';

export const ROUTED_DUTIES = ['qualifier', 'closer'] as const satisfies readonly Duty[];

export type RoutedDuty = (typeof ROUTED_DUTIES)[number];

export const ROUTING_MODES = ['round_robin', 'weighted', 'least_open'] as const;

export type RoutingMode = (typeof ROUTING_MODES)[number];

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

/** Which conditions of a rule do not fit; none: it is the rule for this referral. */
export function unmetConditions(rule: RoutingRule, facts: RoutingFacts, duty: Duty): RoutingCondition[] {
  const { when } = rule;
  const fits: Readonly<Record<RoutingCondition, boolean>> = {
    countries: isNamed(when.countries, facts.country),
    regions: isNamed(when.regions, facts.region),
    productLines: isNamed(when.productLines, facts.productLine),
    partnerIds: isNamed(when.partnerIds, facts.partnerId),
    tiers: isNamed(when.tiers, facts.tier),
    values: isInBand(when.values, facts.value),
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
