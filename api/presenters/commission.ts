import type { z } from 'zod';
import type { Approver, CommissionRecord } from '../../adapters/database/moneyReadsPort.ts';
import { awayOf } from '../../domain/approval/absence.ts';
import {
  BY_FINANCE,
  approvalBlock,
  eligibleApprovers,
  mayAdjust,
  mayApprove,
  mayFreeze,
  mayUnfreeze,
  type ApprovableLine,
  type FinancePerson,
  type FreezableLine,
} from '../../domain/approval/separation.ts';
import { heldByGate } from '../../domain/approval/payable.ts';
import { conversionOf } from '../../domain/commission/conversion.ts';
import { expectedPeriod, type PayoutPeriod } from '../../domain/commission/payoutCalendar.ts';
import { isPaidLater } from '../../domain/commission/progress.ts';
import { shareIn } from '../../domain/commission/split.ts';
import { documentProblem } from '../../domain/documents/gate.ts';
import { isDecidable } from '../../domain/commission/states.ts';
import { causeOfTakenBack, remainingOf } from '../../domain/commission/takenBack.ts';
import { correctionSentence } from '../../domain/texts/correctionWords.ts';
import { commissionSentence } from '../../domain/texts/labels.ts';
import { payeeProblem } from '../../domain/payees/state.ts';
import { taxProblem } from '../../domain/tax/profile.ts';
import { gateSentence, minimumSentence } from '../../domain/texts/payeeWords.ts';
import { barredSentence, separationSentence } from '../../domain/texts/moneyWords.ts';
import type { Language } from '../../domain/texts/format.ts';
import type { Caller } from '../auth/caller.ts';
import { etagOf } from '../etag.ts';
import { documentRef } from './documentRef.ts';
import { presentExplanation } from './explanation.ts';
import type { Commission } from '../schemas/commissions.ts';

export type CommissionView = z.output<typeof Commission>;
type Presenting = { record: CommissionRecord; caller: Caller; approvers: readonly Approver[]; now: Date };

const FINANCE = ['finance_preparer', 'finance_approver', 'auditor'] as const;

const isFinance = (caller: Caller): boolean =>
  caller.kind === 'user' && caller.partnerId === null && FINANCE.some((role) => caller.roles.includes(role));

/** The line as the four-eyes rule sees it, and what stops it. */
export const lineOf = (record: CommissionRecord): ApprovableLine & FreezableLine => {
  const { state, contentHash, approvalsRequired, exclusions, frozenFor, run } = record;
  const isExcluded = (id: string): boolean => exclusions.some(({ userId }) => userId === id);
  const approvedBy = record.approvals.map(({ userId }) => userId).filter((id) => !isExcluded(id));
  return { state, contentHash, approvalsRequired, exclusions, approvedBy, frozenFor, run };
};

/** A caller as the rules of money see them; who is signed in is active. */
export const financePersonOf = (caller: Caller): FinancePerson => ({
  userId: caller.id,
  roles: caller.kind === 'user' && caller.partnerId === null ? caller.roles : [],
  active: true,
});

function presentApprovers(
  approvers: readonly Approver[],
  { exclusions, approvedBy }: Pick<ApprovableLine, 'exclusions' | 'approvedBy'>,
  language: Language,
): CommissionView['approvers'] {
  const nameOf = (id: string): string => approvers.find(({ userId }) => userId === id)?.name ?? id;
  const named = (id: string) => ({ id, name: nameOf(id) });
  const { eligible, barred } = eligibleApprovers(approvers, exclusions);
  const free = approvers.filter(({ userId }) => eligible.includes(userId));
  return {
    eligible: free.map((approver) => {
      const away = awayOf(approver, { eligible: free, approvedBy });
      const standInId = away?.standInId ?? null;
      return {
        ...named(approver.userId),
        away: away && { until: away.until, standIn: standInId === null ? null : named(standInId) },
      };
    }),
    barred: barred.map(({ userId, reason }) => {
      const name = nameOf(userId);
      return { id: userId, name, why: reason, sentence: barredSentence(reason, name, language) };
    }),
  };
}

/** What only people of finance read: whether they may approve, who else could, and who cannot and why. */
function presentForFinance({
  record,
  caller,
  approvers,
}: Presenting): Pick<CommissionView, 'mayApprove' | 'approvers' | 'sameDeal' | 'otherPart' | 'actions'> {
  if (!isFinance(caller)) return {};
  const person = financePersonOf(caller);
  const line = lineOf(record);
  const permission = mayApprove(person, line, record.contentHash);
  return {
    actions: [
      ...(mayFreeze(person, line).allowed ? (['freeze'] as const) : []),
      ...(mayUnfreeze(person, line).allowed ? (['unfreeze'] as const) : []),
      ...(mayAdjust(person, record).allowed ? (['adjust'] as const) : []),
    ],
    sameDeal: record.sameDeal,
    otherPart: record.otherPart,
    mayApprove: permission.allowed
      ? { allowed: true, why: null }
      : { allowed: false, why: separationSentence(permission.why, caller.language) },
    ...(isDecidable(record.state) ? { approvers: presentApprovers(approvers, line, caller.language) } : {}),
  };
}

/** Said to whoever may act on it as soon as it is so, and not when a run leaves the line out. */
function gateOf({ record, caller, now }: Presenting): { code: string; sentence: string } | null {
  const { gates, openGates, payee, tax, document, state, payoutSoFar, amount } = record;
  const { language, zone, partnerId } = caller;
  const reading = { language, zone, now, forPartner: partnerId !== null };
  const problems = {
    payee: payeeProblem(payee, now),
    tax: taxProblem(tax, now),
    document: documentProblem(document, { tax, now }),
  };
  const code = isDecidable(state) ? heldByGate({ gates, openGates, ...problems }) : null;
  if (code === null && payoutSoFar !== null && (state === 'approved' || state === 'returned'))
    return { code: 'below_minimum', sentence: minimumSentence({ ...payoutSoFar, currency: amount.currency }, reading) };
  if (code === null) return null;
  const until = { coolingOff: payee?.coolingOffUntil, validUntil: tax.verified?.validUntil };
  return { code, sentence: gateSentence(code, until, reading) };
}

/** Said only while nothing is known to be in the way of it. */
function expectedOf(record: CommissionRecord, now: Date): PayoutPeriod | null {
  const { state, amount, payableFrom, payoutCalendar, payoutSoFar } = record;
  if (payableFrom === null || !isPaidLater(state) || amount.amount < 0 || payoutSoFar !== null) return null;
  return expectedPeriod(payoutCalendar, { payableFrom: new Date(payableFrom), now });
}

function presentTakenBack({ clawedBack }: CommissionRecord): CommissionView['clawedBack'] {
  if (clawedBack === null) return null;
  const { isCorrected: _, ...shown } = clawedBack;
  return { ...shown, because: causeOfTakenBack(clawedBack), remaining: remainingOf(clawedBack) };
}

function presentCorrection(
  { corrected, explanation, correctionReason: reason }: CommissionRecord,
  language: Language,
): CommissionView['correction'] {
  const proof = corrected ?? explanation;
  const { correction } = proof;
  if (reason === null) return null;
  const [now, before] = [corrected?.steps.at(-1)?.amount, explanation.steps.at(-1)?.amount];
  const earned = now === undefined || before === undefined ? null : { now, before };
  return {
    from: correction?.from ?? null,
    to: correction?.to ?? null,
    sentence: correctionSentence({ correction: correction ?? null, earned, reason }, language),
    explanation: presentExplanation(proof, language),
  };
}

function presentFreeze(
  { frozenAt, frozenFor, freezeReason }: CommissionRecord,
  caller: Caller,
): CommissionView['frozen'] {
  if (frozenAt === null) return null;
  const shown = { since: frozenAt, reasonCode: freezeReason };
  if (!isFinance(caller)) return shown;
  const caseIds = frozenFor.filter((cause) => cause !== BY_FINANCE);
  return { ...shown, byFinance: caseIds.length < frozenFor.length, caseIds };
}

/** Who proposed it is excluded from its approval, which is how it is known. */
function presentAdjustment({ adjustment, exclusions }: CommissionRecord, caller: Caller): CommissionView['adjustment'] {
  if (adjustment === null || !isFinance(caller)) return adjustment;
  const proposer = exclusions.find(({ reason }) => reason === 'proposed_adjustment');
  return { ...adjustment, proposedBy: proposer === undefined ? null : { id: proposer.userId, name: proposer.name } };
}

function presentShare(explanation: CommissionRecord['explanation']): CommissionView['share'] {
  const share = shareIn(explanation);
  return share === undefined ? null : { side: share.side, basisPoints: share.basisPoints, of: share.of };
}

export function presentCommission(presenting: Presenting): CommissionView {
  const { record, caller, approvers, now } = presenting;
  const {
    exclusions: _exclusions,
    sameDeal: _sameDeal,
    otherPart: _otherPart,
    gates: _gates,
    openGates: _open,
    payee: _payee,
    tax: _tax,
    document: _document,
    ...known
  } = record;
  const {
    frozenFor: _for,
    run: _run,
    payoutSoFar: _soFar,
    corrected: _corrected,
    correctionReason: _why,
    explanation,
    frozenAt,
    freezeReason: _reason,
    payoutCalendar: _calendar,
    planned,
    ...line
  } = known;
  const { language } = caller;
  const isPartner = caller.partnerId !== null;
  // Who is excluded is not read for partners, so for them nothing is said about it either.
  const block = isPartner ? null : approvalBlock(lineOf(record), approvers);
  const gate = gateOf(presenting);
  const expected = gate === null ? expectedOf(record, now) : null;
  return {
    ...line,
    payDay: planned?.payDay ?? expected?.payDay ?? null,
    late: planned?.late ?? false,
    sentence: commissionSentence({
      ...line,
      expected,
      planned,
      frozenSince: frozenAt,
      language,
      zone: caller.zone,
      now,
    }),
    frozen: presentFreeze(record, caller),
    adjustment: presentAdjustment(record, caller),
    clawedBack: presentTakenBack(record),
    correction: presentCorrection(record, language),
    approvals: isPartner ? line.approvals.map(({ at }) => ({ userId: null, name: null, at })) : line.approvals,
    ...presentForFinance(presenting),
    share: presentShare(explanation),
    conversion: conversionOf(explanation),
    blockedBy: [block?.code, gate?.code].filter((code) => code !== undefined),
    blockedBecause: gate === null ? [] : [gate.sentence],
    documents: line.documents.map(documentRef),
    explanation: presentExplanation(explanation, language),
  };
}

export const commissionHeaders = ({ version }: { version: number }): Record<string, string> => ({
  ETag: etagOf(version),
});
