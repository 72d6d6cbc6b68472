export type ClockKind =
  'acknowledge' | 'review' | 'first_contact' | 'handover' | 'status_update' | 'information' | 'expiry' | 'approve';
export type ClockState = 'running' | 'paused' | 'met' | 'breached' | 'cancelled';

/** The rungs of a ladder, in percent of the promised time (ladder.ts says what happens there). */
export const RUNGS_PERCENT = [50, 100, 150, 250] as const;

/** A pause: since when, and what was left then of the promise and of each rung that is still to come. */
export type Pause = { since: number; remainingMs: number; rungsMs: number[] };

/**
 * A promise with a due time. Times are milliseconds since 1970, lengths are in the program's time (working time where it
 * keeps a business calendar). `stepsDone` counts the rungs of its ladder that were climbed.
 */
export type Clock = {
  kind: ClockKind;
  startedAt: number;
  dueAt: number;
  state: ClockState;
  /** When it was kept; with state `breached`: kept late. */
  metAt?: number;
  stepsDone: number;
  /** When each rung comes, absolute; the second one is the due time. */
  rungs: number[];
  /** While it stands still. A broken promise can stand still too: its ladder waits. */
  paused?: Pause;
  /** The due time as it was first promised, once a pause has moved it. */
  firstDueAt?: number;
  /** Whether its outcome was written down for attainment. */
  counted?: true;
  /** Who had the referral at a hand-over of this promise: it never comes back to them. */
  missedBy?: string[];
};

/** The form of the projection and of the API: ISO 8601 times. */
export type ClockRecord = {
  kind: ClockKind;
  startedAt: string;
  dueAt: string;
  state: ClockState;
  metAt?: string;
  pausedSince?: string;
  /** What is left while it stands still, in the program's time. */
  remainingMs?: number;
};

/** Where the rungs of a promise lie that runs in calendar time. */
export const calendarRungs = ({ startedAt, dueAt }: { startedAt: number; dueAt: number }): number[] =>
  RUNGS_PERCENT.map((percent) => startedAt + Math.round(((dueAt - startedAt) * percent) / 100));

/** One entry per kind, the latest. `rungs` are given by who counts in working time. */
export const startClock = (
  clocks: readonly Clock[],
  { rungs, ...next }: { kind: ClockKind; startedAt: number; dueAt: number; rungs?: number[] },
): Clock[] => [
  ...clocks.filter(({ kind }) => kind !== next.kind),
  { ...next, state: 'running', stepsDone: 0, rungs: rungs ?? calendarRungs(next) },
];

export const findClock = (clocks: readonly Clock[], kind: ClockKind): Clock | undefined =>
  clocks.find((clock) => clock.kind === kind);

/** Not yet kept: running or standing still, or breached and still owed. */
export const isOwed = (clock: Clock): boolean =>
  clock.state === 'running' || clock.state === 'paused' || (clock.state === 'breached' && clock.metAt === undefined);

const withoutPause = ({ paused: _, ...clock }: Clock): Clock => clock;

/**
 * The promise is kept at `at`, and never before it was given. One that was breached stays so and says when it was kept;
 * so does one that is kept after its time, though its breach was not told yet.
 */
export const meetClock = (clocks: readonly Clock[], kind: ClockKind, at: number): Clock[] =>
  clocks.map((clock) => {
    if (clock.kind !== kind || !isOwed(clock)) return clock;
    const late = clock.state === 'breached' || (clock.state === 'running' && at > clock.dueAt);
    return { ...withoutPause(clock), state: late ? 'breached' : 'met', metAt: Math.max(at, clock.startedAt) };
  });

/** The due time has passed and nothing was done. */
export const breachClock = (clocks: readonly Clock[], kind: ClockKind): Clock[] =>
  clocks.map((clock) => (clock.kind === kind && clock.state === 'running' ? { ...clock, state: 'breached' } : clock));

/** Nothing is owed any more, and nothing was missed by it. */
export const cancelClock = (clocks: readonly Clock[], kind: ClockKind): Clock[] =>
  clocks.map((clock) =>
    clock.kind === kind && (clock.state === 'running' || clock.state === 'paused')
      ? { ...withoutPause(clock), state: 'cancelled' }
      : clock,
  );

/** One person more who had the promise and did not keep it. */
export const noteMissedBy = (clocks: readonly Clock[], kind: ClockKind, userId: string): Clock[] =>
  clocks.map((clock) =>
    clock.kind === kind ? { ...clock, missedBy: [...new Set([...(clock.missedBy ?? []), userId])] } : clock,
  );

const isoOf = (timeMs: number): string => new Date(timeMs).toISOString();

export const toClockRecord = ({ kind, startedAt, dueAt, state, metAt, paused }: Clock): ClockRecord => ({
  kind,
  startedAt: isoOf(startedAt),
  dueAt: isoOf(dueAt),
  state,
  ...(metAt === undefined ? {} : { metAt: isoOf(metAt) }),
  ...(paused === undefined ? {} : { pausedSince: isoOf(paused.since), remainingMs: paused.remainingMs }),
});
