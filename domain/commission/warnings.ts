import { eligibleApprovers, type FinancePerson } from '../approval/separation.ts';
import type { MoneyJson } from '../money.ts';
import { paidBeyondFirst } from './furtherDeal.ts';
import { dealCurrencyOf, rulesInForce, type PlanRule } from './plan.ts';
import { amountInWords } from './percentage.ts';

const amountsOf = (rule: PlanRule): MoneyJson[] =>
  [
    ...('amount' in rule ? [rule.amount] : []),
    ...('above' in rule ? [rule.above] : []),
    ...('capPerDeal' in rule ? [rule.capPerDeal] : []),
    rule.capPerPartner?.amount,
    rule.budget?.amount,
  ].filter((amount) => amount !== undefined);

/** The bands of its values are in other currencies than the limits that stand beside its rate. */
function isNowhereInBand(rule: PlanRule): boolean {
  const currency = dealCurrencyOf(rule);
  const { values } = rule.when;
  return currency !== undefined && values !== undefined && !values.some((band) => band.currency === currency);
}

const isRenewedForMore = (rule: PlanRule): boolean =>
  'basisPoints' in rule && (paidBeyondFirst(rule, 'renewal')?.basisPoints ?? 0) > rule.basisPoints;

/** What is allowed and still worth a second look before a plan is published. `currency`: the program's, when known. */
export function planWarnings(rules: readonly PlanRule[], currency: string | undefined): string[] {
  const warnings: string[] = [];
  const inForce = new Set(rulesInForce(rules).map(({ ruleIndex }) => ruleIndex));
  rules.forEach((rule, index) => {
    const place = `Rule ${String(index + 1)}`;
    if (!inForce.has(index)) warnings.push(`${place} never applies: an earlier rule of its kind takes all its deals.`);
    if (isNowhereInBand(rule)) warnings.push(`${place} never applies: its values and its limits differ in currency.`);
    const note = rule.kind === 'tier_bonus' ? undefined : NOTES[rule.trigger];
    if (note !== undefined) warnings.push(`${place} ${note}`);
    if (isRenewedForMore(rule)) warnings.push(`${place} pays more for a renewal than for the first deal.`);
    const foreign = amountsOf(rule).find((amount) => currency !== undefined && amount.currency !== currency);
    if (foreign !== undefined) {
      warnings.push(`${place} speaks of ${foreign.currency}, the program runs in ${currency ?? ''}.`);
    }
  });
  return warnings;
}

const NOTES: Readonly<Partial<Record<PlanRule['trigger'], string>>> = {
  qualified:
    'is owed for every introduction that is qualified, also where the deal is lost later: the trial counts those that were won.',
  invoiced: 'waits for invoices: its lines accrue only when finance records the invoices of a deal.',
  paid: 'waits for payments: its lines accrue only when finance records what the customer of a deal has paid.',
};

type Approver = FinancePerson & { name: string };

/**
 * Who drafted a version may not approve its lines. When too few others are left for what the policy asks, it is said by
 * name before anybody publishes, and not when the first line waits. `currency`: the program's.
 */
export function approverWarnings(args: {
  draftedBy: string;
  approvers: readonly Approver[];
  secondApproverFrom: readonly MoneyJson[];
  currency: string;
}): string[] {
  const { draftedBy, approvers, secondApproverFrom, currency } = args;
  const second = secondApproverFrom.find((threshold) => threshold.currency === currency);
  if (second === undefined) return [`Nobody can approve lines in ${currency}: the policy has no threshold for it.`];
  const { eligible, barred } = eligibleApprovers(approvers, [{ userId: draftedBy, reason: 'drafted_plan' }]);
  if (eligible.length > 1) return [];
  const nameOf = (id: string): string => approvers.find(({ userId }) => userId === id)?.name ?? id;
  const why =
    barred.length === 0
      ? 'there are no further finance approvers'
      : barred.map(({ userId }) => `${nameOf(userId)} drafted this version`).join(', ');
  const [only] = eligible;
  return only === undefined
    ? [`Nobody can approve lines of this plan: ${why}.`]
    : [`Lines from ${amountInWords(second)} on need two approvals, and only ${nameOf(only)} can give one: ${why}.`];
}
