import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { calendarRungs, isOwed, meetClock, startClock } from '../../../domain/sla/clocks.ts';
import type { Clock, ClockKind } from '../../../domain/sla/clocks.ts';
import { climb, nextStep } from '../../../domain/sla/ladder.ts';
import { REMAINDER_MIN_MS, aheadOf, lengthsOnResume, pauseClock, resumeClock } from '../../../domain/sla/pause.ts';

const HOUR_MS = 3_600_000;

/** In calendar time, as the story does it where a program has no business calendar. */
const pauseAt = (clock: Clock, at: number): Clock =>
  pauseClock(clock, { at, leftMs: aheadOf(clock).map((time) => time - at) });
const resumeAt = (clock: Clock, at: number): Clock =>
  resumeClock(clock, { times: lengthsOnResume(clock).map((lengthMs) => at + lengthMs) });

const promise = (lengthMs: number, kind: ClockKind = 'first_contact'): Clock =>
  startClock([], { kind, startedAt: 0, dueAt: lengthMs })[0] as Clock;

/** The ladder as far as it has come by `at`. */
function climbTo(clock: Clock, at: number): Clock {
  for (let due = nextStep(clock); due !== undefined && due.at <= at; due = nextStep(clock))
    clock = climb([clock], due)[0] as Clock;
  return clock;
}

describe('a promise that stands still', () => {
  it('runs on with what was left, and its reminder comes as much later', () => {
    const paused = pauseAt(promise(24 * HOUR_MS), 6 * HOUR_MS);
    expect(paused).toMatchObject({ state: 'paused', dueAt: 24 * HOUR_MS });
    expect(nextStep(paused)).toBeUndefined();
    const resumed = resumeAt(paused, 30 * HOUR_MS);
    expect(resumed).toMatchObject({ state: 'running', dueAt: 48 * HOUR_MS, firstDueAt: 24 * HOUR_MS });
    expect(resumed.rungs).toEqual([36, 48, 60, 84].map((hours) => hours * HOUR_MS));
    expect(resumed.paused).toBeUndefined();
  });

  it('leaves an hour at least when it was nearly due', () => {
    const nearly = climbTo(promise(4 * HOUR_MS), 3.9 * HOUR_MS);
    const resumed = resumeAt(pauseAt(nearly, 3.9 * HOUR_MS), 20 * HOUR_MS);
    expect(resumed.dueAt).toBe(20 * HOUR_MS + REMAINDER_MIN_MS);
    expect(nextStep(resumed)).toMatchObject({ step: 'breach', at: resumed.dueAt });
  });

  it('that was missed before stays missed at its time, while nobody is handed anything during the question', () => {
    const missed = climbTo(promise(10 * HOUR_MS), 12 * HOUR_MS);
    const paused = pauseAt(missed, 12 * HOUR_MS);
    expect(paused.state).toBe('breached');
    expect(nextStep(paused)).toBeUndefined();
    const resumed = resumeAt(paused, 112 * HOUR_MS);
    expect(resumed).toMatchObject({ state: 'breached', dueAt: 10 * HOUR_MS });
    expect(nextStep(resumed)).toMatchObject({ step: 'hand_over', at: 115 * HOUR_MS });
  });

  it('may be kept while it stands still, and is kept in time', () => {
    const [met] = meetClock([pauseAt(promise(10 * HOUR_MS), HOUR_MS)], 'first_contact', 50 * HOUR_MS);
    expect(met).toMatchObject({ state: 'met', metAt: 50 * HOUR_MS });
    expect(met?.paused).toBeUndefined();
  });

  it.each(['status_update', 'information', 'expiry'] as const)('%s never stands still', (kind) => {
    const clock = promise(10 * HOUR_MS, kind);
    expect(pauseAt(clock, HOUR_MS)).toEqual(clock);
  });

  it('stands still once: a second pause changes nothing, and there is nothing to resume without one', () => {
    const paused = pauseAt(promise(10 * HOUR_MS), HOUR_MS);
    expect(pauseAt(paused, 2 * HOUR_MS)).toEqual(paused);
    const clock = promise(10 * HOUR_MS);
    expect(resumeAt(clock, HOUR_MS)).toEqual(clock);
  });

  const lengths = fc.integer({ min: 1, max: 100 * HOUR_MS });
  const share = fc.double({ min: 0, max: 0.999, noNaN: true });

  it('never leaves less than an hour, and never more than was left before or that hour', () => {
    fc.assert(
      fc.property(lengths, share, lengths, (lengthMs, part, pauseMs) => {
        const pausedAt = Math.floor(lengthMs * part);
        const resumedAt = pausedAt + pauseMs;
        const before = climbTo(promise(lengthMs), pausedAt);
        const left = resumeAt(pauseAt(before, pausedAt), resumedAt).dueAt - resumedAt;
        expect(left).toBe(Math.max(lengthMs - pausedAt, REMAINDER_MIN_MS));
      }),
    );
  });

  it('climbs the same rungs in the same order as without the pause, each once', () => {
    const everyStep = (clock: Clock): string[] => {
      const steps: string[] = [];
      for (let due = nextStep(clock); due !== undefined; due = nextStep(clock)) {
        steps.push(due.step);
        clock = climb([clock], due)[0] as Clock;
      }
      return steps;
    };
    fc.assert(
      fc.property(lengths, share, lengths, (lengthMs, part, pauseMs) => {
        const pausedAt = Math.floor(lengthMs * part * 3);
        const before = climbTo(promise(lengthMs), pausedAt);
        const resumed = resumeAt(pauseAt(before, pausedAt), pausedAt + pauseMs);
        expect(everyStep(resumed)).toEqual(everyStep(before));
        expect([...resumed.rungs]).toEqual([...resumed.rungs].sort((one, other) => one - other));
        expect(resumed.state === 'breached' || resumed.rungs[1] === resumed.dueAt).toBe(true);
      }),
    );
  });

  it('pauses of several promises do not depend on their order, and two pauses add up', () => {
    fc.assert(
      fc.property(lengths, lengths, lengths, (firstMs, secondMs, gapMs) => {
        const clock = promise(200 * HOUR_MS);
        const once = resumeAt(pauseAt(clock, HOUR_MS), HOUR_MS + firstMs + secondMs);
        const halfway = resumeAt(pauseAt(clock, HOUR_MS), HOUR_MS + firstMs);
        const at = HOUR_MS + firstMs + Math.min(gapMs, 100 * HOUR_MS);
        const twice = resumeAt(pauseAt(halfway, at), at + secondMs);
        expect(twice.dueAt).toBe(once.dueAt);
        expect(twice.firstDueAt).toBe(clock.dueAt);
        expect(isOwed(twice)).toBe(true);
      }),
    );
  });

  it('keeps rungs of calendar time at their shares', () => {
    expect(calendarRungs({ startedAt: 100, dueAt: 300 })).toEqual([200, 300, 400, 600]);
  });
});
