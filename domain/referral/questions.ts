import { durationMs } from '../duration.ts';
import type { Clock, ClockKind } from '../sla/clocks.ts';
import type { EndStage } from './reasons.ts';
import type { Stage } from './stages.ts';

/** What the partner is asked: by a person in words, or by itself after an attempt that only the partner can mend. */
export type QuestionKind = 'asked' | 'wrong_details' | 'refused';

/** One at a time. Times are milliseconds since 1970. */
export type OpenQuestion = {
  id: string;
  kind: QuestionKind;
  askedAt: number;
  answerBy: number;
  reminded: boolean;
};

/** For so long a late answer takes up again what ended for want of one. */
export const REVIVABLE = 'P14D';
/** A stage stands still twice at most: questions never become a way to stop the clock. */
const PAUSES_PER_STAGE_MAX = 2;

/** How often each stage stood still for a question. */
export type Pauses = Partial<Record<Stage, number>>;

export const mayPauseFor = (kind: QuestionKind, stage: Stage, pauses: Pauses): boolean =>
  kind === 'asked' && (pauses[stage] ?? 0) < PAUSES_PER_STAGE_MAX;

/** Where we owe a promise that begins: a pause of it counts there, also where the referral is just about to get there. */
const OWED_IN: Partial<Record<ClockKind, Stage>> = { first_contact: 'accepted', handover: 'qualified' };

/** The stage whose pause it is when a promise begins while a question is open; undefined: nothing pauses it. */
export function pausesFromStart(
  kind: ClockKind,
  { question, stage, pauses }: { question: OpenQuestion | null; stage: Stage; pauses: Pauses },
): Stage | undefined {
  const owedIn = OWED_IN[kind] ?? stage;
  return question !== null && mayPauseFor(question.kind, owedIn, pauses) ? owedIn : undefined;
}

export const notePause = (stage: Stage, pauses: Pauses): Pauses => ({ ...pauses, [stage]: (pauses[stage] ?? 0) + 1 });

export const reminderOf = ({ askedAt, answerBy }: OpenQuestion): number =>
  askedAt + Math.round((answerBy - askedAt) / 2);

export const revivableUntil = (endedAt: number): number => endedAt + durationMs(REVIVABLE);

type SilentEnd = { stage: Extract<EndStage, 'expired' | 'disqualified'>; reasonCode: string };

/** The check takes seconds and nobody is heard before it is over, so no question is ever open in `submitted`. */
const BEFORE_QUALIFIED: readonly Stage[] = ['in_review', 'waitlisted', 'accepted', 'contacted'];

/**
 * What silence ends. Before `qualified` the referral lapses, or, where the prospect has declined to talk, stays at that.
 * From `qualified` on it ends nothing: too much has happened for it to hang on one answer.
 */
export function endBySilence(kind: QuestionKind, stage: Stage): SilentEnd | undefined {
  if (!BEFORE_QUALIFIED.includes(stage)) return undefined;
  return kind === 'refused'
    ? { stage: 'disqualified', reasonCode: 'prospect_objected' }
    : { stage: 'expired', reasonCode: 'no_answer' };
}

/** The partner's own promise was not kept. */
export const missInformation = (clocks: readonly Clock[]): Clock[] =>
  clocks.map((clock) =>
    clock.kind === 'information' && clock.state === 'running' ? { ...clock, state: 'breached' } : clock,
  );
