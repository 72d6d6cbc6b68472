import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DAY_MS } from '../../../domain/duration.ts';
import { defaultPolicy } from '../../../domain/policy.ts';
import { restOfExpiry, whyNotReopened, whyNotUndone } from '../../../domain/referral/reopening.ts';

const policy = defaultPolicy('EUR');
const AT = Date.parse('2026-11-25T10:00:00.000Z');
const HOUR_MS = 3_600_000;

describe('how long there is a way back', () => {
  it.each([
    { afterMs: 0, code: undefined, why: 'at once' },
    { afterMs: 24 * HOUR_MS, code: undefined, why: 'the last moment of the day' },
    { afterMs: 24 * HOUR_MS + 1, code: 'undo_window_closed', why: 'a day is over' },
  ])('a withdrawal, $why: $code', ({ afterMs, code }) => {
    expect(whyNotUndone({ endedAt: AT, policy, now: AT + afterMs })?.code).toBe(code);
  });

  it.each([
    { stage: 'lost' as const, days: 180, code: undefined },
    { stage: 'lost' as const, days: 181, code: 'reopen_window_closed' },
    { stage: 'expired' as const, days: 15, code: undefined },
    { stage: 'won' as const, days: 14, code: undefined },
    { stage: 'won' as const, days: 15, code: 'reopen_window_closed' },
  ])('$stage after $days days: $code', ({ stage, days, code }) => {
    expect(whyNotReopened({ stage, endedAt: AT, policy, now: AT + days * DAY_MS })?.code).toBe(code);
  });
});

describe('how long the registration runs afterwards', () => {
  it.each([
    { leftDays: 60, days: 60, why: 'what was left' },
    { leftDays: 2, days: 14, why: 'two weeks at least' },
    { leftDays: null, days: 90, why: 'there was no end: a full period' },
  ])('$leftDays days left: $days ($why)', ({ leftDays, days }) => {
    expect(restOfExpiry({ leftMs: leftDays === null ? null : leftDays * DAY_MS, policy })).toBe(days * DAY_MS);
  });

  it('is never longer than a new one has, also where a program counts in seconds', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 10_000_000 }), (leftMs, seconds) => {
        const short = { ...policy, expiry: `PT${String(seconds)}S` };
        expect(restOfExpiry({ leftMs, policy: short })).toBeLessThanOrEqual(seconds * 1_000);
      }),
    );
  });
});
