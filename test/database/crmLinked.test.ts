import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { callFunction } from '../../adapters/database/callFunction.ts';
import { createPartner, createProgram, receive, submissionOf } from '../support/factories.ts';
import { createGround } from '../support/ground.ts';
import type { Ground } from '../support/ground.ts';

let ground: Ground;

beforeAll(async () => {
  ground = await createGround();
}, 300_000);

afterAll(() => ground.close());

const LONG_AGO = new Date('2025-01-01T00:00:00.000Z');

it('the sweep compares a won referral until its story is over, and an ended one for a month', async () => {
  const { database, vendor } = ground;
  const by = await createPartner(database, { programIds: [await createProgram(database, { vendor })] });
  const linked = async (stage: string, accrued: boolean | null): Promise<string> => {
    const { referralId } = await receive(database, submissionOf(by));
    await database.crmLink.create({ data: { referralId, recordId: `rec_${referralId}`, written: {} } });
    await database.referral.update({ where: { id: referralId }, data: { stage, updatedAt: LONG_AGO } });
    const state = { accrued, clawbackUntil: LONG_AGO.getTime() };
    if (accrued !== null)
      await database.transition.create({ data: { referralId, transitionNo: 1, payloadHash: 'x', state } });
    return referralId;
  };
  const goesOn = [await linked('qualified', null), await linked('won', false)];
  await linked('won', true);
  await linked('lost', null);
  expect(await callFunction<string[]>(database, 'crm_linked_after', '', 50)).toEqual([...goesOn].sort());
});

it('people are found by their address through an index, however it is written', async () => {
  const plan = await ground.database.$transaction(async (as) => {
    await as.$executeRawUnsafe('SET LOCAL enable_seqscan = off');
    return as.$queryRawUnsafe<Record<string, string>[]>(
      `EXPLAIN SELECT id FROM users WHERE lower(email) = 'a@b.example'`,
    );
  });
  expect(JSON.stringify(plan)).toContain('users_lower_email');
});
