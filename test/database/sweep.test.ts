import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDatabase } from '../../adapters/database/client.ts';
import type { Database } from '../../adapters/database/client.ts';
import { sweepRecords } from '../../adapters/database/sweep.ts';
import { createGround } from '../support/ground.ts';
import type { Ground } from '../support/ground.ts';

let ground: Ground;
let worker: Database;
beforeAll(async () => {
  ground = await createGround();
  worker = createDatabase({ url: ground.url, role: 'fairlead_worker', connections: 2 });
}, 300_000);
afterAll(async () => {
  await worker.$disconnect();
  await ground.close();
});

const daysAgo = (days: number): Date => new Date(Date.now() - days * 86_400_000);

describe('the sweep of old records', () => {
  it('takes answers after seven days and done work after thirty, and nothing else', async () => {
    await ground.database.idempotencyRecord.createMany({
      data: [
        { caller: 'a', key: 'old', requestHash: 'h', createdAt: daysAgo(8) },
        { caller: 'a', key: 'young', requestHash: 'h', createdAt: daysAgo(6) },
      ],
    });
    const row = { kind: 'mail', payload: {}, createdAt: daysAgo(90) };
    await ground.database.outboxRow.createMany({
      data: [
        { ...row, groupKey: 'done long ago', doneAt: daysAgo(31) },
        { ...row, groupKey: 'done lately', doneAt: daysAgo(29) },
        { ...row, groupKey: 'open' },
        { ...row, groupKey: 'dead', deadAt: daysAgo(60) },
      ],
    });
    expect(await sweepRecords(worker)).toBe(2);
    const keys = await ground.database.idempotencyRecord.findMany();
    const rows = await ground.database.outboxRow.findMany({ orderBy: { groupKey: 'asc' } });
    expect(keys.map(({ key }) => key)).toEqual(['young']);
    expect(rows.map(({ groupKey }) => groupKey)).toEqual(['dead', 'done lately', 'open']);
  });

  it('goes on in small bites until nothing old is left', async () => {
    await ground.database.idempotencyRecord.createMany({
      data: Array.from({ length: 25 }, (_, place) => ({
        caller: 'b',
        key: String(place),
        requestHash: 'h',
        createdAt: daysAgo(8),
      })),
    });
    expect(await sweepRecords(worker, 10)).toBe(25);
    expect(await ground.database.idempotencyRecord.count({ where: { caller: 'b' } })).toBe(0);
  });
});
