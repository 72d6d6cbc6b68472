import { extended, isDecisionLate, remindersBehind, whyNoRequest } from '../../domain/referral/extension.ts';
import { EXTENSION_REASONS } from '../../domain/referral/reasons.ts';
import type { StoryMail } from '../../domain/referral/step.ts';
import { startClock } from '../../domain/sla/clocks.ts';
import type { LadderStep } from '../../domain/sla/ladder.ts';
import { timesOf } from './promises.ts';
import type { Handled } from './refuse.ts';
import { isoOf, now, record } from './telling.ts';
import type { AdmittedCommand, Story } from './telling.ts';

type Named<Name extends AdmittedCommand['name']> = AdmittedCommand & { name: Name };

/** The partner asks for more time; a decision is promised, and the registration does not end before it. */
export async function requestExtension(story: Story, command: Named<'requestExtension'>): Promise<Handled> {
  const { state } = story;
  const { days, reasonCode } = command.payload;
  if (!(EXTENSION_REASONS as readonly string[]).includes(reasonCode))
    return { refusal: { code: 'reason_required', facts: { allowed: EXTENSION_REASONS } } };
  const refusal = whyNoRequest(state.extension);
  if (refusal !== undefined) return { refusal };
  const askedAt = now();
  // The partner hears a decision as soon as any other answer of ours.
  const promised = await timesOf(story, 'acknowledge', { duration: story.policy.acknowledge, from: askedAt });
  state.extension = { ...state.extension, request: { days, reasonCode, askedAt, ...promised, stepsDone: 0 } };
  await record(story, {
    cause: { by: command },
    events: [{ type: 'extension.requested', reasonCode, public: { days } }],
    mails: [requestMail(story, 'partner_manager')],
  });
  return { outcome: 'done' };
}

/** To who is to decide: what is asked, until when, and whether that time is over. */
function requestMail(story: Story, kind: 'partner_manager' | 'managers'): StoryMail {
  const { request } = story.state.extension;
  return {
    text: 'extension_requested',
    receiver: { kind },
    facts: {
      days: request?.days ?? null,
      reasonCode: request?.reasonCode ?? null,
      expiresAt: endOf(story),
      dueAt: request === null ? null : isoOf(request.dueAt),
      late: request !== null && isDecisionLate(request) ? 1 : 0,
      ownerId: story.state.ownerId,
    },
  };
}

const EVENTS: Readonly<Record<LadderStep, string>> = {
  remind_owner: 'clock.reminded',
  breach: 'clock.breached',
  hand_over: 'clock.escalated',
};

/**
 * Nobody has decided: at 50 % who is to decide is reminded, at 100 % the breach is recorded and managers and partner are
 * told, and at 150 % and 250 % every manager is asked to decide. The registration waits meanwhile.
 */
export async function climbForDecision(story: Story, step: LadderStep): Promise<void> {
  const { state } = story;
  const { request } = state.extension;
  if (request === null) return;
  state.extension = { ...state.extension, request: { ...request, stepsDone: request.stepsDone + 1 } };
  const clock = { kind: 'extension', dueAt: isoOf(request.dueAt) };
  const facts = { ...clock, ownerId: state.ownerId };
  const mails: Record<LadderStep, StoryMail[]> = {
    remind_owner: [{ text: 'reminder_50', receiver: { kind: 'partner_manager' }, facts }],
    breach: [
      { text: 'breach_100', receiver: { kind: 'managers' }, facts },
      { text: 'promise_missed', receiver: { kind: 'submitter' }, facts },
    ],
    hand_over: [requestMail(story, 'managers')],
  };
  await record(story, {
    cause: { by: 'timer' },
    events: [{ type: EVENTS[step], public: clock }],
    mails: mails[step],
  });
}

/** Granted: the end and its reminders move by the days that were asked for. Partner and owner are told either way. */
export async function decideExtension(story: Story, command: Named<'decideExtension'>): Promise<Handled> {
  const { state } = story;
  const { request, granted } = state.extension;
  if (request === null || state.expiresAt === null) return { refusal: { code: 'no_extension_requested', facts: {} } };
  const { decision } = command.payload;
  const { days } = request;
  state.extension = { request: null, granted: decision === 'approve' ? granted + 1 : granted };
  if (decision === 'approve') moveExpiry(story, extended({ expiresAt: state.expiresAt, days }));
  const facts = { decision, days, expiresAt: endOf(story), ownerId: state.ownerId };
  const owner: StoryMail[] =
    state.ownerId === null
      ? []
      : [{ text: 'extension_decided', receiver: { kind: 'user', userId: state.ownerId }, facts }];
  await record(story, {
    cause: { by: command },
    events: [{ type: 'extension.decided', public: { decision, days, expiresAt: facts.expiresAt } }],
    mails: [{ text: 'extension_decided', receiver: { kind: 'submitter' }, facts }, ...owner],
  });
  return { outcome: 'done' };
}

/** The registration ends at another time; the reminders before the new end are still to come. */
export function moveExpiry({ state, policy }: Story, expiresAt: number): void {
  const startedAt = state.expiryStartedAt;
  state.expiresAt = expiresAt;
  state.remindersSent = remindersBehind({ startedAt, expiresAt, now: now(), policy });
  state.clocks = startClock(state.clocks, { kind: 'expiry', startedAt, dueAt: expiresAt });
}

const endOf = ({ state }: Story): string | null => (state.expiresAt === null ? null : isoOf(state.expiresAt));
