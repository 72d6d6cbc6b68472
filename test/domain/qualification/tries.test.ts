import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DAY_MS } from '../../../domain/duration.ts';
import {
  endWhileTryIsOwed,
  noteTry,
  TRIES_END_MS,
  TRIES_MAX,
  tryAgainFrom,
} from '../../../domain/qualification/tries.ts';
import type { Tries } from '../../../domain/qualification/tries.ts';

const AT = Date.parse('2026-11-24T10:12:00.000Z');
const tried = (days: readonly number[]) => {
  let tries: Tries | null = null;
  let then = 'none';
  for (const day of days) ({ tries, then } = noteTry(tries, AT + day * DAY_MS));
  return { tries: tries, then };
};

describe('tries without an answer', () => {
  it.each([
    { days: [0], then: 'try_again', nextDay: 2, why: 'the next is due in two days' },
    { days: [0, 2], then: 'try_again', nextDay: 4, why: 'each time anew' },
    { days: [0, 2, 4], then: 'ask_for_help', nextDay: 6, why: 'the partner is asked after three' },
    { days: [0, 2, 4, 6], then: 'try_again', nextDay: 8, why: 'and only once' },
    { days: [3, 0], then: 'try_again', nextDay: 5, why: 'a try logged later does not bring the next one nearer' },
  ])('$days days in: $then, next on day $nextDay ($why)', ({ days, then, nextDay }) => {
    const after = tried(days);
    expect(after.then).toBe(then);
    expect(after.tries?.nextAt).toBe(AT + nextDay * DAY_MS);
  });

  it('six are enough', () => {
    expect(tried([0, 2, 4, 6, 8, 10])).toMatchObject({
      then: 'unreachable',
      tries: { count: TRIES_MAX, nextAt: null },
    });
  });

  it('are enough after 21 days since the first, whenever that was logged', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 5 }), (days) => {
        expect(tried(days).tries?.endsAt).toBe(AT + Math.min(...days) * DAY_MS + TRIES_END_MS);
      }),
    );
  });

  it('never end it while the next try is overdue, and the end moves by the time lost', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 21, max: 200 }),
        (days, today) => {
          const { tries } = tried(days);
          if (tries === null) throw new Error('there was a try');
          const now = AT + today * DAY_MS;
          const movedTo = endWhileTryIsOwed(tries, now);
          const lost = now - (tries.nextAt ?? now);
          expect(movedTo).toBe(lost > 0 ? now + lost : undefined);
        },
      ),
    );
  });

  it('start anew in time, not in number, when there is news', () => {
    const { tries } = tried([0, 2]);
    const again = tryAgainFrom(tries, AT + 5 * DAY_MS);
    expect(again).toMatchObject({ count: 2, nextAt: AT + 7 * DAY_MS, reminded: false });
    expect(again.endsAt).toBeGreaterThan(tries?.endsAt ?? 0);
  });
});
