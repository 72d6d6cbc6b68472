import { durationMs } from '../../domain/duration.ts';
import { notePause, pausesFromStart } from '../../domain/referral/questions.ts';
import { RUNGS_PERCENT, calendarRungs, startClock } from '../../domain/sla/clocks.ts';
import type { Clock, ClockKind } from '../../domain/sla/clocks.ts';
import { aheadOf, lengthsOnResume, mayPause, pauseClock, resumeClock } from '../../domain/sla/pause.ts';
import type { StoryState } from '../../domain/referral/storyState.ts';
import { calendarOf } from '../../domain/sla/workingTime.ts';
import { database } from './activityProxies.ts';
import { isoOf } from './telling.ts';
import type { Story, Told } from './telling.ts';

/**
 * A promise of ours, or of the partner, begins; one entry per kind, the latest. While the partner owes us an answer one of
 * ours stands still from its start, with all of its time. The caller records the events it gives.
 */
export async function startPromise(
  story: Story,
  kind: ClockKind,
  { duration, from }: { duration: string; from: number },
): Promise<Told['events']> {
  const { state } = story;
  const times = await timesOf(story, kind, { duration, from });
  state.clocks = startClock(state.clocks, { kind, startedAt: from, ...times });
  const pausedIn = pausesFromStart(kind, state);
  const paused = pausedIn === undefined ? [] : await pausePromises(story, { at: from, kinds: [kind] });
  if (pausedIn !== undefined && paused.length > 0) state.pauses = notePause(pausedIn, state.pauses);
  return paused;
}

/** When a promise of this kind that is given at `from` is due, and when its ladder climbs. */
export async function timesOf(
  { policy }: Story,
  kind: ClockKind,
  { duration, from }: { duration: string; from: number },
): Promise<{ dueAt: number; rungs: number[] }> {
  const calendarId = calendarOf(policy, kind);
  if (calendarId !== undefined) return database.timePromise({ calendarId, from, duration, percents: RUNGS_PERCENT });
  const dueAt = from + durationMs(duration);
  return { dueAt, rungs: calendarRungs({ startedAt: from, dueAt }) };
}

/** What was promised at receipt, in working time: the receipt said the same. All time: it is in the state already. */
export async function timeFirstPromises(story: Story): Promise<void> {
  const { policy, state, input } = story;
  if (policy.clock === 'calendar' || state.transitionNo > 0) return;
  const from = Date.parse(input.submittedAt);
  await startPromise(story, 'acknowledge', { duration: policy.acknowledge, from });
  await startPromise(story, 'first_contact', { duration: policy.firstContact, from });
}

/** Not ours to move from `at` on: what we promised stands still. Changes the state; the caller records the events it gives. */
export async function pausePromises(
  story: Story,
  { at, kinds }: { at: number; kinds?: readonly ClockKind[] },
): Promise<(Told['events'][number] & { public: { kind: ClockKind } })[]> {
  const { state } = story;
  const pausing = state.clocks.filter((clock) => mayPause(clock) && (kinds?.includes(clock.kind) ?? true));
  const paused: Clock[] = [];
  for (const clock of pausing) {
    const since = Math.max(at, clock.startedAt);
    const still = pauseClock(clock, { at: since, leftMs: await leftOf(story, clock, since) });
    paused.push(still);
    replaceClock(state, still);
  }
  return paused.map(({ kind, paused }) => ({
    type: 'clock.paused',
    public: { kind, pausedSince: isoOf(paused?.since ?? at) },
  }));
}

/** It is ours again from `at` on: what stood still runs on with what was left, and with an hour at least. */
export async function resumePromises(
  story: Story,
  { at, kinds }: { at: number; kinds?: readonly ClockKind[] },
): Promise<Told['events']> {
  const { state } = story;
  const resumed: Clock[] = [];
  for (const clock of state.clocks) {
    if (clock.paused === undefined || kinds?.includes(clock.kind) === false) continue;
    const from = Math.max(at, clock.paused.since);
    const running = resumeClock(clock, { times: await timesOnResume(story, clock, from) });
    resumed.push(running);
    replaceClock(state, running);
  }
  return resumed.map(({ kind, dueAt }) => ({ type: 'clock.resumed', public: { kind, dueAt: isoOf(dueAt) } }));
}

function replaceClock(state: StoryState, clock: Clock): void {
  state.clocks = state.clocks.map((other) => (other.kind === clock.kind ? clock : other));
}

/** Where times ahead of `from` come to lie when at `to` as much of the program's time is left until each of them. */
export async function putOff(
  { policy }: Story,
  { kind, times, from, to }: { kind: ClockKind; times: number[]; from: number; to: number },
): Promise<number[]> {
  const calendarId = calendarOf(policy, kind);
  const ahead = times.map((time) => Math.max(time, from));
  if (calendarId === undefined) return ahead.map((time) => time + to - from);
  const lengthsMs = await database.measureWorkingTime({ calendarId, from, until: ahead });
  return database.addWorkingTime({ calendarId, from: to, lengthsMs });
}

/** How much of the promise, and until each of its rungs, is left at `from`. */
function leftOf({ policy }: Story, clock: Clock, from: number): Promise<number[]> | number[] {
  const calendarId = calendarOf(policy, clock.kind);
  const until = aheadOf(clock);
  return calendarId === undefined
    ? until.map((time) => time - from)
    : database.measureWorkingTime({ calendarId, from, until });
}

function timesOnResume({ policy }: Story, clock: Clock, from: number): Promise<number[]> | number[] {
  const calendarId = calendarOf(policy, clock.kind);
  const lengthsMs = lengthsOnResume(clock);
  return calendarId === undefined
    ? lengthsMs.map((lengthMs) => from + lengthMs)
    : database.addWorkingTime({ calendarId, from, lengthsMs });
}
