import type { MoneyJson } from '../money.ts';
import { covers, factsFor, holds, type RuleConditions, type RuleFacts } from './conditions.ts';
import { ruleBeyondFirst, type BeyondFirst } from './furtherDeal.ts';

/**
 * What a percentage is taken of; all after discounts and without tax. Of `payments_received_net` each payment of the customer earns
 * its own part, by itself (domain/commission/received.ts).
 */
export type PlanBase = 'first_year_net' | 'total_contract_net' | 'payments_received_net';

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

type RuleCommon<When = Trigger> = {
  trigger: When;
  /** Conditions; an empty object holds for every deal. */
  when: RuleConditions;
  capPerPartner?: PartnerCap | undefined;
  budget?: Budget | undefined;
};

/** Nothing is converted: with a limit or a cap, the rule is about deals in its currency. */
export type DealPercentRule = RuleCommon &
  BeyondFirst & {
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

/** How long payments earn: the first so many, or those that are received within so many months of the close. */
export type Lasting = { payments: number } | { months: number };

/** A share of each payment of the customer, but not for ever; each earns its own part, by itself. */
export type RecurringRule = RuleCommon<'paid'> &
  BeyondFirst & {
    kind: 'recurring';
    basisPoints: number;
    lasts: Lasting;
    /** At most this for one deal. */
    capPerDeal?: MoneyJson | undefined;
  };

/** For the introduction, whatever becomes of the deal: once per referral, when it was qualified. */
export type QualifiedLeadBonusRule = RuleCommon<'qualified'> & { kind: 'qualified_lead_bonus'; amount: MoneyJson };

export type PlanRule =
  DealPercentRule | DealFlatRule | RecurringRule | SpiffRule | TierBonusRule | QualifiedLeadBonusRule;
export type RuleKind = PlanRule['kind'];

export type ByPaymentRule = RecurringRule | (DealPercentRule & { base: 'payments_received_net' });

/** Each payment of the customer earns its own part. */
export const isByPayment = (rule: PlanRule): rule is ByPaymentRule =>
  rule.kind === 'recurring' || (rule.kind === 'deal_percent' && rule.base === 'payments_received_net');

/** It is owed for an introduction, and belongs to no deal. */
export const isForLead = ({ kind }: { kind: string }): boolean => kind === 'qualified_lead_bonus';

/** A published plan version, as a referral pins it. */
export type PinnedPlan = { versionId: string; rules: readonly PlanRule[] };

/** A won deal as money sees it. `amount` is the net of the whole contract. */
export type WonDeal = { dealId: string; amount: MoneyJson; firstYearNet: MoneyJson };

/** A qualified introduction, which has no value yet; `dealId` stands where that of a deal would. */
export type QualifiedLead = { dealId: string };

/**
 * Which of the payments that earn it is, counted from 1, of how many, or until which day (not included); `place` is null for what
 * is still to come.
 */
export type Instalment = { place: number | null; of: number | null; until: string | null };

/**
 * Of what the customer of a deal pays: what came, or is to come. `before`: what counts of that which had come before it, that is of the
 * payments that earn and without what was refunded of them by then; `paidBefore`: all of it, after which it is its turn to be refunded; `earnedBefore`: what that which counts has earned.
 */
export type ReceivedPart = Readonly<Record<'received' | 'before' | 'paidBefore' | 'earnedBefore', MoneyJson>> & {
  instalment?: Instalment;
};

/** What rules are applied to. `part`: of the deal no more than that. */
export type Earning = (WonDeal & { part?: ReceivedPart }) | QualifiedLead;

export const valueOf = (earning: Earning): MoneyJson | null => ('amount' in earning ? earning.amount : null);

const STAND_INS = { manual: 'manual:', lead: 'lead:' } as const;

/** What stands in place of a deal's number: of a win without one, and of an introduction. */
export const standInFor = (kind: keyof typeof STAND_INS, referralId: string): string =>
  `${STAND_INS[kind]}${referralId}`;

/** No deal may be called so. */
export const isStandIn = (dealId: string): boolean =>
  Object.values(STAND_INS).some((prefix) => dealId.trim().toLowerCase().startsWith(prefix));

export type NumberedRule = { rule: PlanRule; ruleIndex: number };

/** The one currency of deals that the rule is about; undefined: any. */
export function dealCurrencyOf(rule: PlanRule): string | undefined {
  if (rule.kind === 'tier_bonus') return rule.above.currency;
  if (rule.kind !== 'deal_percent' && rule.kind !== 'recurring') return undefined;
  const above = rule.kind === 'deal_percent' ? rule.above : undefined;
  return (above ?? rule.capPerDeal ?? rule.capPerPartner?.amount ?? rule.budget?.amount)?.currency;
}

const matches = (rule: PlanRule, earning: Earning, facts: RuleFacts): boolean => {
  const currency = dealCurrencyOf(rule);
  const value = valueOf(earning);
  return (
    isForLead(rule) === (value === null) &&
    (currency === undefined || currency === value?.currency) &&
    holds(rule.when, factsFor(rule.when, facts, value))
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

/**
 * The rules that apply to this deal or introduction: of each kind the first whose conditions hold, as it is for a deal that is not the
 * first of its customer. Such a deal is no reason to look at a later rule of the kind.
 */
export function rulesFor(rules: readonly PlanRule[], earning: Earning, facts: RuleFacts): NumberedRule[] {
  const matching = numbered(rules).filter(({ rule }) => matches(rule, earning, facts));
  const first = matching.filter(
    ({ rule }, place) => matching.findIndex((one) => one.rule.kind === rule.kind) === place,
  );
  return first.flatMap(({ rule, ruleIndex }) => {
    const paying = ruleBeyondFirst(rule, facts.furtherDeal);
    return paying === undefined ? [] : [{ rule: paying, ruleIndex }];
  });
}
