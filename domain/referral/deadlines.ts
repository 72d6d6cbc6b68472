import { nextApprovalStep } from '../sla/approval.ts';
import type { DueStep, LadderStep } from '../sla/ladder.ts';
import { earliestStep, nextRung } from '../sla/ladder.ts';
import { findClock } from '../sla/clocks.ts';
import { NEWS_PROMISED_IN } from '../sla/news.ts';
import { reminderTimes } from '../sla/expiry.ts';
import type { Policy } from '../policy.ts';
import { reminderOf } from './questions.ts';
import { isOpen } from './stages.ts';
import type { Stage } from './stages.ts';
import type { StoryState } from './storyState.ts';

export type Deadline =
  | { kind: 'ladder'; at: number; due: DueStep }
  | { kind: 'news_due'; at: number }
  | { kind: 'expiry_reminder'; at: number }
  | { kind: 'expiry'; at: number }
  | { kind: 'extension_due'; at: number; step: LadderStep }
  | { kind: 'next_try'; at: number }
  | { kind: 'tries_end'; at: number }
  | { kind: 'recontact'; at: number }
  | { kind: 'question_reminder'; at: number }
  | { kind: 'question_ends'; at: number }
  | { kind: 'check_again'; at: number }
  | { kind: 'waiting_ends'; at: number }
  | { kind: 'turn_missed'; at: number }
  | { kind: 'approval_due'; at: number; step: LadderStep; commissionId: string }
  | { kind: 'hold_ends'; at: number; commissionId: string }
  | { kind: 'payments_end'; at: number }
  | { kind: 'clawback_ends'; at: number };

/** A referral lapses only where it is ours to move and no opportunity exists. */
const LAPSES_IN: readonly Stage[] = ['accepted', 'contacted', 'qualified'];
const LADDER_IN: readonly Stage[] = ['submitted', 'in_review', ...NEWS_PROMISED_IN];

function expiryDeadlines(state: StoryState, policy: Policy): Deadline[] {
  if (state.expiresAt === null || !LAPSES_IN.includes(state.stage)) return [];
  const reminders = reminderTimes({ startedAt: state.expiryStartedAt, expiresAt: state.expiresAt, policy });
  const reminder = reminders[state.remindersSent];
  const deadlines: Deadline[] = [{ kind: 'expiry', at: state.expiresAt }];
  if (reminder !== undefined) deadlines.push({ kind: 'expiry_reminder', at: reminder });
  const undecided = state.extension.request && nextRung(state.extension.request);
  if (undecided) deadlines.push({ kind: 'extension_due', ...undecided });
  return deadlines;
}

/** Before the first conversation: the next try, and when it was enough. After it: the day that was agreed. */
function contactDeadlines({ stage, tries, later, question }: StoryState): Deadline[] {
  const deadlines: Deadline[] = [];
  // While the partner has to answer, no try is due and none was enough.
  if (stage === 'accepted' && tries !== null && question === null) {
    if (tries.nextAt !== null && !tries.reminded) deadlines.push({ kind: 'next_try', at: tries.nextAt });
    deadlines.push({ kind: 'tries_end', at: tries.endsAt });
  }
  if (stage === 'contacted' && later?.reminded === false) deadlines.push({ kind: 'recontact', at: later.recontactAt });
  return deadlines;
}

/** The partner owes an answer: a reminder at half of the time, and the end of it. */
function questionDeadlines({ stage, question }: StoryState): Deadline[] {
  if (question === null || !isOpen(stage)) return [];
  const end: Deadline = { kind: 'question_ends', at: question.answerBy };
  return question.reminded ? [end] : [end, { kind: 'question_reminder', at: reminderOf(question) }];
}

function moneyDeadlines(state: StoryState, policy: Policy): Deadline[] {
  const lines = [...state.leadLines, ...state.lines];
  const holds = lines
    .filter((line) => line.state === 'holding')
    .map(({ commissionId, payableFrom }): Deadline => ({
      kind: 'hold_ends',
      at: Date.parse(payableFrom),
      commissionId,
    }));
  const approvals = lines.flatMap(({ commissionId, ...line }): Deadline[] => {
    const rung = nextApprovalStep(line, { climbed: state.approvalSteps[commissionId], length: policy.approve });
    return rung === undefined ? [] : [{ kind: 'approval_due', commissionId, ...rung }];
  });
  const payments = lines.flatMap(({ paymentsUntil }): Deadline[] =>
    paymentsUntil === undefined ? [] : [{ kind: 'payments_end', at: Date.parse(paymentsUntil) }],
  );
  const deadlines = [...approvals, ...holds, ...payments];
  return state.clawbackUntil === null ? deadlines : [...deadlines, { kind: 'clawback_ends', at: state.clawbackUntil }];
}

/** Of what falls due at one moment the end comes last: what we owed by then is known to be late before it decides. */
const endsIt = ({ kind }: Deadline): number => Number(kind === 'expiry');

/** All that will happen by itself, the earliest first. One timer is enough for the whole story. */
export function deadlinesOf(state: StoryState, policy: Policy): Deadline[] {
  const step = LADDER_IN.includes(state.stage) ? earliestStep(state.clocks) : undefined;
  const news = findClock(state.clocks, 'status_update');
  const deadlines: Deadline[] = [
    ...expiryDeadlines(state, policy),
    ...contactDeadlines(state),
    ...questionDeadlines(state),
    ...moneyDeadlines(state, policy),
  ];
  if (news?.state === 'running' && NEWS_PROMISED_IN.includes(state.stage))
    deadlines.push({ kind: 'news_due', at: news.dueAt });
  if (step !== undefined) deadlines.push({ kind: 'ladder', at: step.at, due: step });
  if (state.stage === 'submitted' && state.recheck !== null)
    deadlines.push({ kind: 'check_again', at: state.recheck.at });
  if (state.stage === 'waitlisted' && state.waitingUntil !== null)
    deadlines.push({ kind: 'waiting_ends', at: state.waitingUntil });
  if (state.stage === 'waitlisted' && state.promotion !== null)
    deadlines.push({ kind: 'turn_missed', at: state.promotion.dueAt });
  return deadlines.sort((one, other) => one.at - other.at || endsIt(one) - endsIt(other));
}
