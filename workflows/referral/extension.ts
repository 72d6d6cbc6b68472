import { extended, remindersBehind, whyNoRequest } from '../../domain/referral/extension.ts';
import type { StoryMail } from '../../domain/referral/step.ts';
import { startClock } from '../../domain/sla/clocks.ts';
import type { Handled } from './refuse.ts';
import { isoOf, now, record } from './telling.ts';
import type { AdmittedCommand, Story } from './telling.ts';

type Named<Name extends AdmittedCommand['name']> = AdmittedCommand & { name: Name };

/** The partner asks for more time; the registration ends as before until a manager has decided. */
export async function requestExtension(story: Story, command: Named<'requestExtension'>): Promise<Handled> {
  const { state } = story;
  const refusal = whyNoRequest(state.extension);
  if (refusal !== undefined) return { refusal };
  const { days, reasonCode } = command.payload;
  state.extension = { ...state.extension, request: { days, reasonCode, askedAt: now() } };
  const facts = { days, reasonCode, expiresAt: endOf(story), ownerId: state.ownerId };
  await record(story, {
    cause: { by: command },
    events: [{ type: 'extension.requested', reasonCode, public: { days } }],
    mails: [{ text: 'extension_requested', receiver: { kind: 'partner_manager' }, facts }],
  });
  return { outcome: 'done' };
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
