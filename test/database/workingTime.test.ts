import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';

let testDatabase: TestDatabase;
let client: pg.Client;

const NINE_TO_FIVE = [{ from: '09:00', to: '17:00' }];
const WEEK = { mon: NINE_TO_FIVE, tue: NINE_TO_FIVE, wed: NINE_TO_FIVE, thu: NINE_TO_FIVE, fri: NINE_TO_FIVE };
const ALL_DAY = [{ from: '00:00', to: '24:00' }];
const LUNCH = [
  { from: '09:00', to: '12:00' },
  { from: '13:00', to: '17:00' },
];
const CALENDARS = {
  berlin: { zone: 'Europe/Berlin', hours: WEEK, holidays: ['2026-12-25', '2026-12-26', '2027-01-01'] },
  newYork: { zone: 'America/New_York', hours: WEEK, holidays: ['2026-11-26'] },
  nights: {
    zone: 'Europe/Berlin',
    hours: Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, ALL_DAY])),
    holidays: [],
  },
  lunch: { zone: 'Europe/Berlin', hours: { ...WEEK, wed: LUNCH }, holidays: [] },
  shortFriday: { zone: 'Europe/Berlin', hours: { ...WEEK, fri: [{ from: '09:00', to: '15:00' }] }, holidays: [] },
  never: { zone: 'Europe/Berlin', hours: {}, holidays: [] },
};

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  client = new pg.Client({ connectionString: testDatabase.url });
  await client.connect();
  for (const [id, { zone, hours, holidays }] of Object.entries(CALENDARS)) {
    await client.query(
      `INSERT INTO calendars(id, name, zone, hours, holidays, created_by) VALUES ($1, $1, $2, $3, $4, 'usr_test')`,
      [id, zone, JSON.stringify(hours), holidays],
    );
  }
});

afterAll(async () => {
  await client.end();
  await testDatabase.drop();
});

const value = async <T>(sql: string, ...values: unknown[]): Promise<T> => {
  const { rows } = await client.query<{ value: T }>(`SELECT ${sql} AS value`, values);
  return rows[0]?.value as T;
};

/** 2026-11-25 is a Wednesday; clocks change in Berlin on 29 March and 25 October 2026, both Sundays. */
// prettier-ignore
const CASES = [
  { on: 'berlin', from: '2026-11-25T10:00+01:00', promise: 'PT4H', due: '2026-11-25T14:00+01:00', why: 'within the day' },
  { on: 'berlin', from: '2026-11-25T15:00+01:00', promise: 'PT4H', due: '2026-11-26T11:00+01:00', why: 'what the day does not give, the next one does' },
  { on: 'berlin', from: '2026-11-25T13:00+01:00', promise: 'PT4H', due: '2026-11-25T17:00+01:00', why: 'it ends with the day, not with the next morning' },
  { on: 'berlin', from: '2026-11-25T06:00+01:00', promise: 'PT4H', due: '2026-11-25T13:00+01:00', why: 'before hours it counts from the opening' },
  { on: 'berlin', from: '2026-11-25T19:30+01:00', promise: 'PT4H', due: '2026-11-26T13:00+01:00', why: 'after hours it counts from the next opening' },
  { on: 'berlin', from: '2026-11-25T17:00+01:00', promise: 'PT4H', due: '2026-11-26T13:00+01:00', why: 'at the very closing nothing of the day is left' },
  { on: 'berlin', from: '2026-11-27T16:00+01:00', promise: 'PT4H', due: '2026-11-30T12:00+01:00', why: 'over a weekend' },
  { on: 'berlin', from: '2026-11-28T12:00+01:00', promise: 'PT4H', due: '2026-11-30T13:00+01:00', why: 'received on a Saturday' },
  { on: 'berlin', from: '2026-11-25T10:00+01:00', promise: 'PT24H', due: '2026-11-30T10:00+01:00', why: '24 hours are hours of work: three days of eight' },
  { on: 'berlin', from: '2026-12-24T16:00+01:00', promise: 'PT4H', due: '2026-12-28T12:00+01:00', why: 'over a holiday and the weekend after it' },
  { on: 'berlin', from: '2026-12-31T15:00+01:00', promise: 'PT4H', due: '2027-01-04T11:00+01:00', why: 'over the end of the year' },
  { on: 'berlin', from: '2026-11-25T10:00+01:00', promise: 'P1D', due: '2026-11-26T10:00+01:00', why: 'a day is the same time of the next working day' },
  { on: 'berlin', from: '2026-11-27T10:00+01:00', promise: 'P2D', due: '2026-12-01T10:00+01:00', why: 'two working days from a Friday' },
  { on: 'berlin', from: '2026-11-28T12:00+01:00', promise: 'P1D', due: '2026-12-01T09:00+01:00', why: 'from a Saturday a day begins on Monday' },
  { on: 'berlin', from: '2026-12-24T11:00+01:00', promise: 'P1D', due: '2026-12-28T11:00+01:00', why: 'the day after Christmas Eve is a Monday' },
  { on: 'berlin', from: '2026-03-27T16:00+01:00', promise: 'PT4H', due: '2026-03-30T12:00+02:00', why: 'summer time begins in between: the hours of work are as many' },
  { on: 'berlin', from: '2026-10-23T16:00+02:00', promise: 'PT4H', due: '2026-10-26T12:00+01:00', why: 'summer time ends in between' },
  { on: 'berlin', from: '2026-03-27T10:00+01:00', promise: 'P1D', due: '2026-03-30T10:00+02:00', why: 'the same local time, though only 71 hours later' },
  { on: 'nights', from: '2026-03-28T22:00+01:00', promise: 'PT6H', due: '2026-03-29T05:00+02:00', why: 'open in the night that has an hour less' },
  { on: 'nights', from: '2026-10-24T22:00+02:00', promise: 'PT6H', due: '2026-10-25T03:00+01:00', why: 'open in the night that has an hour more' },
  { on: 'lunch', from: '2026-11-25T11:00+01:00', promise: 'PT4H', due: '2026-11-25T16:00+01:00', why: 'the break at noon does not count' },
  { on: 'berlin', from: '2026-12-18T10:00+01:00', promise: 'P1W', due: '2026-12-28T09:00+01:00', why: 'a week leads to a holiday: the next opening' },
  { on: 'newYork', from: '2026-11-25T16:00+01:00', promise: 'PT8H', due: '2026-11-27T10:00-05:00', why: 'another zone has other hours, and Thanksgiving' },
  { on: 'shortFriday', from: '2026-11-26T16:00+01:00', promise: 'P1D', due: '2026-11-27T15:00+01:00', why: 'the next day closes earlier, and so does the promise' },
] as const;

describe('working time', () => {
  it.each([...CASES])('$on: $from and $promise is $due ($why)', async ({ on, from, promise, due }) => {
    const at = await value<Date>('after_working_duration($1, $2::timestamptz, $3)', on, from, promise);
    expect(at.toISOString()).toBe(new Date(due).toISOString());
  });

  it('has twenty-four cases', () => {
    expect(CASES).toHaveLength(24);
  });

  it('counts back what it counted forward, whatever moment and length', async () => {
    const off = await value<number>(`(
      SELECT count(*)::int FROM calendars, generate_series(1, 40) AS n,
        LATERAL (SELECT '2026-01-01'::timestamptz + n * interval '9 days 5 hours 17 minutes 3 seconds' AS at, n * 1000003::bigint AS ms) AS it
      WHERE id <> 'never' AND working_ms_between(calendars, at, after_working_ms(calendars, at, ms)) <> ms)`);
    expect(off).toBe(0);
  });

  it('places the rungs of a ladder by the work that is promised, the second at its end', async () => {
    const { dueAt, rungs } = await value<{ dueAt: string; rungs: string[] }>(
      `working_promise('berlin', '2026-11-26T13:00+01:00', 'PT8H', '{"percents":[50,100,150,250]}')`,
    );
    expect(dueAt).toBe('2026-11-27T12:00:00.000Z');
    expect(rungs).toEqual([
      '2026-11-26T16:00:00.000Z', // 4 h, Thursday 17:00
      '2026-11-27T12:00:00.000Z', // 8 h, Friday 13:00
      '2026-11-27T16:00:00.000Z', // 12 h, Friday 17:00
      '2026-11-30T16:00:00.000Z', // 20 h, Monday 17:00
    ]);
  });

  it('says so where a calendar is never open, rather than looking for ever', async () => {
    await expect(value(`after_working_duration('never', now(), 'PT1H')`)).rejects.toThrow('never open');
  });

  it('never changes once it is there: what was received keeps its hours', async () => {
    await expect(client.query(`UPDATE calendars SET zone = 'UTC'`)).rejects.toThrow('append-only');
  });
});
