import { formatBasisPoints, formatMoney, moneyFromJson } from '../money.ts';
import { durationMs } from '../duration.ts';
import type { Policy } from '../policy.ts';
import { DEFAULT_LANGUAGE, lengthText } from '../texts/format.ts';
import { BASE_IN_WORDS } from './explanation.ts';
import { rulesInForce, type PlanRule } from './plan.ts';

const wage = (rule: PlanRule): string =>
  rule.kind === 'deal_percent'
    ? `${formatBasisPoints(rule.basisPoints)} of ${BASE_IN_WORDS[rule.base]}`
    : `${formatMoney(moneyFromJson(rule.amount))} for a won deal`;

/**
 * The published facts of a plan as one paragraph, the same on plan, program page and receipt:
 * "10 % of the first year's net amount, when signed, 30 days hold; net is after discounts and without tax; …".
 */
export function planTerms(rules: readonly PlanRule[], policy: Pick<Policy, 'holding'>): string {
  const holdMs = durationMs(policy.holding);
  const hold = holdMs === 0 ? 'no hold' : `${lengthText(holdMs, DEFAULT_LANGUAGE)} hold`;
  const wages = rulesInForce(rules).map(({ rule }) => `${wage(rule)}, when signed, ${hold}`);
  if (wages.length === 0) return 'No commission is paid under this plan.';
  return `${[...wages, 'net is after discounts and without tax', 'renewals are not included'].join('; ')}.`;
}
