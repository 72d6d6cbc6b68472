import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  DEFAULT_PAYOUT_CALENDAR,
  expectedPeriod,
  latestPayoutPeriod,
  payoutPeriodOf,
  type PayoutCalendar,
} from '../../../domain/commission/payoutCalendar.ts';
import { runs } from '../../support/runs.ts';

const ZONES = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Africa/Cairo'];
const calendarOf = (change: Partial<PayoutCalendar>): PayoutCalendar => ({ ...DEFAULT_PAYOUT_CALENDAR, ...change });
const at = (iso: string): Date => new Date(iso);

const localDay = (moment: Date, timeZone: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(moment);

describe('the period that a moment belongs to', () => {
  it.each([
    {
      now: '2026-04-10T12:00:00Z',
      cutOff: '2026-05-01T00:00:00.000Z',
      day: '2026-04-30',
      pay: '2026-05-15',
      why: 'the end of its month',
    },
    {
      now: '2026-05-01T00:00:00Z',
      cutOff: '2026-05-01T00:00:00.000Z',
      day: '2026-04-30',
      pay: '2026-05-15',
      why: '24:00 is the end of the day before',
    },
    {
      now: '2026-05-01T00:00:00.001Z',
      cutOff: '2026-06-01T00:00:00.000Z',
      day: '2026-05-31',
      pay: '2026-06-15',
      why: 'a moment later is the next month',
    },
    {
      now: '2028-02-29T23:59:59Z',
      cutOff: '2028-03-01T00:00:00.000Z',
      day: '2028-02-29',
      pay: '2028-03-15',
      why: 'a leap year has 29 days in February',
    },
    {
      now: '2027-02-28T23:59:59Z',
      cutOff: '2027-03-01T00:00:00.000Z',
      day: '2027-02-28',
      pay: '2027-03-15',
      why: 'another year has 28',
    },
    {
      now: '2026-12-31T10:00:00Z',
      cutOff: '2027-01-01T00:00:00.000Z',
      day: '2026-12-31',
      pay: '2027-01-15',
      why: 'December is paid in the next year',
    },
  ])('$now: $why', ({ now, cutOff, day, pay }) => {
    const period = payoutPeriodOf(DEFAULT_PAYOUT_CALENDAR, at(now));
    const { payBy, ...days } = { ...period, cutOff: period.cutOff.toISOString() };
    expect(days).toEqual({ cutOff, cutOffDay: day, payDay: pay });
    expect(payBy.getTime()).toBe(Date.parse(pay) + 86_400_000);
  });

  it.each([
    {
      cutOffDay: 10,
      payDay: 25,
      now: '2026-04-10T08:00:00Z',
      day: '2026-04-10',
      pay: '2026-04-25',
      why: 'the first pay day after it may be in the same month',
    },
    {
      cutOffDay: 15,
      payDay: 15,
      now: '2026-04-10T08:00:00Z',
      day: '2026-04-15',
      pay: '2026-05-15',
      why: 'the cut-off day itself is none',
    },
    {
      cutOffDay: 28,
      payDay: 1,
      now: '2026-01-29T08:00:00Z',
      day: '2026-02-28',
      pay: '2026-03-01',
      why: 'after the 28th comes the next month',
    },
  ])('cut-off on the $cutOffDay, paid on the $payDay: $why', ({ cutOffDay, payDay, now, day, pay }) => {
    const period = payoutPeriodOf(calendarOf({ cutOffDay, payDay }), at(now));
    expect(period).toMatchObject({ cutOffDay: day, payDay: pay });
  });

  it.each([
    {
      zone: 'Europe/Berlin',
      now: '2026-03-31T12:00:00Z',
      cutOff: '2026-03-31T22:00:00.000Z',
      why: 'summer time has begun two days before',
    },
    { zone: 'Asia/Kolkata', now: '2026-04-10T12:00:00Z', cutOff: '2026-04-30T18:30:00.000Z', why: 'half an hour off' },
    {
      zone: 'America/New_York',
      now: '2026-11-01T05:00:00Z',
      cutOff: '2026-12-01T05:00:00.000Z',
      why: 'already the first of November there',
    },
    {
      zone: 'Pacific/Kiritimati',
      now: '2026-04-30T09:00:00Z',
      cutOff: '2026-04-30T10:00:00.000Z',
      why: '14 hours before UTC',
    },
  ])('$zone: $why', ({ zone, now, cutOff }) => {
    expect(payoutPeriodOf(calendarOf({ zone }), at(now)).cutOff.toISOString()).toBe(cutOff);
  });

  it('a day whose midnight is left out begins when the clock is moved', () => {
    // On 24 April 2026 the clocks of Cairo go from 00:00 to 01:00.
    const { cutOff, cutOffDay } = payoutPeriodOf(
      calendarOf({ zone: 'Africa/Cairo', cutOffDay: 23 }),
      at('2026-04-20T00:00:00Z'),
    );
    expect({ cutOff: cutOff.toISOString(), cutOffDay }).toEqual({
      cutOff: '2026-04-23T22:00:00.000Z',
      cutOffDay: '2026-04-23',
    });
  });
});

describe('properties of the calendar', () => {
  const calendars = fc.record({
    cutOffDay: fc.oneof(fc.constant('last' as const), fc.integer({ min: 1, max: 28 })),
    payDay: fc.integer({ min: 1, max: 28 }),
    zone: fc.constantFrom(...ZONES),
  });
  const moments = fc.date({ min: at('2020-01-01'), max: at('2040-01-01'), noInvalidDate: true });

  it('every moment belongs to exactly one period: by its cut-off, and not by that of the one before', () => {
    fc.assert(
      fc.property(calendars, moments, (calendar, moment) => {
        const own = payoutPeriodOf(calendar, moment);
        const before = latestPayoutPeriod(calendar, new Date(own.cutOff.getTime() - 1));
        expect(moment <= own.cutOff && moment > before.cutOff).toBe(true);
        // The neighbours meet without a gap: the first moment after the earlier one belongs to the later one.
        expect(payoutPeriodOf(calendar, new Date(before.cutOff.getTime() + 1))).toEqual(own);
        expect(payoutPeriodOf(calendar, before.cutOff)).toEqual(before);
      }),
      { numRuns: runs(2_000) },
    );
  });

  it('a cut-off is the end of its day where the calendar is, and is paid within a month after it', () => {
    fc.assert(
      fc.property(calendars, moments, (calendar, moment) => {
        const { cutOff, cutOffDay, payDay, payBy } = payoutPeriodOf(calendar, moment);
        expect(localDay(new Date(payBy.getTime() - 1), calendar.zone)).toBe(payDay);
        expect(localDay(payBy, calendar.zone) > payDay).toBe(true);
        expect(localDay(new Date(cutOff.getTime() - 1), calendar.zone)).toBe(cutOffDay);
        expect(localDay(cutOff, calendar.zone) > cutOffDay).toBe(true);
        expect(payDay > cutOffDay && Number(payDay.slice(8)) === calendar.payDay).toBe(true);
        expect(Date.parse(payDay) - Date.parse(cutOffDay)).toBeLessThanOrEqual(31 * 86_400_000);
      }),
      { numRuns: runs(2_000) },
    );
  });

  it('the latest period is over, and the one after it is not', () => {
    fc.assert(
      fc.property(calendars, moments, (calendar, moment) => {
        const { cutOff } = latestPayoutPeriod(calendar, moment);
        const next = payoutPeriodOf(calendar, new Date(cutOff.getTime() + 1));
        expect(cutOff <= moment && next.cutOff > moment).toBe(true);
      }),
      { numRuns: runs(2_000) },
    );
  });
});

describe('when a line is paid as things stand', () => {
  it.each([
    {
      from: '2026-05-02T10:00:00Z',
      now: '2026-04-02T10:00:00Z',
      pay: '2026-06-15',
      why: 'with the period in which its hold ends',
    },
    {
      from: '2026-05-02T10:00:00Z',
      now: '2026-06-20T10:00:00Z',
      pay: '2026-07-15',
      why: 'with the next one, once that has passed',
    },
  ])('$why', ({ from, now, pay }) => {
    const line = { payableFrom: at(from), now: at(now) };
    expect(expectedPeriod(DEFAULT_PAYOUT_CALENDAR, line).payDay).toBe(pay);
  });
});
