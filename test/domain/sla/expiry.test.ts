import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DAY_MS } from '../../../domain/duration.ts';
import { defaultPolicy } from '../../../domain/policy.ts';
import type { Clock } from '../../../domain/sla/clocks.ts';
import { movedExpiry, reminderTimes } from '../../../domain/sla/expiry.ts';

const policy = defaultPolicy('EUR');

describe('reminders of the end', () => {
  it('come 14 and 3 days before it, the earlier first', () => {
    expect(reminderTimes({ startedAt: 0, expiresAt: 90 * DAY_MS, policy })).toEqual([76 * DAY_MS, 87 * DAY_MS]);
  });

  it.each([
    { days: 10, expected: [7 * DAY_MS], why: 'a reminder longer than the period is not sent' },
    { days: 2, expected: [], why: 'both are longer' },
    { days: 14, expected: [11 * DAY_MS], why: 'a reminder at the very beginning says nothing' },
  ])('of $days days: $why', ({ days, expected }) => {
    expect(reminderTimes({ startedAt: 0, expiresAt: days * DAY_MS, policy })).toEqual(expected);
  });
});

const clock = (changes: Partial<Clock>): Clock => ({
  kind: 'first_contact',
  startedAt: 0,
  dueAt: 100,
  state: 'breached',
  stepsDone: 2,
  rungs: [],
  ...changes,
});

describe('the date of the end', () => {
  it.each([
    { clocks: [clock({ state: 'running' })], why: 'the promise is not overdue' },
    { clocks: [clock({ metAt: 200 })], why: 'it was kept, though late' },
    { clocks: [clock({ state: 'cancelled' })], why: 'nothing is owed' },
    { clocks: [clock({ kind: 'expiry' })], why: 'the end itself is no promise of ours' },
    { clocks: [], why: 'there is none' },
  ])('stays when $why', ({ clocks }) => {
    expect(movedExpiry({ clocks, now: 1_000_000 })).toBeUndefined();
  });

  it('moves by the time that we lost, by the longest of several', () => {
    const clocks = [clock({ dueAt: 400_000 }), clock({ kind: 'acknowledge', dueAt: 900_000 })];
    expect(movedExpiry({ clocks, now: 1_000_000 })).toBe(1_600_000);
  });

  it('always moves ahead, so that no clock can turn in a circle', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000_000), fc.nat(1_000_000_000), (dueAt, late) => {
        const now = dueAt + late;
        expect(movedExpiry({ clocks: [clock({ dueAt })], now })).toBeGreaterThan(now);
      }),
    );
  });
});
