import type { Later } from '../qualification/later.ts';
import type { Tries } from '../qualification/tries.ts';
import type { Clock } from '../sla/clocks.ts';
import type { Extension } from './extension.ts';
import type { OpenQuestion } from './questions.ts';

/** What stood open when a referral was withdrawn, for an undo goes on with it. Times are milliseconds since 1970. */
export type Standing = {
  /** When it was taken back. */
  since: number;
  clocks: Clock[];
  expiresAt: number | null;
  expiryStartedAt: number;
  remindersSent: number;
  waitingSince: number | null;
  waitingUntil: number | null;
  question: OpenQuestion | null;
  tries: Tries | null;
  later: Later | null;
  extension: Extension;
};

/** Out of all that a story knows. */
export const standingAt = (state: Omit<Standing, 'since'>, since: number): Standing => ({
  since,
  clocks: state.clocks,
  expiresAt: state.expiresAt,
  expiryStartedAt: state.expiryStartedAt,
  remindersSent: state.remindersSent,
  waitingSince: state.waitingSince,
  waitingUntil: state.waitingUntil,
  question: state.question,
  tries: state.tries,
  later: state.later,
  extension: state.extension,
});

/** The partner has as long to answer as was left. */
export const questionAfter = (question: OpenQuestion, awayMs: number): OpenQuestion => ({
  ...question,
  answerBy: question.answerBy + awayMs,
});

/** Nobody could try meanwhile: what was not due yet is due as much later, and what was overdue stays so. */
export const triesAfter = (tries: Tries, { since, awayMs }: { since: number; awayMs: number }): Tries => ({
  ...tries,
  nextAt: tries.nextAt === null || tries.nextAt < since ? tries.nextAt : tries.nextAt + awayMs,
  endsAt: tries.endsAt + awayMs,
});
