import { describe, expect, it } from '@jest/globals';
import { questionAfter, triesAfter } from '../../../domain/referral/standing.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

describe('what goes on after an undone withdrawal', () => {
  it('leaves the partner as long to answer as was left, and remembers whether they were reminded', () => {
    const question = { id: 'q', kind: 'asked', askedAt: 0, answerBy: 7 * DAY_MS, reminded: true } as const;
    expect(questionAfter(question, 5 * HOUR_MS)).toEqual({ ...question, answerBy: 7 * DAY_MS + 5 * HOUR_MS });
  });

  it.each([
    ['is due as much later, when it was not due yet', 2 * DAY_MS, 2 * DAY_MS + HOUR_MS],
    ['stays overdue, when it was', DAY_MS - 1, DAY_MS - 1],
    ['is none, where none was due', null, null],
  ])('the next try %s', (_, nextAt, expected) => {
    const tries = { count: 2, nextAt, reminded: false, endsAt: 21 * DAY_MS };
    expect(triesAfter(tries, { since: DAY_MS, awayMs: HOUR_MS })).toEqual({
      count: 2,
      nextAt: expected,
      reminded: false,
      endsAt: 21 * DAY_MS + HOUR_MS,
    });
  });
});
