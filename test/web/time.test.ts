import { describe, expect, it } from '@jest/globals';
import {
  datedMomentInWords,
  dayInWords,
  lengthInWords,
  momentInWords,
  monthInWords,
  refreshEveryMs,
  urgencyOf,
} from '../../web/ui/time.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('a length of time in words', () => {
  it.each([
    { lengthMs: 23 * HOUR + 35 * MINUTE, words: '23 h 35 min', why: 'its two largest units' },
    { lengthMs: 2 * DAY + 4 * HOUR + 59 * MINUTE, words: '2 d 4 h', why: 'never rounded up: a promise is not longer' },
    { lengthMs: 4 * MINUTE + 10 * SECOND, words: '4 min 10 s', why: 'seconds count in the last hour' },
    { lengthMs: DAY, words: '1 d', why: 'a unit of nothing is left out' },
    { lengthMs: -80 * MINUTE, words: '1 h 20 min', why: 'what is late has a length as well' },
    { lengthMs: 400, words: '0 s', why: 'less than a second' },
  ])('$lengthMs ms is "$words" ($why)', ({ lengthMs, words }) => {
    expect(lengthInWords(lengthMs)).toBe(words);
  });
});

describe('how urgent a due time is', () => {
  it.each([
    { leftMs: 3 * HOUR, urgency: 'calm' },
    { leftMs: 2 * HOUR - 1, urgency: 'soon' },
    { leftMs: 0, urgency: 'soon' },
    { leftMs: -1, urgency: 'late' },
  ])('$leftMs ms left is $urgency', ({ leftMs, urgency }) => {
    expect(urgencyOf(leftMs)).toBe(urgency);
  });

  it('is counted by the second in the last hour and in the first hour after', () => {
    expect([2 * HOUR, HOUR - 1, -HOUR + 1, -2 * HOUR].map(refreshEveryMs)).toEqual([20_000, 1_000, 1_000, 20_000]);
  });
});

describe('a moment in words', () => {
  const now = new Date(2026, 10, 23, 12, 0).getTime();
  const at = (day: number, hour: number, year = 2026): string => new Date(year, 10, day, hour, 2).toISOString();

  it.each([
    { iso: at(23, 14), words: '14:02', why: 'today' },
    { iso: at(24, 14), words: 'Tue 14:02', why: 'this week' },
    { iso: at(30, 14), words: '30 Nov, 14:02', why: 'these weeks' },
    { iso: at(2, 9, 2027), words: '2 Nov 2027', why: 'another year needs its number' },
  ])('$words says $why', ({ iso, words }) => {
    expect(momentInWords(iso, now)).toBe(words);
  });

  it('of a record says day and year, also today', () => {
    expect(datedMomentInWords(at(23, 14))).toBe('23 Nov 2026, 14:02');
  });
});

describe('a day and a month in words', () => {
  it('a month of the books has its name; what is none stays as it is', () => {
    expect(['2026-12', '2027-01', '2026-13', 'x'].map(monthInWords)).toEqual([
      'December 2026',
      'January 2027',
      '2026-13',
      'x',
    ]);
  });

  it('a calendar day is itself', () => {
    expect(dayInWords('2026-12-15')).toBe('15 Dec 2026');
  });
});
