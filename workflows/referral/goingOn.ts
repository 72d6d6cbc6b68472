import { questionAfter, triesAfter } from '../../domain/referral/standing.ts';
import type { Standing } from '../../domain/referral/standing.ts';
import type { Extension } from '../../domain/referral/extension.ts';
import type { StoryMail } from '../../domain/referral/step.ts';
import { standsStill } from '../../domain/sla/pause.ts';
import { startClock } from '../../domain/sla/clocks.ts';
import { pausePromises, putOff, resumePromises } from './promises.ts';
import { isoOf } from './telling.ts';
import type { Story, Told } from './telling.ts';

/** With what an undone withdrawal goes on, and from when. */
export type Undo = { stood: Standing; at: number };

export type GoneOn = { events: Told['events']; mails: StoryMail[]; question?: NonNullable<Told['question']> };

/**
 * A withdrawal is undone at `at`: nothing has happened but the time that passed. Our promises and the partner's run on with
 * what was left of them, as after a question; what was kept or missed stays so; days of the almanac (the end of the
 * registration, an agreed call, news) stay where they were. Changes the state; the caller records what it gives.
 */
export async function goOn(story: Story, stood: Standing, at: number): Promise<GoneOn> {
  const { state } = story;
  const { since, clocks, expiresAt, expiryStartedAt, remindersSent, question, tries, later } = stood;
  const awayMs = Math.max(at - since, 0);
  Object.assign(state, { clocks, expiresAt, expiryStartedAt, remindersSent, later });
  const kinds = (await pausePromises(story, { at: since })).map(({ public: { kind } }) => kind);
  const events = await resumePromises(story, { at, kinds });
  state.tries = tries === null ? null : triesAfter(tries, { since, awayMs });
  state.extension = await decisionPutOff(story, stood, at);
  if (question === null) return { events, mails: [] };
  return { events, ...askAgain(story, question, awayMs) };
}

/** A decision about more time was promised like an answer: it goes on as our other promises do. */
async function decisionPutOff(story: Story, { extension, since }: Standing, at: number): Promise<Extension> {
  const { request } = extension;
  if (request === null) return extension;
  const ahead = request.rungs.slice(request.stepsDone);
  const times = await putOff(story, { kind: 'acknowledge', times: ahead, from: since, to: Math.max(at, since) });
  const rungs = [...request.rungs.slice(0, request.stepsDone), ...times];
  return { ...extension, request: { ...request, rungs, dueAt: rungs[DUE_RUNG] ?? request.dueAt } };
}

/** The second rung of a ladder is its due time. */
const DUE_RUNG = 1;

function askAgain(story: Story, dropped: NonNullable<Standing['question']>, awayMs: number): Omit<GoneOn, 'events'> {
  const { state } = story;
  const question = questionAfter(dropped, awayMs);
  const { id, kind, askedAt } = question;
  const answerBy = isoOf(question.answerBy);
  state.question = question;
  state.clocks = startClock(state.clocks, { kind: 'information', startedAt: askedAt, dueAt: question.answerBy });
  const facts = { kind, answerBy, paused: standsStill(state.clocks) ? 1 : 0, ownerId: state.ownerId };
  return {
    mails: [{ text: 'question', receiver: { kind: 'submitter' }, facts }],
    question: { state: 'open_again', id, answerBy },
  };
}
