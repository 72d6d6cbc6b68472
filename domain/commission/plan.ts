import type { MoneyJson } from '../money.ts';

/** What a percentage is taken of; both after discounts and without tax. */
export type PlanBase = 'first_year_net' | 'total_contract_net';

type RuleCommon = {
  /** `signed`: the line accrues when the deal is closed as won. */
  trigger: 'signed';
  /** Conditions; an empty object holds for every deal. */
  when: Record<string, never>;
};

export type DealPercentRule = RuleCommon & { kind: 'deal_percent'; basisPoints: number; base: PlanBase };
export type DealFlatRule = RuleCommon & { kind: 'deal_flat'; amount: MoneyJson };

export type PlanRule = DealPercentRule | DealFlatRule;
export type RuleKind = PlanRule['kind'];

/** A published plan version, as a referral pins it. */
export type PinnedPlan = { versionId: string; rules: readonly PlanRule[] };

/** A won deal as money sees it. `amount` is the net of the whole contract. */
export type WonDeal = { dealId: string; amount: MoneyJson; firstYearNet: MoneyJson };

/** The rules that can ever apply, with their place in the plan: of each kind the first match wins. */
export function rulesInForce(rules: readonly PlanRule[]): { rule: PlanRule; ruleIndex: number }[] {
  const numbered = rules.map((rule, ruleIndex) => ({ rule, ruleIndex }));
  return numbered.filter(({ rule }, position) => rules.findIndex(({ kind }) => kind === rule.kind) === position);
}
