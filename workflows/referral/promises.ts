import { durationMs } from '../../domain/duration.ts';
import { startClock } from '../../domain/sla/clocks.ts';
import type { ClockKind } from '../../domain/sla/clocks.ts';
import { aheadOf, lengthsOnResume, mayPause, pauseClock, resumeClock } from '../../domain/sla/pause.ts';
import { isoOf, now } from './telling.ts';
import type { Story, Told } from './telling.ts';

/** A promise of ours, or of the partner, begins to run; one entry per kind, the latest. */
export function startPromise(
  story: Story,
  kind: ClockKind,
  { duration, from }: { duration: string; from: number },
): Promise<void> {
  const { state } = story;
  state.clocks = startClock(state.clocks, { kind, startedAt: from, dueAt: from + durationMs(duration) });
  return Promise.resolve();
}

/** The partner owes an answer: what we promised stands still. Changes the state; the caller records the events it gives. */
export function pausePromises(story: Story): Promise<Told['events']> {
  const { state } = story;
  const at = now();
  const events = state.clocks
    .filter(mayPause)
    .map(({ kind }) => ({ type: 'clock.paused', public: { kind, pausedSince: isoOf(at) } }));
  state.clocks = state.clocks.map((clock) =>
    pauseClock(clock, { at, leftMs: aheadOf(clock).map((time) => time - at) }),
  );
  return Promise.resolve(events);
}

/** The answer is there: what stood still runs on with what was left, and with an hour at least. */
export function resumePromises(story: Story): Promise<Told['events']> {
  const { state } = story;
  const at = now();
  const standing = state.clocks.filter(({ paused }) => paused !== undefined).map(({ kind }) => kind);
  state.clocks = state.clocks.map((clock) =>
    resumeClock(clock, { times: lengthsOnResume(clock).map((lengthMs) => at + lengthMs) }),
  );
  const resumed = state.clocks.filter(({ kind }) => standing.includes(kind));
  return Promise.resolve(
    resumed.map(({ kind, dueAt }) => ({ type: 'clock.resumed', public: { kind, dueAt: isoOf(dueAt) } })),
  );
}
