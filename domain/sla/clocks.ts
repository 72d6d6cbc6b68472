export type ClockKind = 'acknowledge' | 'review' | 'first_contact' | 'expiry';
export type ClockState = 'running' | 'met' | 'breached' | 'cancelled';

/** A promise with a due time. Times are milliseconds since 1970; `stepsDone` counts the rungs of its ladder. */
export type Clock = {
  kind: ClockKind;
  startedAt: number;
  dueAt: number;
  state: ClockState;
  /** When it was kept; with state `breached`: kept late. */
  metAt?: number;
  stepsDone: number;
};

/** The form of the projection and of the API: ISO 8601 times. */
export type ClockRecord = { kind: ClockKind; startedAt: string; dueAt: string; state: ClockState; metAt?: string };

/** One entry per kind, the latest. */
export const startClock = (
  clocks: readonly Clock[],
  next: { kind: ClockKind; startedAt: number; dueAt: number },
): Clock[] => [...clocks.filter(({ kind }) => kind !== next.kind), { ...next, state: 'running', stepsDone: 0 }];

export const findClock = (clocks: readonly Clock[], kind: ClockKind): Clock | undefined =>
  clocks.find((clock) => clock.kind === kind);

/** Not yet kept: running, or breached and still owed. */
export const isOwed = (clock: Clock): boolean =>
  clock.state === 'running' || (clock.state === 'breached' && clock.metAt === undefined);

/** The promise is kept at `at`, and never before it was given; one that was breached stays so and says when it was kept. */
export const meetClock = (clocks: readonly Clock[], kind: ClockKind, at: number): Clock[] =>
  clocks.map((clock) => {
    if (clock.kind !== kind || !isOwed(clock)) return clock;
    return { ...clock, state: clock.state === 'running' ? 'met' : 'breached', metAt: Math.max(at, clock.startedAt) };
  });

/** Nothing is owed any more, and nothing was missed by it. */
export const cancelClock = (clocks: readonly Clock[], kind: ClockKind): Clock[] =>
  clocks.map((clock) => (clock.kind === kind && clock.state === 'running' ? { ...clock, state: 'cancelled' } : clock));

const isoOf = (timeMs: number): string => new Date(timeMs).toISOString();

export const toClockRecord = ({ kind, startedAt, dueAt, state, metAt }: Clock): ClockRecord => ({
  kind,
  startedAt: isoOf(startedAt),
  dueAt: isoOf(dueAt),
  state,
  ...(metAt === undefined ? {} : { metAt: isoOf(metAt) }),
});
