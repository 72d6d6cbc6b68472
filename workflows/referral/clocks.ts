import { durationMs } from '../../domain/duration.ts';
import { nextStepOf } from '../../domain/referral/explain.ts';
import { deadlinesOf } from '../../domain/referral/deadlines.ts';
import type { Deadline } from '../../domain/referral/deadlines.ts';
import type { StoryMail } from '../../domain/referral/step.ts';
import { promiseMissed } from '../../domain/referral/promises.ts';
import { endWhileTryIsOwed } from '../../domain/qualification/tries.ts';
import { breachClock, findClock, startClock } from '../../domain/sla/clocks.ts';
import { endWithDeal, movedExpiry } from '../../domain/sla/expiry.ts';
import { climb } from '../../domain/sla/ladder.ts';
import type { DueStep } from '../../domain/sla/ladder.ts';
import { waitsForDecision } from '../../domain/referral/extension.ts';
import { climbForApproval } from './approval.ts';
import { endTries, remindOfTry } from './attempts.ts';
import { endAs } from './ending.ts';
import { climbForDecision, moveExpiry } from './extension.ts';
import { accrueWaiting, endHold } from './money.ts';
import { handOver } from './owners.ts';
import { remindToRecontact } from './qualifying.ts';
import { passOverSilence, remindOfQuestion } from './questions.ts';
import { database } from './activityProxies.ts';
import { check } from './checking.ts';
import { isoOf, now, record } from './telling.ts';
import { missTurn } from './waiting.ts';
import type { Story } from './telling.ts';

/** A deadline has come: what was promised for it happens now, once and in order, also after an outage. */
export async function passTime(story: Story, deadline: Deadline): Promise<void> {
  switch (deadline.kind) {
    case 'ladder':
      return climbLadder(story, deadline.due);
    case 'news_due':
      return tellDated(story);
    case 'expiry_reminder':
      return remindOfExpiry(story);
    case 'expiry':
      return expire(story);
    case 'extension_due':
      return climbForDecision(story, deadline.step);
    case 'next_try':
      return remindOfTry(story);
    case 'tries_end':
      return endTries(story);
    case 'recontact':
      return remindToRecontact(story);
    case 'question_reminder':
      return remindOfQuestion(story);
    case 'question_ends':
      return passOverSilence(story);
    case 'check_again':
      return check(story);
    case 'waiting_ends':
      return endAs(story, { stage: 'expired', reasonCode: 'waiting_ended', cause: { by: 'timer' }, mail: 'expired' });
    case 'turn_missed':
      return missTurn(story);
    case 'approval_due':
      return climbForApproval(story, deadline.commissionId);
    case 'hold_ends':
      return endHold(story, deadline.commissionId);
    case 'payments_end':
      return accrueWaiting(story);
    case 'clawback_ends':
      story.state.clawbackUntil = null;
      return;
    default:
      return deadline satisfies never;
  }
}

/** Deadlines of what we have promised. */
const PROMISES: readonly Deadline['kind'][] = ['ladder', 'news_due', 'approval_due'];

/** What fell due before a command was given had happened before it, also where nobody was there to let it happen. */
export async function strikeUntil(story: Story, at: number): Promise<void> {
  for (;;) {
    const due = deadlinesOf(story.state, story.policy).find(({ kind }) => PROMISES.includes(kind));
    if (due === undefined || due.at > at) return;
    await passTime(story, due);
  }
}

/** 50 % the owner is reminded, 100 % the breach is recorded and everybody told, 150 % and 250 % another person takes over. */
async function climbLadder(story: Story, due: DueStep): Promise<void> {
  const { state } = story;
  const { kind, dueAt } = due.clock;
  state.clocks = climb(state.clocks, due);
  const facts = { kind, dueAt: isoOf(dueAt), ownerId: state.ownerId };
  const clock = { kind, dueAt: isoOf(dueAt) };
  if (due.step === 'hand_over') return handOver(story, clock);
  const owner: StoryMail[] =
    state.ownerId === null ? [] : [{ text: 'reminder_50', receiver: { kind: 'user', userId: state.ownerId }, facts }];
  const everybody: StoryMail[] = [
    { text: 'breach_100', receiver: { kind: 'managers' }, facts },
    ...(kind === 'handover' ? [] : [promiseMissed(state, { ...clock, kind })]),
  ];
  await record(story, {
    cause: { by: 'timer' },
    events: [{ type: due.step === 'breach' ? 'clock.breached' : 'clock.reminded', public: clock }],
    mails: due.step === 'breach' ? everybody : owner,
  });
}

/**
 * Nobody has told the partner anything for as long as was promised: the dated sentence goes out by itself, and the promise
 * counts as missed. The next one runs from now.
 */
async function tellDated(story: Story): Promise<void> {
  const { state } = story;
  const missed = findClock(state.clocks, 'status_update');
  const dueAt = missed === undefined ? null : isoOf(missed.dueAt);
  state.clocks = breachClock(state.clocks, 'status_update');
  const facts = { kind: 'status_update', dueAt, ownerId: state.ownerId };
  const next = nextStepOf({ ...state, clocks: startClock(state.clocks, nextNews(story)) });
  const owner: StoryMail[] =
    state.ownerId === null ? [] : [{ text: 'breach_100', receiver: { kind: 'user', userId: state.ownerId }, facts }];
  await record(story, {
    cause: { by: 'timer' },
    events: [{ type: 'clock.breached', public: { kind: 'status_update', dueAt } }],
    mails: [
      {
        text: 'still_open',
        receiver: { kind: 'submitter' },
        facts: { ...next.facts, situation: next.situation, statedAt: isoOf(now()), ownerId: state.ownerId },
      },
      { text: 'breach_100', receiver: { kind: 'managers' }, facts },
      ...owner,
    ],
  });
}

/** The promise of news that follows on this one, as `record` will start it. */
const nextNews = ({ policy }: Story) =>
  ({ kind: 'status_update', startedAt: now(), dueAt: now() + durationMs(policy.statusUpdate) }) as const;

async function remindOfExpiry(story: Story): Promise<void> {
  const { state } = story;
  state.remindersSent += 1;
  const facts = { expiresAt: state.expiresAt === null ? null : isoOf(state.expiresAt), ownerId: state.ownerId };
  const owner: StoryMail[] =
    state.ownerId === null
      ? []
      : [{ text: 'expiry_reminder', receiver: { kind: 'user', userId: state.ownerId }, facts }];
  await record(story, {
    cause: { by: 'timer' },
    events: [{ type: 'clock.reminded', public: { kind: 'expiry', dueAt: facts.expiresAt } }],
    mails: [{ text: 'expiry_reminder', receiver: { kind: 'submitter' }, facts }, ...owner],
  });
}

/** Without an opportunity the registration ends; unless a promise of ours is overdue or a deal stands beside it: then its date moves. */
async function expire(story: Story): Promise<void> {
  const { state } = story;
  const movedTo = endThatWaitsForUs(story) ?? (await endThatWaitsForDeal(story));
  if (movedTo === undefined) {
    return endAs(story, { stage: 'expired', reasonCode: 'no_opportunity', cause: { by: 'timer' }, mail: 'expired' });
  }
  moveExpiry(story, movedTo);
  await record(story, {
    cause: { by: 'timer' },
    events: [{ type: 'clock.moved', public: { kind: 'expiry', dueAt: isoOf(movedTo) } }],
    mails: [
      {
        text: 'breach_100',
        receiver: { kind: 'managers' },
        facts: { kind: 'expiry', dueAt: isoOf(movedTo), ownerId: state.ownerId },
      },
    ],
  });
}

async function endThatWaitsForDeal({ state, input }: Story): Promise<number | undefined> {
  const isLinked = state.linkedDealId !== null;
  const dueAt = isLinked ? null : await database.dealDueAt({ referralId: input.referralId });
  return endWithDeal({ isLinked, dueAt: dueAt === null ? undefined : Date.parse(dueAt), now: now() });
}

/** No clock decides against a partner because we were late: with a promise, a further try, or a decision about an extension. */
function endThatWaitsForUs({ state, policy }: Story): number | undefined {
  const { request } = state.extension;
  const ends = [
    movedExpiry({ clocks: state.clocks, now: now() }),
    state.stage === 'accepted' ? endWhileTryIsOwed(state.tries, now()) : undefined,
    request === null ? undefined : waitsForDecision({ askedAt: request.askedAt, now: now(), policy }),
  ].filter((at) => at !== undefined);
  return ends.length === 0 ? undefined : Math.max(...ends);
}
