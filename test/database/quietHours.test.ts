import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDatabase, type Database } from '../../adapters/database/client.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

let testDatabase: TestDatabase;
let owner: Database;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  owner = createDatabase({ url: testDatabase.url, role: 'fairlead_owner', connections: 1 });
}, 300_000);

afterAll(async () => {
  await owner.$disconnect();
  await testDatabase.drop();
});

describe('quiet hours end by the clock on the wall', () => {
  it.each([
    {
      zone: 'Europe/Berlin',
      from: '22:00',
      to: '07:00',
      at: '2026-11-24T22:30:00Z',
      until: '2026-11-25T06:00:00Z',
      why: 'late in the evening',
    },
    {
      zone: 'Europe/Berlin',
      from: '22:00',
      to: '07:00',
      at: '2026-11-25T03:00:00Z',
      until: '2026-11-25T06:00:00Z',
      why: 'in the night',
    },
    {
      zone: 'Europe/Berlin',
      from: '22:00',
      to: '07:00',
      at: '2026-11-25T06:00:00Z',
      until: null,
      why: 'at seven they are over',
    },
    {
      zone: 'Europe/Berlin',
      from: '22:00',
      to: '07:00',
      at: '2026-11-24T20:59:59Z',
      until: null,
      why: 'a second before ten',
    },
    {
      zone: 'Europe/Berlin',
      from: '12:00',
      to: '13:00',
      at: '2026-11-24T11:30:00Z',
      until: '2026-11-24T12:00:00Z',
      why: 'within a day',
    },
    {
      zone: 'Europe/Berlin',
      from: '22:00',
      to: '07:00',
      at: '2026-10-24T21:00:00Z',
      until: '2026-10-25T06:00:00Z',
      why: 'the night summer time ends is an hour longer',
    },
    {
      zone: 'Europe/Berlin',
      from: '22:00',
      to: '07:00',
      at: '2027-03-27T22:00:00Z',
      until: '2027-03-28T05:00:00Z',
      why: 'the night it begins is an hour shorter',
    },
    {
      zone: 'Europe/Berlin',
      from: '22:00',
      to: '02:30',
      at: '2027-03-27T23:00:00Z',
      until: '2027-03-28T01:30:00Z',
      why: 'half past two does not exist that night',
    },
    {
      zone: 'America/New_York',
      from: '22:00',
      to: '07:00',
      at: '2026-12-31T04:00:00Z',
      until: '2026-12-31T12:00:00Z',
      why: 'another day there',
    },
    {
      zone: 'Asia/Kathmandu',
      from: '22:00',
      to: '07:00',
      at: '2026-12-31T17:00:00Z',
      until: '2027-01-01T01:15:00Z',
      why: 'over the turn of the year, at a quarter',
    },
    { zone: 'UTC', from: null, to: null, at: '2026-11-24T22:30:00Z', until: null, why: 'none are set' },
  ])('$zone $from–$to at $at: $until ($why)', async ({ zone, from, to, at, until }) => {
    const [row] = await owner.$queryRawUnsafe<{ until: Date | null }[]>(
      'SELECT quiet_until($1, $2, $3, $4::timestamptz) AS until',
      zone,
      from,
      to,
      new Date(at),
    );
    expect(row?.until?.toISOString() ?? null).toBe(until === null ? null : new Date(until).toISOString());
  });
});
