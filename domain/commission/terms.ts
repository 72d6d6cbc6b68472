import { formatBasisPoints } from '../money.ts';
import { isNamed } from '../conditions.ts';
import { durationMs } from '../duration.ts';
import type { Policy } from '../policy.ts';
import { ordinal } from '../texts/english/words.ts';
import { DEFAULT_LANGUAGE, lengthText } from '../texts/format.ts';
import { conditionsText } from './conditionsText.ts';
import { BASE_IN_WORDS, fixedInWords } from './explain.ts';
import { amountInWords } from './percentage.ts';
import { FURTHER_DEAL_KINDS, paidBeyondFirst, type FurtherDealKind } from './furtherDeal.ts';
import { dealCurrencyOf, isByPayment, rulesInForce, type PlanRule, type RecurringRule, type RuleKind } from './plan.ts';

function wage(rule: PlanRule): string {
  if (rule.kind === 'tier_bonus') {
    const rate = formatBasisPoints(rule.basisPoints);
    return `${rate} extra of what the deals of a calendar year that earn a percentage bring above ${amountInWords(rule.above)} together`;
  }
  if (rule.kind === 'recurring') return recurringWage(rule);
  if (rule.kind !== 'deal_percent') return fixedInWords(rule);
  const above = rule.above === undefined ? '' : ` above ${amountInWords(rule.above)}`;
  return `${formatBasisPoints(rule.basisPoints)} of ${BASE_IN_WORDS[rule.base]}${above}`;
}

function recurringWage({ basisPoints, lasts }: RecurringRule): string {
  const rate = formatBasisPoints(basisPoints);
  if ('payments' in lasts) {
    return lasts.payments === 1
      ? `${rate} of the customer's first net payment`
      : `${rate} of each of the customer's first ${String(lasts.payments)} net payments`;
  }
  return `${rate} of each net payment of the customer within ${lengthInWords(lasts.months)} of the close`;
}

const lengthInWords = (months: number): string => (months === 1 ? 'a month' : `${String(months)} months`);

const WHEN_TRIGGERED: Readonly<Record<PlanRule['trigger'], string>> = {
  qualified: 'when it is qualified, also where the deal is lost later',
  signed: 'when signed',
  invoiced: 'when it is invoiced to the customer',
  paid: 'when the customer has paid it',
};

/** When it is owed. What is no share of the deal looks at its first year. */
function whenOwed(rule: PlanRule): string {
  const { kind, trigger } = rule;
  if (isByPayment(rule)) return 'when it is received';
  if (trigger === 'signed' || trigger === 'qualified' || kind === 'deal_percent') return WHEN_TRIGGERED[trigger];
  return kind === 'tier_bonus'
    ? 'when the percentage of the deal is earned'
    : `when the first year's net amount is ${trigger === 'paid' ? 'paid by' : 'invoiced to'} the customer`;
}

/** What bounds the wage, from the single deal to all of them. */
function caps(rule: PlanRule): string {
  const { capPerPartner, budget } = rule;
  const perDeal = 'capPerDeal' in rule ? rule.capPerDeal : undefined;
  const lasting = budget === undefined || budget.period === 'plan' ? '' : ` per ${budget.period}`;
  return [
    ...(perDeal === undefined ? [] : [`, at most ${amountInWords(perDeal)} per deal`]),
    ...(capPerPartner === undefined
      ? []
      : [`, at most ${amountInWords(capPerPartner.amount)} per partner and ${capPerPartner.period}`]),
    ...(budget === undefined ? [] : [`, while the budget of ${amountInWords(budget.amount)}${lasting} lasts`]),
  ].join('');
}

const BEYOND_FIRST: Readonly<Record<FurtherDealKind, { name: string; won: (length: string) => string }>> = {
  renewal: { name: 'renewals', won: (length) => `renewals won up to ${length} after the customer's first year` },
  further_deal: {
    name: 'further deals of the customer',
    won: (length) => `further deals of the customer won within ${length} of the first`,
  },
};

/** What a percentage pays beyond the first deal of a customer; that it does not is said where another rule does. */
function beyondFirst(rule: PlanRule, included: readonly FurtherDealKind[]): string {
  if (rule.kind !== 'deal_percent' && rule.kind !== 'recurring') return '';
  const said = included.map((kind) => {
    const { name, won } = BEYOND_FIRST[kind];
    const paid = paidBeyondFirst(rule, kind);
    if (paid === undefined) return `, ${name} not included`;
    const earns = paid.basisPoints === undefined ? 'the same' : formatBasisPoints(paid.basisPoints);
    return `, ${won(lengthInWords(paid.months))} earn ${earns}`;
  });
  return said.join('');
}

/** What is said of deals beyond the first behind all rules. */
function aboutFirst(rules: readonly PlanRule[], included: readonly FurtherDealKind[]): string[] {
  const left = FURTHER_DEAL_KINDS.filter((kind) => !included.includes(kind)).map((kind) => BEYOND_FIRST[kind].name);
  const isMixed = included.length > 0 && rules.some((rule) => 'amount' in rule);
  return [
    ...(left.length === 0 ? [] : [`${left.join(' and ')} are not included`]),
    ...(isMixed ? ["fixed amounts are for the customer's first deal alone"] : []),
  ];
}

/** What this reader is told of: a rule made for certain partners is theirs alone, and to them it is no condition. */
function readBy(rules: readonly PlanRule[], partnerId: string | null): PlanRule[] {
  return rules.flatMap((rule): PlanRule[] => {
    const { partnerIds, ...when } = rule.when;
    if (partnerIds === undefined) return [rule];
    return partnerId !== null && isNamed(partnerIds, partnerId) ? [{ ...rule, when }] : [];
  });
}

/** The rules of one kind after each other, since each holds only where the ones before it do not. */
function byKind(rules: readonly PlanRule[]): PlanRule[][] {
  const kinds: RuleKind[] = [...new Set(rules.map(({ kind }) => kind))];
  return kinds.map((kind) => rules.filter((rule) => rule.kind === kind));
}

/** What of a policy says when a commission is paid. */
type Paying = Pick<Policy, 'holding' | 'payoutCalendar'>;

/**
 * The published facts of a plan as one paragraph, the same on plan, program page and receipt:
 * "10 % of the first year's net amount, when signed, 30 days hold, at most 15,000.00 EUR per deal; paid on the 15th of each month; net is after …".
 * `partnerId`: who reads it; null where it is for everybody.
 */
export function planTerms(rules: readonly PlanRule[], policy: Paying, partnerId: string | null = null): string {
  const holdMs = durationMs(policy.holding);
  const hold = holdMs === 0 ? 'no hold' : `${lengthText(holdMs, DEFAULT_LANGUAGE)} hold`;
  const inForce = rulesInForce(readBy(rules, partnerId)).map(({ rule }) => rule);
  const included = FURTHER_DEAL_KINDS.filter((kind) =>
    inForce.some((rule) => paidBeyondFirst(rule, kind) !== undefined),
  );
  const wages = byKind(inForce).flatMap((ofKind) =>
    ofKind.map((rule, place) => {
      const otherwise = place === 0 ? '' : 'otherwise ';
      return `${otherwise}${wage(rule)}${conditionsText(rule.when, dealCurrencyOf(rule))}, ${whenOwed(rule)}, ${hold}${caps(rule)}${beyondFirst(rule, included)}`;
    }),
  );
  if (wages.length === 0) return 'No commission is paid under this plan.';
  const paid = `paid on the ${ordinal(policy.payoutCalendar.payDay)} of each month`;
  const net = 'net is after discounts and without tax';
  return `${[...wages, paid, net, ...aboutFirst(inForce, included)].join('; ')}.`;
}

/** For each partner that a rule names, the paragraph that is true for it. */
export function termsByPartner(rules: readonly PlanRule[], policy: Paying): Record<string, string> {
  const named = new Set(rules.flatMap(({ when }) => when.partnerIds ?? []));
  return Object.fromEntries([...named].map((partnerId) => [partnerId, planTerms(rules, policy, partnerId)]));
}
