import type { MoneyJson } from '../money.ts';
import { covers, factsFor, holds, type RuleConditions, type RuleFacts } from './conditions.ts';

/** What a percentage is taken of; both after discounts and without tax. */
export type PlanBase = 'first_year_net' | 'total_contract_net';

/**
 * When a line accrues: when the deal is closed as won, or when what it is about was invoiced to the customer or paid by them in
 * full (domain/commission/triggers.ts).
 */
export type Trigger = 'signed' | 'invoiced' | 'paid';

/** Calendar periods in UTC. */
export type CapPeriod = 'month' | 'quarter' | 'year';

/** At most this for all lines together: of one partner, or of all (`plan`: for as long as there is the plan). */
export type PartnerCap = { amount: MoneyJson; period: CapPeriod };
export type Budget = { amount: MoneyJson; period: CapPeriod | 'plan' };

type RuleCommon = {
  trigger: Trigger;
  /** Conditions; an empty object holds for every deal. */
  when: RuleConditions;
  capPerPartner?: PartnerCap | undefined;
  budget?: Budget | undefined;
};

/** Nothing is converted: with a limit or a cap, the rule is about deals in its currency. */
export type DealPercentRule = RuleCommon & {
  kind: 'deal_percent';
  basisPoints: number;
  base: PlanBase;
  /** Only the part of the base above this counts. */
  above?: MoneyJson | undefined;
  /** At most this for one deal. */
  capPerDeal?: MoneyJson | undefined;
};
export type DealFlatRule = RuleCommon & { kind: 'deal_flat'; amount: MoneyJson };
/** For a while and as far as its budget reaches, beside everything else that the deal earns. */
export type SpiffRule = RuleCommon & { kind: 'spiff'; amount: MoneyJson; budget: Budget };

/**
 * Marginal: of what the deals of a partner that earn a percentage bring together in a calendar year, the part above
 * `above`. What lies below stays as it was paid.
 */
export type TierBonusRule = RuleCommon & { kind: 'tier_bonus'; basisPoints: number; above: MoneyJson };

export type PlanRule = DealPercentRule | DealFlatRule | SpiffRule | TierBonusRule;
export type RuleKind = PlanRule['kind'];

/** A published plan version, as a referral pins it. */
export type PinnedPlan = { versionId: string; rules: readonly PlanRule[] };

/** A won deal as money sees it. `amount` is the net of the whole contract. */
export type WonDeal = { dealId: string; amount: MoneyJson; firstYearNet: MoneyJson };

export type NumberedRule = { rule: PlanRule; ruleIndex: number };

/** The one currency of deals that the rule is about; undefined: any. */
export const dealCurrencyOf = (rule: PlanRule): string | undefined =>
  rule.kind === 'deal_percent'
    ? (rule.above ?? rule.capPerDeal ?? rule.capPerPartner?.amount ?? rule.budget?.amount)?.currency
    : rule.kind === 'tier_bonus'
      ? rule.above.currency
      : undefined;

const matches = (rule: PlanRule, deal: WonDeal, facts: RuleFacts): boolean => {
  const currency = dealCurrencyOf(rule);
  return (
    (currency === undefined || currency === deal.amount.currency) &&
    holds(rule.when, factsFor(rule.when, facts, deal.amount))
  );
};

const isShadowedBy = (rule: PlanRule, earlier: PlanRule): boolean => {
  const currency = dealCurrencyOf(earlier);
  return (
    earlier.kind === rule.kind &&
    (currency === undefined || currency === dealCurrencyOf(rule)) &&
    covers(earlier.when, rule.when)
  );
};

const numbered = (rules: readonly PlanRule[]): NumberedRule[] => rules.map((rule, ruleIndex) => ({ rule, ruleIndex }));

/** The rules that can ever apply, with their place in the plan: what an earlier one of the kind always takes is left out. */
export const rulesInForce = (rules: readonly PlanRule[]): NumberedRule[] =>
  numbered(rules).filter(({ rule, ruleIndex }) => !rules.slice(0, ruleIndex).some((one) => isShadowedBy(rule, one)));

/** The rules that apply to this deal: of each kind the first whose conditions hold. */
export function rulesFor(rules: readonly PlanRule[], deal: WonDeal, facts: RuleFacts): NumberedRule[] {
  const matching = numbered(rules).filter(({ rule }) => matches(rule, deal, facts));
  return matching.filter(({ rule }, place) => matching.findIndex((one) => one.rule.kind === rule.kind) === place);
}
