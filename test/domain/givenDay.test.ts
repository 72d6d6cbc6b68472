import { expect, it } from '@jest/globals';
import { dayOutOfRange } from '../../domain/givenDay.ts';

const since = Date.parse('2026-11-20T09:00:00.000Z');
const now = Date.parse('2026-11-26T18:00:00.000Z');
const said = (day: string) => dayOutOfRange({ field: 'closedOn', day, since, now });

it.each([
  { day: '2026-11-20', why: 'the day on which it began' },
  { day: '2026-11-19', why: 'it was still that day in the west' },
  { day: '2026-11-26', why: 'today' },
  { day: '2026-11-27', why: 'it is that day already in the east' },
])('$day may be so: $why', ({ day }) => {
  expect(said(day)).toBeUndefined();
});

it.each([
  { day: '2026-11-18', why: 'nowhere on earth was it that day any more' },
  { day: '2026-11-28', why: 'nowhere on earth is it that day yet' },
  { day: '1990-01-01', why: 'long before' },
  { day: '2099-12-31', why: 'long after' },
])('$day may not: $why', ({ day }) => {
  expect(said(day)).toEqual({
    code: 'date_out_of_range',
    facts: { field: 'closedOn', from: '2026-11-19', until: '2026-11-27' },
  });
});
