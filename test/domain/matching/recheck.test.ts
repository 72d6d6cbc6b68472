import { describe, expect, it } from '@jest/globals';
import { lastTryAt, nextTryAt } from '../../../domain/matching/recheck.ts';
import { startClock } from '../../../domain/sla/clocks.ts';

const HOUR_MS = 3_600_000;
const CLOCKS = startClock([], { kind: 'acknowledge', startedAt: 0, dueAt: 4 * HOUR_MS });

describe('when a CRM that was silent is asked again', () => {
  it.each([
    { tries: 0, now: 0, at: 5_000, why: 'most outages are short' },
    { tries: 3, now: 60_000, at: 100_000, why: 'each pause is twice the one before' },
    { tries: 40, now: HOUR_MS, at: HOUR_MS + 300_000, why: 'five minutes are enough of a pause' },
    { tries: 40, now: 2 * HOUR_MS - 1_000, at: 2 * HOUR_MS, why: 'once more when half of the time is over' },
    { tries: 2, now: 3 * HOUR_MS, at: 3 * HOUR_MS, why: 'later than that there is no time to lose' },
  ])('after $tries tries at $now: $at ($why)', ({ tries, now, at }) => {
    expect(nextTryAt({ clocks: CLOCKS, tries, now })).toBe(at);
  });

  it('half of the promise of an answer is for machines, the other half for a person', () => {
    expect(lastTryAt(CLOCKS, 0)).toBe(2 * HOUR_MS);
    expect(lastTryAt([], 7)).toBe(7);
  });
});
