import { createHash } from 'node:crypto';
import type { Accrual, AccrualFacts, NewLine, WaitingLine } from '../adapters/database/moneyPort.ts';
import type { Exclusion } from '../domain/approval/separation.ts';
import { approvalsRequiredOf } from '../domain/approval/threshold.ts';
import { nothingSpent, sumOf, type Counted, type Counter, type Spending } from '../domain/commission/caps.ts';
import { contentText } from '../domain/commission/content.ts';
import { inPayoutCurrency } from '../domain/commission/conversion.ts';
import { accrualKey, countedIn, isPartOf, linesFor, type DueLine, type Selected } from '../domain/commission/lines.ts';
import {
  isByPayment,
  rulesFor,
  standInFor,
  type Earning,
  type PlanRule,
  type ReceivedPart,
  type RuleKind,
} from '../domain/commission/plan.ts';
import { partsOf, receivedBefore } from '../domain/commission/received.ts';
import { isTriggered } from '../domain/commission/triggers.ts';
import { durationMs } from '../domain/duration.ts';
import { moneyFromJson, type MoneyJson } from '../domain/money.ts';

/** `at` is the story's time as ISO 8601; the money of the deal is net. */
export type AccrueArgs = {
  referralId: string;
  at: string;
  deal: {
    dealId: string;
    amount: MoneyJson;
    firstYearNet: MoneyJson;
    closedOn: string;
    closedBy: string;
    confirmedBy?: string;
  };
  /** How often this win was reopened before. */
  winsReopened?: number;
};

/** Of a referral that was qualified; `qualifiedBy` is null where nobody of ours did it, but the deal came about. */
export type AccrueLeadArgs = { referralId: string; at: string; qualifiedBy: string | null };

/** What accrues, and who had a part in that. */
export type Accruable = {
  referralId: string;
  at: string;
  deal: Earning;
  winsReopened?: number;
  exclusions: readonly Exclusion[];
};

export const wonDealOf = ({ deal, ...args }: AccrueArgs): Accruable => ({
  ...args,
  deal: { dealId: deal.dealId, amount: deal.amount, firstYearNet: deal.firstYearNet },
  exclusions: [
    { userId: deal.closedBy, reason: 'closed_deal' },
    ...(deal.confirmedBy === undefined ? [] : [{ userId: deal.confirmedBy, reason: 'confirmed_win' as const }]),
  ],
});

export const leadOf = ({ referralId, at, qualifiedBy }: AccrueLeadArgs): Accruable => ({
  referralId,
  at,
  deal: { dealId: standInFor('lead', referralId) },
  exclusions: qualifiedBy === null ? [] : [{ userId: qualifiedBy, reason: 'qualified_lead' }],
});

const contentHashOf = (content: Parameters<typeof contentText>[0]): string =>
  createHash('sha256').update(contentText(content)).digest('hex');

/** What accrues by now, and what is to wait for its trigger from now on. */
export type Accruing = {
  due: Selected;
  awaited: Selected;
  /** What the customer has paid that no line was made of yet, and what is still to come. */
  parts: readonly NewPart[];
  toCome: ReceivedPart | undefined;
  fromRate: readonly WaitingLine[];
  /** Of all that may be made now. */
  accrualKeys: readonly string[];
};

type NewPart = { part: ReceivedPart; accrualKey: string };

/**
 * At the win all rules are looked at; later only those whose lines wait for their trigger, so that nothing comes to be owed that
 * was not owed before; and each payment, unless finance has rejected what is earned by payments.
 */
export function accruingOf(args: Accruable, facts: AccrualFacts): Accruing {
  const { deal } = args;
  const keyOf = ({ kind }: Pick<PlanRule, 'kind'>): string => keyIn(args, { kind });
  const rules = facts.plan?.rules ?? [];
  const isFirst = !rules.some((rule) => facts.known.includes(keyOf(rule)));
  const waits = (rule: PlanRule): boolean => isWaiting(facts, keyOf(rule));
  const isLookedAt = (rule: PlanRule): boolean => isFirst || waits(rule) || rule.kind === 'tier_bonus';
  const { parts, toCome } = partsIn(args, facts);
  const isDue = (rule: PlanRule): boolean =>
    isByPayment(rule) ? parts.length > 0 : isLookedAt(rule) && isTriggered(rule, deal, facts.progress);
  return {
    due: isDue,
    awaited: (rule) => (isByPayment(rule) ? toCome !== undefined : isFirst && !isDue(rule)),
    parts,
    toCome,
    fromRate: facts.waiting.filter(({ waitsFor }) => waitsFor === 'rate'),
    accrualKeys: [...rules.map(keyOf), ...parts.map(({ accrualKey: key }) => key)],
  };
}

const isWaiting = ({ waiting }: AccrualFacts, key: string): boolean =>
  waiting.some((line) => line.waitsFor === 'trigger' && line.accrualKey === key);

const keyIn = ({ referralId, deal, winsReopened = 0 }: Accruable, of: { kind: RuleKind; paymentId?: string }): string =>
  accrualKey({ referralId, dealId: deal.dealId, winsReopened, ...of });

/**
 * A payment that a line was made of is known by what had come before it, whatever the deal is worth by now; one that was looked at
 * and earned nothing, by what the line that waits has left behind.
 */
function partsIn(args: Accruable, facts: AccrualFacts): Pick<Accruing, 'parts' | 'toCome'> {
  const { deal } = args;
  const whole = keyIn(args, { kind: 'deal_percent' });
  if (!('amount' in deal) || facts.rejected.includes(whole)) return { parts: [], toCome: undefined };
  const all = partsOf(deal, facts.payments);
  const made = facts.parts.filter((part) => isPartOf(whole, part.accrualKey)).map(({ before }) => before);
  const waiting = facts.waiting.find((line) => line.accrualKey === whole);
  const lookedAt = waiting === undefined ? 0 : receivedBefore(waiting.explanation);
  return {
    parts: all.flatMap(({ paymentId, part }): NewPart[] =>
      paymentId === null || part.before.amount < lookedAt || made.includes(part.before.amount)
        ? []
        : [{ part, accrualKey: keyIn(args, { kind: 'deal_percent', paymentId }) }],
    ),
    toCome: all.find(({ paymentId }) => paymentId === null)?.part,
  };
}

type Making = { plan: NonNullable<AccrualFacts['plan']>; spentOf: Spending['spentOf']; accruing: Accruing };

/** What each new payment earns, in their order; what they share they use up one after the other. */
function linesOfParts({ deal, at }: Accruable, facts: AccrualFacts, { plan, spentOf, accruing }: Making): DueLine[] {
  if (!('amount' in deal)) return [];
  const { ruleFacts, partnerId } = facts;
  const counted: Counted[] = [];
  return accruing.parts.flatMap(({ part, accrualKey: key }) => {
    const spending = { at, spentOf: (counter: Counter) => spentOf(counter) + sumOf(counted, counter, partnerId) };
    const lines = linesFor(plan, { ...deal, part }, ruleFacts, spending, isByPayment);
    counted.push(...lines.flatMap((line) => countedIn(line, { partnerId, at })));
    return lines.map((line) => ({ ...line, accrualKey: key }));
  });
}

/** Where nothing more is to come, what the last payment earns is the line that waited for it. */
function endWaiting(lines: readonly DueLine[], args: Accruable, facts: AccrualFacts): DueLine[] {
  const whole = keyIn(args, { kind: 'deal_percent' });
  if (facts.known.includes(whole) && !isWaiting(facts, whole)) return [...lines];
  return lines.map((line, place) => (place === lines.length - 1 ? { ...line, accrualKey: whole } : line));
}

export function accrualOf(args: Accruable, facts: AccrualFacts, making: Making): Accrual {
  const { plan, spentOf, accruing } = making;
  const { referralId, at, deal, exclusions } = args;
  const { ruleFacts, payoutCurrency, rates, waiting } = facts;
  const { toCome } = accruing;
  const ahead = toCome === undefined ? deal : { ...deal, part: toCome };
  const awaited = linesFor(plan, ahead, ruleFacts, nothingSpent(at), accruing.awaited);
  const ofParts = linesOfParts(args, facts, making);
  const due = [
    ...linesFor(plan, deal, ruleFacts, { at, spentOf }, (rule) => accruing.due(rule) && !isByPayment(rule)),
    ...(awaited.some(({ kind }) => kind === 'deal_percent') ? ofParts : endWaiting(ofParts, args, facts)),
  ];
  const { isWaiting: waitsForRate, lines } = inPayoutCurrency([...accruing.fromRate.map(asEarned), ...due], {
    payoutCurrency,
    rates,
    at,
  });
  const make = newLines(args, facts, plan.versionId);
  const applying = rulesFor(plan.rules, deal, ruleFacts).map(({ rule }) => rule);
  const isTurnOf = ({ waitsFor, kind }: WaitingLine): boolean =>
    waitsFor === 'rate' ||
    applying.filter((rule) => rule.kind === kind).every((rule) => isByPayment(rule) || accruing.due(rule));
  const made = [
    ...make(lines, waitsForRate ? 'rate' : null),
    ...make(
      awaited.map((line) => ({ ...line, rateId: null })),
      'trigger',
    ),
  ];
  return {
    referralId,
    partnerId: facts.partnerId,
    programId: facts.programId,
    dealId: deal.dealId,
    planVersionId: plan.versionId,
    payeeFingerprint: facts.payeeFingerprint,
    stoppedBy: facts.stoppedBy,
    at,
    payableFrom: new Date(Date.parse(at) + durationMs(facts.policy.holding)).toISOString(),
    exclusions: [...exclusions, { userId: plan.draftedBy, reason: 'drafted_plan' as const }, ...facts.exclusions],
    lines: made,
    nothingLeft: waiting.filter((line) => isTurnOf(line) && !made.some(({ id }) => id === line.id)),
  };
}

/** Lines as they are written: what waits was not converted, and nobody approves it yet. */
const newLines =
  (args: Accruable, facts: AccrualFacts, planVersionId: string) =>
  (lines: readonly (DueLine & { rateId: string | null })[], waitsFor: WaitingLine['waitsFor'] | null): NewLine[] => {
    const { payeeFingerprint, payoutCurrency, waiting, policy } = facts;
    const amounts = lines.map(({ amount }) => amount);
    return lines.map(({ kind, amount, explanation, rateId, accrualKey: own }) => {
      const key = own ?? keyIn(args, { kind });
      return {
        id: waiting.find(({ accrualKey: known }) => known === key)?.id,
        kind,
        state: waitsFor === null ? 'holding' : 'waiting_trigger',
        accrualKey: key,
        amount,
        payoutCurrency: waitsFor === 'rate' || rateId !== null ? payoutCurrency : null,
        rateId,
        contentHash: contentHashOf({ amount, payeeFingerprint, planVersionId }),
        approvalsRequired: waitsFor === null ? approvalsRequiredOf(amount, amounts, policy.secondApproverFrom) : null,
        explanation,
      };
    });
  };

/** A line that waited for a rate is converted as it was earned: its caps were taken when it accrued. */
const asEarned = ({ kind, amount, explanation, accrualKey: key }: WaitingLine): DueLine => ({
  kind,
  accrualKey: key,
  ruleIndex: explanation.ruleIndex,
  amount: moneyFromJson(amount),
  explanation,
});
