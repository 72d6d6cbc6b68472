import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  calendarRungs,
  cancelClock,
  isOwed,
  meetClock,
  startClock,
  toClockRecord,
} from '../../../domain/sla/clocks.ts';
import type { Clock, ClockKind } from '../../../domain/sla/clocks.ts';
import { climb, earliestStep, nextStep } from '../../../domain/sla/ladder.ts';

const running = (kind: ClockKind, startedAt: number, dueAt: number): Clock => ({
  kind,
  startedAt,
  dueAt,
  state: 'running',
  stepsDone: 0,
  rungs: calendarRungs({ startedAt, dueAt }),
});

/** Climbs as long as there is a rung; what happened and when. */
function climbAll(clocks: Clock[]): { at: number; step: string; kind: ClockKind }[] {
  const happened: { at: number; step: string; kind: ClockKind }[] = [];
  let present = clocks;
  for (let due = earliestStep(present); due !== undefined; due = earliestStep(present)) {
    happened.push({ at: due.at, step: due.step, kind: due.clock.kind });
    present = climb(present, due);
  }
  return happened;
}

describe('the ladder of a promise', () => {
  it('has its rungs at 50, 100, 150 and 250 percent and hands over at most twice', () => {
    expect(climbAll([running('first_contact', 1_000, 2_000)])).toEqual([
      { at: 1_500, step: 'remind_owner', kind: 'first_contact' },
      { at: 2_000, step: 'breach', kind: 'first_contact' },
      { at: 2_500, step: 'hand_over', kind: 'first_contact' },
      { at: 3_500, step: 'hand_over', kind: 'first_contact' },
    ]);
  });

  it.each(['review', 'expiry'] as const)('is not for %s, which has another', (kind) => {
    expect(nextStep(running(kind, 0, 10))).toBeUndefined();
  });

  it('marks the breach on the review that runs inside the answer', () => {
    const clocks = [running('acknowledge', 0, 100), running('review', 40, 100)];
    const reminded = climb(clocks, earliestStep(clocks) ?? fail());
    const breached = climb(reminded, earliestStep(reminded) ?? fail());
    expect(breached.map(({ state }) => state)).toEqual(['breached', 'breached']);
  });

  it('never moves the promise, whatever its length, and always climbs in time order', () => {
    const promise = fc.record({ startedAt: fc.nat(1_000_000), length: fc.integer({ min: 1, max: 10_000_000 }) });
    fc.assert(
      fc.property(promise, promise, (one, other) => {
        const clocks = [
          running('acknowledge', one.startedAt, one.startedAt + one.length),
          running('first_contact', other.startedAt, other.startedAt + other.length),
        ];
        const happened = climbAll(clocks);
        expect(happened).toHaveLength(8);
        expect(happened.filter(({ step }) => step === 'hand_over')).toHaveLength(4);
        expect(happened.map(({ at }) => at)).toEqual(
          happened.map(({ at }) => at).sort((first, second) => first - second),
        );
        let present = clocks;
        for (let due = earliestStep(present); due !== undefined; due = earliestStep(present))
          present = climb(present, due);
        expect(present.map(({ startedAt, dueAt }) => [startedAt, dueAt])).toEqual(
          clocks.map(({ startedAt, dueAt }) => [startedAt, dueAt]),
        );
      }),
    );
  });

  it('ends as soon as the promise is kept or given up', () => {
    const clocks = [running('first_contact', 0, 100)];
    expect(earliestStep(meetClock(clocks, 'first_contact', 10))).toBeUndefined();
    expect(earliestStep(cancelClock(clocks, 'first_contact'))).toBeUndefined();
  });
});

const fail = (): never => {
  throw new Error('a rung was expected');
};

describe('a clock', () => {
  const clocks = startClock([], { kind: 'first_contact', startedAt: 0, dueAt: 100 });
  const breached = climb(climb(clocks, earliestStep(clocks) ?? fail()), {
    clock: clocks[0] ?? fail(),
    step: 'breach',
    at: 100,
  });

  it('is one of its kind: started again it replaces the first', () => {
    const again = startClock(clocks, { kind: 'first_contact', startedAt: 50, dueAt: 150 });
    expect(again).toMatchObject([{ startedAt: 50, dueAt: 150, state: 'running', stepsDone: 0 }]);
  });

  it.each([
    { present: clocks, at: 100, state: 'met', why: 'in time' },
    { present: clocks, at: 101, state: 'breached', why: 'too late, though nobody has told of the breach' },
    { present: breached, at: 120, state: 'breached', why: 'a broken promise stays broken, and says when it was kept' },
  ])('that is kept is $state ($why)', ({ present, at, state }) => {
    const [clock] = meetClock(present, 'first_contact', at);
    expect(clock).toMatchObject({ state, metAt: at });
    expect(clock !== undefined && isOwed(clock)).toBe(false);
    expect(meetClock(clock === undefined ? [] : [clock], 'first_contact', 130)).toEqual([clock]);
  });

  it('that is broken is still owed, and is not cancelled away', () => {
    expect(breached.every(isOwed)).toBe(true);
    expect(cancelClock(breached, 'first_contact')).toEqual(breached);
  });

  it('is shown in ISO 8601', () => {
    expect(
      toClockRecord({
        kind: 'expiry',
        startedAt: 0,
        dueAt: 86_400_000,
        state: 'met',
        metAt: 1,
        stepsDone: 0,
        rungs: [],
      }),
    ).toEqual({
      kind: 'expiry',
      startedAt: '1970-01-01T00:00:00.000Z',
      dueAt: '1970-01-02T00:00:00.000Z',
      state: 'met',
      metAt: '1970-01-01T00:00:00.001Z',
    });
  });
});
