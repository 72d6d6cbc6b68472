import type { Clock, ClockKind } from './clocks.ts';
import { isOwed } from './clocks.ts';

/** What we promise the partner to do: it stands still while the partner owes us an answer. */
const PAUSES_FOR_QUESTION: readonly ClockKind[] = ['acknowledge', 'review', 'first_contact', 'handover'];

/** An answer leaves us at least this long, even if it came when the promise was nearly due. */
export const REMAINDER_MIN_MS = 3_600_000;

export const mayPause = (clock: Clock): boolean =>
  isOwed(clock) && clock.paused === undefined && PAUSES_FOR_QUESTION.includes(clock.kind);

/** Whether anything that we promise stands still. */
export const standsStill = (clocks: readonly Clock[]): boolean => clocks.some(({ paused }) => paused !== undefined);

/** What is still to come of a promise at `at`: its due time while that was not missed, and its outstanding rungs. */
export const aheadOf = (clock: Clock): number[] => [clock.dueAt, ...clock.rungs.slice(clock.stepsDone)];

/** Stands still from `at` on. `leftMs`: what is left until each of `aheadOf(clock)`, in the program's time. */
export function pauseClock(clock: Clock, { at, leftMs }: { at: number; leftMs: readonly number[] }): Clock {
  if (!mayPause(clock)) return clock;
  const [remainingMs = 0, ...rungsMs] = leftMs;
  const paused = { since: at, remainingMs: Math.max(remainingMs, 0), rungsMs };
  return { ...clock, paused, state: clock.state === 'running' ? 'paused' : clock.state };
}

/** How long from the resumption until the due time and until each outstanding rung, in the program's time. */
export function lengthsOnResume(clock: Clock): number[] {
  const { paused } = clock;
  if (paused === undefined) return [];
  const addedMs = clock.state === 'paused' ? Math.max(REMAINDER_MIN_MS - paused.remainingMs, 0) : 0;
  return [paused.remainingMs + addedMs, ...paused.rungsMs.map((leftMs) => Math.max(leftMs, 0) + addedMs)];
}

/** Runs again. `times`: where `lengthsOnResume(clock)` lead to, counted from the resumption. */
export function resumeClock(clock: Clock, { times }: { times: readonly number[] }): Clock {
  const { paused, ...running } = clock;
  if (paused === undefined) return clock;
  const [dueAt = clock.dueAt, ...rungs] = times;
  const moved = { ...running, rungs: [...clock.rungs.slice(0, clock.stepsDone), ...rungs] };
  // What was missed before the question stays missed at its time.
  if (clock.state !== 'paused') return moved;
  return { ...moved, state: 'running', dueAt, firstDueAt: clock.firstDueAt ?? clock.dueAt };
}
