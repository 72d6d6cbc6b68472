import { tryAgainFrom } from '../../domain/qualification/tries.ts';
import {
  endBySilence,
  mayPauseFor,
  missInformation,
  notePause,
  revivableUntil,
} from '../../domain/referral/questions.ts';
import type { QuestionKind } from '../../domain/referral/questions.ts';
import type { StoryMail } from '../../domain/referral/step.ts';
import { findClock, meetClock } from '../../domain/sla/clocks.ts';
import { standsStill } from '../../domain/sla/pause.ts';
import { endAs } from './ending.ts';
import { pausePromises, resumePromises, startPromise } from './promises.ts';
import { leadBack } from './reopening.ts';
import type { Handled } from './refuse.ts';
import { isoOf, now, record } from './telling.ts';
import type { AdmittedCommand, Story, Told } from './telling.ts';
import { confirmPromotion } from './waiting.ts';

type Ask = AdmittedCommand & { name: 'ask' };
type Answer = AdmittedCommand & { name: 'answer' };

/** One thing is asked at a time, in any open stage; the stage stays. */
export async function ask(story: Story, command: Ask): Promise<Handled> {
  if (story.state.question !== null || story.state.promotion !== null)
    return { refusal: { code: 'question_open', facts: {} } };
  const { events, mail, question } = await openQuestion(story, {
    id: command.rowId,
    kind: 'asked',
    askedBy: command.actor.id,
    givenAt: command.givenAt,
  });
  await record(story, { cause: { by: command }, events, mails: [mail], question });
  return { outcome: 'done' };
}

type Opened = { events: Told['events']; mail: StoryMail; question: NonNullable<Told['question']> };

/**
 * The partner's clock runs from now, when they are told; ours stand still since it was given, as often as this stage allows.
 * The caller records what it gives.
 */
export async function openQuestion(
  story: Story,
  { id, kind, askedBy, givenAt }: { id: string; kind: QuestionKind; askedBy: string | null; givenAt: number },
): Promise<Opened> {
  const { state, policy } = story;
  const askedAt = now();
  const paused = mayPauseFor(kind, state.stage, state.pauses) ? await pausePromises(story, { at: givenAt }) : [];
  if (paused.length > 0) state.pauses = notePause(state.stage, state.pauses);
  await startPromise(story, 'information', { duration: policy.information, from: askedAt });
  const answerBy = findClock(state.clocks, 'information')?.dueAt ?? askedAt;
  state.question = { id, kind, askedAt, answerBy, reminded: false };
  const facts = { kind, answerBy: isoOf(answerBy), paused: paused.length > 0 ? 1 : 0, ownerId: state.ownerId };
  return {
    events: [{ type: 'question.asked', public: { kind, answerBy: facts.answerBy } }, ...paused],
    mail: { text: 'question', receiver: { kind: 'submitter' }, facts },
    question: { state: 'open', id, kind, askedBy, askedAt: isoOf(askedAt), answerBy: facts.answerBy },
  };
}

/** The answer is there: the partner's clock stops and ours run on. What was wrong with the introduction is tried again. */
export async function answer(story: Story, command: Answer): Promise<Handled> {
  const { state } = story;
  if (state.promotion !== null) return confirmPromotion(story, command);
  if (state.stage === 'expired') return revive(story, command);
  const open = state.question;
  if (open === null) return NOTHING_ASKED;
  state.question = null;
  // In time is who answered in time, also where we heard it late.
  state.clocks = meetClock(state.clocks, 'information', command.givenAt);
  if (state.stage === 'accepted' && (open.kind !== 'asked' || state.tries !== null))
    state.tries = tryAgainFrom(state.tries, command.givenAt);
  const resumed = await resumePromises(story, { at: command.givenAt });
  await record(story, {
    cause: { by: command },
    events: [{ type: 'question.answered', public: { kind: open.kind } }, ...resumed],
    mails: [toWhoWorksOnIt(story, { text: 'question_answered', facts: outcomeFacts(story, open.kind, resumed) })],
    question: { state: 'answered', id: open.id, at: isoOf(now()), by: command.actor.id },
  });
  return { outcome: 'done' };
}

const NOTHING_ASKED: Handled = { refusal: { code: 'no_open_question', facts: {} } };

/** An answer that came late takes up again what ended for want of it, behind those who were there meanwhile. */
async function revive(story: Story, command: Answer): Promise<Handled> {
  const { state } = story;
  const { revivable } = state;
  if (revivable === null || revivable.until < command.givenAt) return NOTHING_ASKED;
  const refused = await leadBack(story, { how: 'revived', place: 'end', cause: { by: command } });
  if (refused !== undefined) return { refusal: refused };
  const { kind, questionId } = revivable;
  await record(story, {
    cause: { by: command },
    events: [{ type: 'question.answered', public: { kind } }],
    mails: [toWhoWorksOnIt(story, { text: 'question_answered', facts: outcomeFacts(story, kind, []) })],
    question: { state: 'answered', id: questionId, at: isoOf(now()), by: command.actor.id },
  });
  return { outcome: 'done' };
}

/** Half of the time is gone: the partner is reminded, once. */
export async function remindOfQuestion(story: Story): Promise<void> {
  const { state } = story;
  if (state.question === null) return;
  state.question = { ...state.question, reminded: true };
  const { kind } = state.question;
  const answerBy = isoOf(state.question.answerBy);
  const facts = { kind, answerBy, paused: standsStill(state.clocks) ? 1 : 0, ownerId: state.ownerId };
  await record(story, {
    cause: { by: 'timer' },
    events: [{ type: 'clock.reminded', public: { kind: 'information', dueAt: answerBy } }],
    mails: [{ text: 'question_reminder', receiver: { kind: 'submitter' }, facts }],
  });
}

/** No answer came. Before `qualified` that ends it, and a late answer may take it up again; later the work goes on. */
export async function passOverSilence(story: Story): Promise<void> {
  const { state } = story;
  const open = state.question;
  if (open === null) return;
  const end = endBySilence(open.kind, state.stage);
  state.question = null;
  state.clocks = missInformation(state.clocks);
  const lapsed = { type: 'question.lapsed', public: { kind: open.kind } };
  const question = { state: 'lapsed', id: open.id } as const;
  if (end !== undefined) {
    if (end.reasonCode === 'no_answer')
      state.revivable = { until: revivableUntil(now()), questionId: open.id, kind: open.kind };
    const before = { events: [lapsed], question };
    return endAs(story, { ...end, mail: end.stage, cause: { by: 'timer' }, before });
  }
  const resumed = await resumePromises(story, { at: open.answerBy });
  await record(story, {
    cause: { by: 'timer' },
    events: [lapsed, ...resumed],
    mails: [toWhoWorksOnIt(story, { text: 'question_lapsed', facts: outcomeFacts(story, open.kind, resumed) })],
    question,
  });
}

/** What who works on it is told: our clock runs again only where something of ours had stood still. */
const outcomeFacts = ({ state }: Story, kind: QuestionKind, resumed: Told['events']): WorkMail['facts'] => ({
  kind,
  resumed: resumed.length > 0 ? 1 : 0,
  ownerId: state.ownerId,
});

type WorkMail = Omit<Extract<StoryMail, { text: 'question_answered' | 'question_lapsed' }>, 'receiver'>;

/** To the owner, or to the managers where nobody has it. */
const toWhoWorksOnIt = ({ state }: Story, mail: WorkMail): StoryMail => ({
  ...mail,
  receiver: state.ownerId === null ? { kind: 'managers' } : { kind: 'user', userId: state.ownerId },
});
