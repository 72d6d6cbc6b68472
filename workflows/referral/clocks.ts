import type { Deadline } from '../../domain/referral/deadlines.ts';
import type { StoryMail } from '../../domain/referral/step.ts';
import { endWhileTryIsOwed } from '../../domain/qualification/tries.ts';
import { movedExpiry } from '../../domain/sla/expiry.ts';
import { climb } from '../../domain/sla/ladder.ts';
import type { DueStep } from '../../domain/sla/ladder.ts';
import { waitsForDecision } from '../../domain/referral/extension.ts';
import { endTries, remindOfTry } from './attempts.ts';
import { endAs } from './ending.ts';
import { moveExpiry } from './extension.ts';
import { endHold } from './money.ts';
import { handOver } from './owners.ts';
import { remindToRecontact } from './qualifying.ts';
import { isoOf, now, record } from './telling.ts';
import type { Story } from './telling.ts';

/** A deadline has come: what was promised for it happens now, once and in order, also after an outage. */
export async function passTime(story: Story, deadline: Deadline): Promise<void> {
  switch (deadline.kind) {
    case 'ladder':
      return climbLadder(story, deadline.due);
    case 'expiry_reminder':
      return remindOfExpiry(story);
    case 'expiry':
      return expire(story);
    case 'next_try':
      return remindOfTry(story);
    case 'tries_end':
      return endTries(story);
    case 'recontact':
      return remindToRecontact(story);
    case 'waiting_ends':
      return endAs(story, { stage: 'expired', reasonCode: 'waiting_ended', cause: { by: 'timer' }, mail: 'expired' });
    case 'hold_ends':
      return endHold(story, deadline.commissionId);
    case 'clawback_ends':
      story.state.clawbackUntil = null;
      return;
    default:
      return deadline satisfies never;
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
    { text: 'promise_missed', receiver: { kind: 'submitter' }, facts },
  ];
  await record(story, {
    cause: { by: 'timer' },
    events: [{ type: due.step === 'breach' ? 'clock.breached' : 'clock.reminded', public: clock }],
    mails: due.step === 'breach' ? everybody : owner,
  });
}

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

/** Without an opportunity the registration ends; unless a promise of ours is overdue, then its date moves. */
async function expire(story: Story): Promise<void> {
  const { state } = story;
  const movedTo = endThatWaitsForUs(story);
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
