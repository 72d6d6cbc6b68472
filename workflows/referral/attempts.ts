import { endWhileTryIsOwed, noteTry } from '../../domain/qualification/tries.ts';
import { promiseMissed } from '../../domain/referral/promises.ts';
import type { QuestionKind } from '../../domain/referral/questions.ts';
import type { Step, StoryMail } from '../../domain/referral/step.ts';
import { findClock, meetClock } from '../../domain/sla/clocks.ts';
import { dropQuestion, endAs } from './ending.ts';
import { openQuestion } from './questions.ts';
import type { Handled } from './refuse.ts';
import { enter, isoOf, now, record } from './telling.ts';
import type { AdmittedCommand, Story, Told } from './telling.ts';

type Contact = AdmittedCommand & { name: 'contact' };
const WHOLE_MINUTE_MS = 60_000;

type Attempt = NonNullable<Step['attempt']>;

/** Any attempt by a person keeps the promise of first contact; only `reached` moves the stage, and only before it has. */
export async function contact(story: Story, command: Contact): Promise<Handled> {
  const { state } = story;
  const { channel, outcome } = command.payload;
  const at = attemptTime(command);
  // A form gives whole minutes. What was before it came in, or before its turn came, is no attempt for it, and must keep no
  // promise and end no tries.
  const since = findClock(state.clocks, 'first_contact')?.startedAt ?? Date.parse(story.input.submittedAt);
  if (at < since - WHOLE_MINUTE_MS) {
    const facts = { field: 'at', after: isoOf(since), until: isoOf(command.givenAt) };
    return { refusal: { code: 'date_out_of_range', facts } };
  }
  state.clocks = meetClock(state.clocks, 'first_contact', at);
  state.attempts += 1;
  state.lastAttempt = { at, channel };
  const attempt: Attempt = { id: command.rowId, at: isoOf(at), channel, outcome, byUserId: command.actor.id };
  const event = { type: 'contact.attempted', public: { channel, outcome, attempt: state.attempts } };
  if (outcome === 'reached') await reached(story, { command, attempt, event });
  else if (state.stage !== 'accepted') await noted(story, { command, attempt, event });
  else if (outcome === 'no_answer') await notReached(story, { command, attempt, event });
  else if (state.question === null) await askPartner(story, { command, attempt, event }, outcome);
  else await noted(story, { command, attempt, event });
  return { outcome: 'done' };
}

type Made = { command: Contact; attempt: Attempt; event: Told['events'][number] };

const noted = (story: Story, { command, attempt, event }: Made): Promise<void> =>
  record(story, { cause: { by: command }, events: [event], mails: [attemptMail(story, attempt)], attempt });

/**
 * Only the partner can mend wrong details, or a prospect who does not want to talk: they are asked by the same step, and no
 * further try is due before they have answered.
 */
async function askPartner(story: Story, { command, attempt, event }: Made, kind: QuestionKind): Promise<void> {
  const { state } = story;
  if (state.tries !== null) state.tries = { ...state.tries, nextAt: null };
  const { events, mail, question } = await openQuestion(story, {
    id: command.rowId,
    kind,
    askedBy: null,
    givenAt: command.givenAt,
  });
  await record(story, { cause: { by: command }, events: [event, ...events], mails: [mail], attempt, question });
}

/** Spoken to or answered in writing. What was put off and has come is done by it. */
async function reached(story: Story, { command, attempt, event }: Made): Promise<void> {
  const { state } = story;
  const events = [event];
  const mails: StoryMail[] = [];
  state.tries = null;
  state.spokenAt = Date.parse(attempt.at);
  if (state.later !== null && Date.parse(attempt.at) >= state.later.recontactAt) state.later = null;
  if (state.stage === 'accepted') {
    events.push(enter(state, 'contacted'));
    const facts = { at: attempt.at, ownerId: state.ownerId };
    mails.push({ text: 'contacted', receiver: { kind: 'submitter' }, facts });
  }
  // What the partner was asked about reaching them is settled by it.
  const question = state.question === null || state.question.kind === 'asked' ? undefined : dropQuestion(state);
  const dropped = question === undefined ? {} : { question };
  await record(story, { cause: { by: command }, events, mails, attempt, ...dropped });
}

/** Nobody answered: when to try again, when to ask the partner for help, and when it is enough. */
async function notReached(story: Story, { command, attempt, event }: Made): Promise<void> {
  const { state } = story;
  const { tries, then } = noteTry(state.tries, Date.parse(attempt.at));
  state.tries = tries;
  if (then === 'unreachable') {
    const before = { events: [event], attempt };
    return endAs(story, { ...UNREACHABLE, cause: { by: command }, before });
  }
  const mail = attemptMail(story, attempt);
  const mails: StoryMail[] = [then === 'ask_for_help' ? { ...mail, text: 'help_reaching' } : mail];
  await record(story, { cause: { by: command }, events: [event], mails, attempt });
}

const UNREACHABLE = { stage: 'disqualified', reasonCode: 'unreachable', mail: 'disqualified' } as const;

const attemptMail = ({ state }: Story, { at, channel }: Attempt) => ({
  text: 'attempt' as const,
  receiver: { kind: 'submitter' as const },
  facts: {
    at,
    channel,
    attempts: state.attempts,
    nextTryAt: typeof state.tries?.nextAt === 'number' ? isoOf(state.tries.nextAt) : null,
  },
});

/** An attempt may be logged later than it was made, never earlier. */
function attemptTime({ payload, givenAt }: Pick<Contact, 'payload' | 'givenAt'>): number {
  const at = payload.at === undefined ? NaN : Date.parse(payload.at);
  return Number.isNaN(at) ? givenAt : Math.min(at, givenAt);
}

/** The next try is due: its owner is reminded, once. */
export async function remindOfTry(story: Story): Promise<void> {
  const { state } = story;
  if (state.tries === null) return;
  const dueAt = isoOf(state.tries.nextAt ?? now());
  state.tries = { ...state.tries, reminded: true };
  await record(story, {
    cause: { by: 'timer' },
    events: [{ type: 'clock.reminded', public: { kind: 'next_try', dueAt } }],
    mails: toOwner(story, { text: 'next_try_due', facts: { dueAt, attempts: state.tries.count } }),
  });
}

/** Tried for long enough, unless the next try is one that we owe: then the end moves by the time lost. */
export async function endTries(story: Story): Promise<void> {
  const { state } = story;
  if (state.tries === null) return;
  const movedTo = endWhileTryIsOwed(state.tries, now());
  if (movedTo === undefined) return endAs(story, { ...UNREACHABLE, cause: { by: 'timer' } });
  const dueAt = isoOf(state.tries.nextAt ?? now());
  state.tries = { ...state.tries, endsAt: movedTo };
  const facts = { kind: 'next_try', dueAt, ownerId: state.ownerId };
  await record(story, {
    cause: { by: 'timer' },
    events: [{ type: 'clock.breached', public: { kind: 'next_try', dueAt } }],
    mails: [
      { text: 'breach_100', receiver: { kind: 'managers' }, facts },
      promiseMissed(state, { kind: 'next_try', dueAt }),
    ],
  });
}

type OwnerMail = Omit<Extract<StoryMail, { text: 'next_try_due' | 'recontact_due' }>, 'receiver'>;

/** To who has it; nobody is told where nobody has it. */
export const toOwner = ({ state }: Story, mail: OwnerMail): StoryMail[] =>
  state.ownerId === null ? [] : [{ ...mail, receiver: { kind: 'user', userId: state.ownerId } } as StoryMail];
