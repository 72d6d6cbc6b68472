import { createHash } from 'node:crypto';
import type { Accrual, AccrualFacts, NewLine, WaitingLine } from '../adapters/database/moneyPort.ts';
import type { Exclusion } from '../domain/approval/separation.ts';
import { approvalsRequiredOf } from '../domain/approval/threshold.ts';
import { nothingSpent, type Spending } from '../domain/commission/caps.ts';
import { contentText } from '../domain/commission/content.ts';
import { inPayoutCurrency } from '../domain/commission/conversion.ts';
import { accrualKey, linesFor, type DueLine, type Selected } from '../domain/commission/lines.ts';
import { rulesFor, standInFor, type Earning, type PlanRule } from '../domain/commission/plan.ts';
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
  parts: readonly Exclusion[];
};

export const wonDealOf = ({ deal, ...args }: AccrueArgs): Accruable => ({
  ...args,
  deal: { dealId: deal.dealId, amount: deal.amount, firstYearNet: deal.firstYearNet },
  parts: [
    { userId: deal.closedBy, reason: 'closed_deal' },
    ...(deal.confirmedBy === undefined ? [] : [{ userId: deal.confirmedBy, reason: 'confirmed_win' as const }]),
  ],
});

export const leadOf = ({ referralId, at, qualifiedBy }: AccrueLeadArgs): Accruable => ({
  referralId,
  at,
  deal: { dealId: standInFor('lead', referralId) },
  parts: qualifiedBy === null ? [] : [{ userId: qualifiedBy, reason: 'qualified_lead' }],
});

const contentHashOf = (content: Parameters<typeof contentText>[0]): string =>
  createHash('sha256').update(contentText(content)).digest('hex');

/** What accrues by now, and what is to wait for its trigger from now on. */
type Accruing = { due: Selected; awaited: Selected; fromRate: readonly WaitingLine[] };

/**
 * At the win all rules are looked at; later only those whose lines wait for their trigger, so that nothing comes to be owed that
 * was not owed before.
 */
export function accruingOf({ deal, referralId, winsReopened = 0 }: Accruable, facts: AccrualFacts): Accruing {
  const keyOf = ({ kind }: Pick<PlanRule, 'kind'>): string =>
    accrualKey({ referralId, dealId: deal.dealId, kind, winsReopened });
  const rules = facts.plan?.rules ?? [];
  const isFirst = !rules.some((rule) => facts.known.includes(keyOf(rule)));
  const waits = (rule: PlanRule): boolean =>
    facts.waiting.some((line) => line.waitsFor === 'trigger' && line.accrualKey === keyOf(rule));
  const isLookedAt = (rule: PlanRule): boolean => isFirst || waits(rule) || rule.kind === 'tier_bonus';
  const isDue = (rule: PlanRule): boolean => isTriggered(rule, deal, facts.progress);
  return {
    due: (rule) => isLookedAt(rule) && isDue(rule),
    awaited: (rule) => isFirst && !isDue(rule),
    fromRate: facts.waiting.filter(({ waitsFor }) => waitsFor === 'rate'),
  };
}

export function accrualOf(
  args: Accruable,
  facts: AccrualFacts,
  {
    plan,
    spentOf,
    accruing,
  }: { plan: NonNullable<AccrualFacts['plan']>; spentOf: Spending['spentOf']; accruing: Accruing },
): Accrual {
  const { referralId, at, deal, parts } = args;
  const { ruleFacts, payoutCurrency, rates, waiting } = facts;
  const due = linesFor(plan, deal, ruleFacts, { at, spentOf }, accruing.due);
  const { isWaiting, lines } = inPayoutCurrency([...accruing.fromRate.map(asEarned), ...due], {
    payoutCurrency,
    rates,
    at,
  });
  const awaited = linesFor(plan, deal, ruleFacts, nothingSpent(at), accruing.awaited);
  const make = newLines(args, facts, plan.versionId);
  const applying = rulesFor(plan.rules, deal, ruleFacts).map(({ rule }) => rule);
  const isTurnOf = ({ waitsFor, kind }: WaitingLine): boolean =>
    waitsFor === 'rate' || applying.filter((rule) => rule.kind === kind).every(accruing.due);
  const made = [
    ...make(lines, isWaiting ? 'rate' : null),
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
    exclusions: [...parts, { userId: plan.draftedBy, reason: 'drafted_plan' as const }, ...facts.payeeExclusions],
    lines: made,
    nothingLeft: waiting.filter((line) => isTurnOf(line) && !made.some(({ id }) => id === line.id)),
  };
}

/** Lines as they are written: what waits was not converted, and nobody approves it yet. */
const newLines =
  ({ referralId, deal, winsReopened = 0 }: Accruable, facts: AccrualFacts, planVersionId: string) =>
  (lines: readonly (DueLine & { rateId: string | null })[], waitsFor: WaitingLine['waitsFor'] | null): NewLine[] => {
    const { payeeFingerprint, payoutCurrency, waiting, policy } = facts;
    const amounts = lines.map(({ amount }) => amount);
    return lines.map(({ kind, amount, explanation, rateId }) => {
      const key = accrualKey({ referralId, dealId: deal.dealId, kind, winsReopened });
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
const asEarned = ({ kind, amount, explanation }: WaitingLine): DueLine => ({
  kind,
  ruleIndex: explanation.ruleIndex,
  amount: moneyFromJson(amount),
  explanation,
});
