import type { Earning, PlanRule, Trigger, WonDeal } from './plan.ts';

/** What of a won deal was invoiced and what its customer has paid, in all, in minor units of the deal's currency. */
export type DealProgress = Readonly<Record<Exclude<Trigger, 'signed'>, bigint>>;

/** How much has to be invoiced or paid: what the rule takes its percentage of; for a fixed amount the first year's net. */
function wantedOf(rule: PlanRule, deal: WonDeal): bigint {
  const isOfContract = rule.kind === 'deal_percent' && rule.base === 'total_contract_net';
  return BigInt((isOfContract ? deal.amount : deal.firstYearNet).amount);
}

/** A bonus by volume accrues with the percentage that it counts, whenever that is; one for an introduction as soon as it is qualified. */
export const isTriggered = (rule: PlanRule, earning: Earning, progress: DealProgress): boolean =>
  rule.trigger === 'signed' ||
  rule.trigger === 'qualified' ||
  rule.kind === 'tier_bonus' ||
  ('amount' in earning && progress[rule.trigger] >= wantedOf(rule, earning));
