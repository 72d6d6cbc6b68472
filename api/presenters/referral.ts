import type { z } from 'zod';
import type { ReferralRecord } from '../../adapters/database/readsPort.ts';
import { isForLead } from '../../domain/commission/plan.ts';
import { moneyFacts, withPayDay } from '../../domain/commission/progress.ts';
import { ownEstimate } from '../../domain/commission/split.ts';
import { mayRecordFurtherDeal } from '../../domain/approval/furtherDeals.ts';
import { mayCommand } from '../../domain/approval/rights.ts';
import { formatDuration } from '../../domain/duration.ts';
import { asReadAt } from '../../domain/referral/promises.ts';
import { outcomeSentence, sentenceFor } from '../../domain/texts/sentence.ts';
import { COMMANDS_IN_STAGE, hasEnded, REFERRAL_ACTIONS, type Stage } from '../../domain/referral/stages.ts';
import type { EndStage } from '../../domain/referral/reasons.ts';
import type { ClockRecord } from '../../domain/sla/clocks.ts';
import { commandActorOf, type Caller } from '../auth/caller.ts';
import { etagOf } from '../etag.ts';
import { canContest } from './contest.ts';
import { isIdle, presentExtension } from './extension.ts';
import type { Referral } from '../schemas/referrals.ts';
import { mayKnowAmounts, presentMoney } from './referralMoney.ts';
import { isForNow, presentQuestions } from './questions.ts';
import { subjectOf } from './subject.ts';
import { presentVerdict } from './verdict.ts';

export type ReferralView = z.output<typeof Referral>;

const isEnd = (stage: Stage): stage is EndStage => hasEnded(stage);

function presentClock(
  { kind, startedAt, dueAt, state, metAt, pausedSince, remainingMs }: ClockRecord,
  now: Date,
): ReferralView['clocks'][number] {
  const runningMs = state === 'running' ? Date.parse(dueAt) - now.getTime() : undefined;
  const leftMs = state === 'paused' ? remainingMs : runningMs;
  return {
    kind,
    startedAt,
    dueAt,
    state,
    remaining: leftMs === undefined ? null : formatDuration(leftMs),
    metAt: metAt ?? null,
    pausedSince: pausedSince ?? null,
  };
}

/** What stands in place of amounts for those who may only know that a commission exists. */
const HIDDEN_MONEY = { amountMinor: null, estimateMinor: null, currency: null, payableFrom: null, payDay: null };

/**
 * Runs pay and others leave the line without the story writing: place and money are said as they are now, and so is who is
 * before it, which only the house is told. What has passed meanwhile reads as late.
 */
function withPresentFacts(record: ReferralRecord, caller: Caller, now: Date): ReferralRecord['next'] {
  const { next, stage, position, ahead, commissions, payoutCalendar: calendar } = record;
  const hidden = mayKnowAmounts(record, caller) ? {} : HIDDEN_MONEY;
  if (stage === 'won') {
    const ofDeal = commissions.filter((line) => !isForLead(line));
    const money = withPayDay(moneyFacts(ofDeal), { calendar, now });
    return { ...next, facts: { ...next.facts, ...money, ...hidden } };
  }
  if (stage !== 'waitlisted')
    return asReadAt({ ...next, facts: { ...ownEstimate(next.facts, record.splitBasisPoints), ...hidden } }, now);
  const before = {
    aheadNumber: ahead?.number ?? null,
    aheadStage: ahead?.stage ?? null,
    aheadUntil: ahead?.expiresAt ?? null,
  };
  return { ...next, facts: { ...next.facts, position, ...(caller.partnerId === null ? before : {}) } };
}

/** Sentences and outcome, in the words of the reader. */
function presentWords(record: ReferralRecord, caller: Caller, now: Date) {
  const reader = caller.partnerId === null ? 'internal' : 'partner';
  const { outcome, stage, feedback } = record;
  const next = withPresentFacts(record, caller, now);
  const owner = record.owner?.name;
  const reading = { language: caller.language, zone: caller.zone, now };
  return {
    next: {
      situation: next.situation,
      sentence: sentenceFor({
        next,
        reader,
        number: record.number,
        names: {
          owner,
          reviewer: owner,
          prospect: record.prospect.name,
          company: record.company.name,
          submitter: record.submittedBy.onBehalfOfName ?? record.submittedBy.name ?? undefined,
          partner: record.partnerName,
        },
        feedback,
        question: record.questions.at(-1)?.question,
        ...reading,
      }),
      action: next.action,
      who: next.who,
      dueAt: next.dueAt,
    },
    outcome:
      outcome === null || !isEnd(stage)
        ? null
        : { ...outcome, sentence: outcomeSentence({ stage, outcome, feedback, ...reading }) },
  };
}

/** What may be done now by this reader, by its addresses. */
function actionsOf(record: ReferralRecord, caller: Caller, now: Date): ReferralView['actions'] {
  const actor = commandActorOf(caller);
  const referral = subjectOf(record);
  const actions = COMMANDS_IN_STAGE[record.stage].flatMap((command): ReferralView['actions'] => {
    if (command === 'message') return [];
    if (!isForNow(command, record, now) || isIdle(command, record)) return [];
    if (caller.kind === 'api_key' && !caller.scopes.includes('referrals:write')) return [];
    const payload = command === 'assign' ? { reasonCode: 'hand_back' } : {};
    return mayCommand({ actor, referral, command, payload }).allowed ? [REFERRAL_ACTIONS[command]] : [];
  });
  if (canContest(caller, subjectOf(record), record)) actions.push('contest');
  if (record.paysBeyond.length > 0 && mayRecordFurtherDeal(actor, referral).allowed) actions.push('further-deals');
  return actions;
}

/** A win that waits for a second person, from the facts of the next step. */
function pendingWinOf({ next }: ReferralRecord): ReferralView['pendingWin'] {
  if (next.situation !== 'awaiting_second_person') return null;
  const { commandId, amountMinor, firstYearMinor, currency, closedOn, closedBy } = next.facts;
  return {
    commandId: String(commandId),
    amount: { amount: Number(amountMinor), currency: String(currency) },
    firstYearNet: { amount: Number(firstYearMinor), currency: String(currency) },
    closedOn: String(closedOn),
    closedBy: String(closedBy),
  };
}

function presentInternal(record: ReferralRecord): Partial<ReferralView> {
  return {
    intakeNo: record.intakeNo,
    unassigned: record.unassigned,
    poolReason: record.poolReason,
    ownerAway: record.ownerAway,
    companyId: record.companyId,
    paysBeyond: record.paysBeyond,
    pendingWin: pendingWinOf(record),
    crm: record.crm,
    ahead: record.ahead,
    verdict: presentVerdict(record),
  };
}

/** The one form of a referral in answers. A partner gets nothing that a partner must never learn. */
export const presentReferral = (record: ReferralRecord, caller: Caller, now: Date): ReferralView => ({
  ...presentReceipt(record, caller, now),
  ...(caller.partnerId === null ? presentInternal(record) : {}),
});

/** The same without what the check finds out: a submission is answered with this, whoever sent it. */
export function presentReceipt(record: ReferralRecord, caller: Caller, now: Date): ReferralView {
  const internal = caller.partnerId === null;
  const { submittedBy } = record;
  return {
    id: record.id,
    number: record.number,
    stage: record.stage,
    submittedAt: record.submittedAt,
    updatedAt: record.updatedAt,
    channel: record.channel,
    externalRef: record.externalRef,
    previousReferralId: record.previousReferralId,
    programId: record.programId,
    partnerId: record.partnerId,
    partnerName: record.partnerName,
    submittedBy: {
      kind: submittedBy.kind,
      id: submittedBy.id,
      name: submittedBy.name,
      onBehalfOf: submittedBy.onBehalfOfName,
    },
    prospect: record.prospect,
    contacts: record.contacts,
    company: record.company,
    need: record.need,
    estimatedValue: record.estimatedValue,
    productLine: record.productLine,
    project: record.project,
    consent: record.consent,
    owner: record.owner,
    position: record.position,
    ...presentQuestions(record),
    attempts: record.attempts.map((attempt) => (internal ? attempt : { ...attempt, note: null, by: null })),
    quality: record.quality,
    feedback: record.feedback,
    origin: record.origin,
    furtherDeals: record.furtherDeals,
    planVersion: record.planVersion,
    terms: record.terms,
    ...presentWords(record, caller, now),
    clocks: record.clocks.map((clock) => presentClock(clock, now)),
    expiresAt: record.expiresAt,
    extension: presentExtension(record),
    ...presentMoney(record, caller),
    actions: actionsOf(record, caller, now),
    version: record.version,
  };
}

export const referralHeaders = (view: ReferralView): Record<string, string> => ({ ETag: etagOf(view.version) });
