import { createHash } from 'node:crypto';
import type { Accrual, AccrualFacts, Lines, NewLine, WaitingLine } from '../adapters/database/moneyPort.ts';
import { approvalsRequiredOf } from '../domain/approval/threshold.ts';
import { nothingSpent, type Spending } from '../domain/commission/caps.ts';
import { contentText } from '../domain/commission/content.ts';
import { isOfPayment } from '../domain/commission/earnedPart.ts';
import { inPayoutCurrency } from '../domain/commission/conversion.ts';
import type { StoryLine } from '../domain/commission/line.ts';
import { countersFor, linesFor, type DueLine, type Selected } from '../domain/commission/lines.ts';
import { linesOfPayments, whyUnowed, type PaidRule } from '../domain/commission/paidRules.ts';
import { isByPayment, rulesFor, type PlanRule } from '../domain/commission/plan.ts';
import { sharedLine } from '../domain/commission/split.ts';
import { shareEarned } from '../domain/commission/splitMail.ts';
import { isTriggered } from '../domain/commission/triggers.ts';
import { durationMs } from '../domain/duration.ts';
import { moneyFromJson } from '../domain/money.ts';
import type { Accruable } from './accruable.ts';
import { isOfOtherWay, isWaiting, keyIn, paidRulesIn } from './paymentLines.ts';

const contentHashOf = (content: Parameters<typeof contentText>[0]): string =>
  createHash('sha256').update(contentText(content)).digest('hex');

/** Looks, and makes what is owed now to each payee, under the lock of what its lines share with others. */
export async function accrue(lines: Lines, args: Accruable): Promise<StoryLine[]> {
  const { referralId, deal, at, bonusAt = at, isCorrected = false } = args;
  const ofPayees = await lines.accrualFacts({ referralId, dealId: deal.dealId, at });
  const { plan, partnerId, ruleFacts, stoppedBy } = ofPayees[0];
  if (plan === null) return [];
  const all = ofPayees.map((facts) => ({ facts, accruing: accruingOf(args, facts) }));
  const isDue: Selected = (rule) => all.some(({ accruing }) => accruing.due(rule));
  const counters = [
    ...countersFor(plan, deal, ruleFacts, { at, isCorrected }, (rule) => isDue(rule) && !isBonus(rule)),
    ...countersFor(plan, deal, ruleFacts, { at: bonusAt, isCorrected }, (rule) => isDue(rule) && isBonus(rule)),
  ];
  const accrualKeys = all.flatMap(({ accruing }) => accruing.accrualKeys);
  const hold = { planVersionId: plan.versionId, partnerId, accrualKeys, counters, stoppedBy };
  return lines.accrue(hold, (spentOf) =>
    all.map(({ facts, accruing }) => accrualOf(args, facts, { plan, spentOf, accruing })),
  );
}

/** What accrues by now, and what is to wait for its trigger from now on. */
export type Accruing = {
  due: Selected;
  awaited: Selected;
  paidRules: readonly PaidRule[];
  fromRate: readonly WaitingLine[];
  /** Of all that may be made now. */
  accrualKeys: readonly string[];
};

/** For this referral: another one is credited with the deal. */
const NOTHING_ACCRUES: Accruing = {
  ...{ due: () => false, awaited: () => false, paidRules: [], fromRate: [], accrualKeys: [] },
};

/**
 * At the win all rules are looked at; later only those whose lines wait for their trigger, so that nothing comes to be owed that
 * was not owed before; and each payment, unless finance has rejected what is earned by payments.
 */
export function accruingOf(args: Accruable, facts: AccrualFacts): Accruing {
  const { deal } = args;
  if (facts.wonByAnother) return NOTHING_ACCRUES;
  const keyOf = ({ kind }: Pick<PlanRule, 'kind'>): string => keyIn(args, facts, { kind });
  const rules = facts.plan?.rules ?? [];
  const isMade = (key: string): boolean => facts.known.includes(key) && !isWaiting(facts, key);
  const isFirst = !rules.some((rule) => facts.known.includes(keyOf(rule)));
  const isCorrected = args.isCorrected === true;
  const isLookedAt = (rule: PlanRule): boolean =>
    isCorrected || isFirst || isWaiting(facts, keyOf(rule)) || isBonus(rule);
  const isOpen = (rule: PlanRule): boolean => isFirst || (isCorrected && isNewOrWaits(facts, keyOf(rule)));
  const paidRules = paidRulesIn(args, facts);
  const isPaid = ({ kind }: PlanRule): boolean => paidRules.some((paid) => paid.kind === kind && paid.parts.length > 0);
  const isDue = (rule: PlanRule): boolean =>
    isByPayment(rule)
      ? isPaid(rule)
      : isLookedAt(rule) && isTriggered(rule, deal, facts.progress) && !isOfOtherWay(args, facts, rule);
  return {
    due: isDue,
    awaited: (rule) => !isByPayment(rule) && isOpen(rule) && !isDue(rule) && !isOfOtherWay(args, facts, rule),
    paidRules,
    // What a payment has earned stays; everything else that waits for a rate is computed of the corrected deal.
    fromRate: facts.waiting.filter((line) => line.waitsFor === 'rate' && (!isCorrected || isOfPayment(line))),
    accrualKeys: [
      ...rules.filter((rule) => (isCorrected && !isByPayment(rule)) || !isMade(keyOf(rule))).map(keyOf),
      ...paidRules.flatMap(({ parts }) => parts.map(({ accrualKey: key }) => key)),
    ],
  };
}

/** It counts what percentages of the whole year bring. */
const isBonus = ({ kind }: Pick<PlanRule, 'kind'>): boolean => kind === 'tier_bonus';

/** What only the plan has ended may go on. */
const isNewOrWaits = ({ known, waiting, ended }: AccrualFacts, key: string): boolean =>
  !known.includes(key) || [...waiting, ...ended].some(({ accrualKey }) => accrualKey === key);

type Making = { plan: NonNullable<AccrualFacts['plan']>; spentOf: Spending['spentOf']; accruing: Accruing };

/** What does not accrue by payment. A bonus looks at what the percentage is of, whenever that has accrued. */
function dueLines(args: Accruable, { ruleFacts }: AccrualFacts, { plan, spentOf, accruing }: Making): DueLine[] {
  const { deal, at, bonusAt = at, isCorrected = false } = args;
  const linesAt = (when: string): DueLine[] =>
    linesFor(
      plan,
      deal,
      ruleFacts,
      { at: when, spentOf, isCorrected },
      (rule) => accruing.due(rule) && !isByPayment(rule),
    );
  return [...linesAt(at).filter((line) => !isBonus(line)), ...linesAt(bonusAt).filter(isBonus)];
}

export function accrualOf(args: Accruable, facts: AccrualFacts, making: Making): Accrual {
  const { plan, spentOf, accruing } = making;
  const { referralId, at, deal, exclusions } = args;
  const { ruleFacts, payoutCurrency, rates, waiting, wonByAnother } = facts;
  const isCorrected = args.isCorrected === true;
  const ofPayments = accruing.paidRules.flatMap((paid) =>
    'amount' in deal
      ? linesOfPayments(paid, { plan, deal, facts: ruleFacts, partnerId: facts.partnerId, spending: { at, spentOf } })
      : [],
  );
  const awaited = [
    ...linesFor(plan, deal, ruleFacts, nothingSpent(at), accruing.awaited),
    ...ofPayments.flatMap((made) => made.awaited),
  ];
  const due = [...dueLines(args, facts, making), ...ofPayments.flatMap((made) => made.due)];
  const mine = (lines: readonly DueLine[]): DueLine[] => lines.flatMap((line) => sharedLine(line, facts.share));
  const { isWaiting: waitsForRate, lines } = inPayoutCurrency([...accruing.fromRate.map(asEarned), ...mine(due)], {
    payoutCurrency,
    rates,
    at,
  });
  const make = newLines(args, facts, plan.versionId);
  const applying = rulesFor(plan.rules, deal, ruleFacts).map(({ rule }) => rule);
  const isTurnOf = ({ waitsFor, kind }: WaitingLine): boolean =>
    waitsFor === 'rate' ||
    wonByAnother ||
    applying.filter((rule) => rule.kind === kind).every((rule) => isByPayment(rule) || accruing.due(rule));
  const made = [
    ...make(lines, waitsForRate ? 'rate' : null),
    ...make(
      mine(awaited).map((line) => ({ ...line, rateId: null })),
      'trigger',
    ),
  ];
  const payableFrom = new Date(Date.parse(at) + durationMs(facts.policy.holding)).toISOString();
  const isNewShare = facts.share?.side === 'partner' && !accruing.accrualKeys.some((key) => facts.known.includes(key));
  return {
    referralId,
    partnerId: facts.payeeId,
    programId: facts.programId,
    dealId: deal.dealId,
    planVersionId: plan.versionId,
    payeeFingerprint: facts.payeeFingerprint,
    stoppedBy: facts.stoppedBy,
    at,
    payableFrom,
    exclusions: [...exclusions, { userId: plan.draftedBy, reason: 'drafted_plan' as const }, ...facts.exclusions],
    lines: made,
    nothingLeft: waiting
      .filter((line) => isTurnOf(line) && !made.some(({ id }) => id === line.id))
      .map((line) => ({ ...line, reason: whyUnowed(line, { ...accruing, isCorrected, wonByAnother }) })),
    seen: accruing.paidRules.map(({ whole, seen }) => ({ accrualKey: whole, ...seen })),
    mail: isNewShare && made.length > 0 ? shareEarned(made, { partnerId: facts.payeeId, payableFrom }) : null,
  };
}

/** Lines as they are written: what waits was not converted, and nobody approves it yet. */
const newLines =
  (args: Accruable, facts: AccrualFacts, planVersionId: string) =>
  (lines: readonly (DueLine & { rateId: string | null })[], waitsFor: WaitingLine['waitsFor'] | null): NewLine[] => {
    const { payeeFingerprint, payoutCurrency, waiting, ended, policy } = facts;
    const amounts = lines.map(({ amount }) => amount);
    return lines.map(({ kind, amount, explanation, rateId, accrualKey: own }) => {
      const key = own ?? keyIn(args, facts, { kind });
      return {
        id: [...waiting, ...ended].find(({ accrualKey: known }) => known === key)?.id,
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
