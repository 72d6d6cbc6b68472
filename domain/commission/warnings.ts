import { rulesInForce, type PlanRule } from './plan.ts';

/** What is allowed and still worth a second look before a plan is published. `currency`: the program's, when known. */
export function planWarnings(rules: readonly PlanRule[], currency: string | undefined): string[] {
  const warnings: string[] = [];
  const inForce = new Set(rulesInForce(rules).map(({ ruleIndex }) => ruleIndex));
  rules.forEach((rule, index) => {
    const place = `Rule ${String(index + 1)}`;
    if (!inForce.has(index)) warnings.push(`${place} never applies: an earlier rule of its kind matches every deal.`);
    if (rule.kind === 'deal_flat' && currency !== undefined && rule.amount.currency !== currency) {
      warnings.push(`${place} pays ${rule.amount.currency}, the program runs in ${currency}.`);
    }
  });
  return warnings;
}
