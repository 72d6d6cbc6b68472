import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { callFunction, databaseError } from '../../../adapters/database/callFunction.ts';
import { createDatabase } from '../../../adapters/database/client.ts';
import type { Database } from '../../../adapters/database/client.ts';
import { AppError } from '../../../domain/errors.ts';
import { createGround } from '../../support/ground.ts';
import type { Ground } from '../../support/ground.ts';

let ground: Ground;
let own: Database;
beforeAll(async () => {
  ground = await createGround();
  own = createDatabase({ url: ground.url, role: 'fairlead_owner', connections: 1 });
}, 300_000);
afterAll(async () => {
  await own.$disconnect();
  await ground.close();
});

const failureOf = async (work: Promise<unknown>): Promise<unknown> => {
  try {
    await work;
  } catch (error) {
    return databaseError(error);
  }
  throw new Error('it did not fail');
};
const codeOf = (error: unknown): string | undefined => (error instanceof AppError ? error.code : undefined);
const raising = (message: string, state: string): Promise<unknown> =>
  own.$executeRawUnsafe(`DO $$ BEGIN RAISE EXCEPTION '${message}' USING ERRCODE = '${state}'; END $$`);

describe('a failure of the database', () => {
  it.each([
    { state: 'FL001', code: 'transition_conflict' },
    { state: 'FL002', code: 'separation_of_duties' },
    { state: 'FL013', code: 'against_the_record' },
    { state: 'FL018', code: 'deal_credited' },
    { state: 'FL019', code: 'against_the_record' },
    { state: '55P03', code: 'busy' },
    { state: '40P01', code: 'busy' },
    { state: '08006', code: 'unavailable' },
    { state: '57014', code: 'unavailable' },
  ])('of state $state is $code, whatever its message quotes', async ({ state, code }) => {
    expect(codeOf(await failureOf(raising('FL001 55P03 Connection terminated unexpectedly', state)))).toBe(code);
  });

  it('that is not foreseen stays what it is, even when somebody is called Connection terminated', async () => {
    const refused = raising('Connection terminated unexpectedly', 'P0001');
    expect(codeOf(await failureOf(refused))).toBeUndefined();
    const person = { email: 'ct@helioforge.example', name: 'ECONNRESET 57014 terminated', roles: [] };
    await own.user.create({ data: { ...person, id: 'usr_first' } });
    expect(codeOf(await failureOf(own.user.create({ data: { ...person, id: 'usr_second' } })))).toBeUndefined();
  });

  it('is unavailable when nobody answers, and when a connection breaks under way', async () => {
    const nowhere = createDatabase({ url: 'postgresql://a:b@127.0.0.1:1/x', role: 'fairlead_owner', connections: 1 });
    expect(codeOf(await failureOf(nowhere.user.findFirst()))).toBe('unavailable');
    expect(codeOf(await failureOf(callFunction(nowhere, 'now')))).toBe('unavailable');
    await nowhere.$disconnect();
    const broken = createDatabase({ url: ground.url, role: 'fairlead_owner', connections: 1 });
    const [row] = await broken.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
    const failing = failureOf(broken.$queryRaw`SELECT count(*) FROM (SELECT pg_sleep(20)) AS nap`);
    const administrator = new pg.Client({ connectionString: ground.url });
    await administrator.connect();
    await administrator.query('SELECT pg_terminate_backend($1)', [row?.pid]);
    await administrator.end();
    expect(codeOf(await failing)).toBe('unavailable');
    await broken.$disconnect();
  });
});
