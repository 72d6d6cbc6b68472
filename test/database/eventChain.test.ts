import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDatabase } from '../../adapters/database/client.ts';
import type { DatabaseRole } from '../../adapters/database/client.ts';
import { callFunction } from '../../adapters/database/callFunction.ts';
import { chainFault, hashOf, sha256 } from '../support/eventChain.ts';
import { createPartner, createProgram, receive, submissionOf } from '../support/factories.ts';
import { createGround } from '../support/ground.ts';
import type { Ground } from '../support/ground.ts';

let ground: Ground;
let referralId: string;

beforeAll(async () => {
  ground = await createGround();
  const programId = await createProgram(ground.database, { vendor: ground.vendor });
  const partner = await createPartner(ground.database, { programIds: [programId] });
  ({ referralId } = await receive(ground.database, submissionOf(partner)));
}, 300_000);

afterAll(() => ground.close());

const append = (event: object): Promise<number> =>
  callFunction<number>(ground.database, 'append_event', referralId, {
    at: new Date().toISOString(),
    type: 'note.added',
    actor: { kind: 'user', id: 'usr_1' },
    source: 'api',
    ...event,
  });

const chain = () => ground.database.event.findMany({ where: { referralId }, orderBy: { seq: 'asc' } });

const actAs = async (role: DatabaseRole, sql: string): Promise<unknown> => {
  const database = createDatabase({ url: ground.url, role, connections: 1 });
  return database.$executeRawUnsafe(sql).finally(() => database.$disconnect());
};

describe('the chain of events', () => {
  it('can be verified by anybody who knows the rule, whatever the texts hold', async () => {
    await append({ public: { message: 'Grüße, "Ä" \\ 日本 \u{1F600}\n' } });
    await append({
      public: { amountMinor: 9_007_199_254_740_991 },
      private: { note: 'for us' },
      from: 'won',
      to: 'lost',
      reasonCode: 'x',
    });
    const rows = await chain();
    expect(rows.length).toBeGreaterThan(2);
    let previous = '';
    for (const row of rows) {
      expect(row.prevHash).toBe(previous);
      expect(row.hash).toBe(hashOf(row, previous));
      expect(row.publicDigest).toBe(sha256(row.publicText));
      previous = row.hash;
    }
    expect(await chainFault(ground.database, referralId)).toBeUndefined();
  });

  it('covers stages, reason and source by the public text', async () => {
    const row = (await chain()).find(({ reasonCode }) => reasonCode === 'x');
    expect(JSON.parse(row?.publicText ?? '{}')).toMatchObject({
      from: 'won',
      to: 'lost',
      reasonCode: 'x',
      source: 'api',
    });
  });

  it('still verifies when private text and salt are erased, by their digest', async () => {
    const row = (await chain()).find(({ privateText }) => privateText !== null);
    expect(row?.privateDigest).toBe(sha256(`${row?.salt ?? ''}${row?.privateText ?? ''}`));
    expect(row?.publicText).not.toContain('for us');
  });

  it('grows by one at a time without a gap, however many write', async () => {
    const before = (await chain()).length;
    await Promise.all(Array.from({ length: 60 }, (_, place) => append({ public: { place } })));
    const rows = await chain();
    expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: before + 60 }, (_, place) => place + 1));
    for (const [place, row] of rows.entries()) expect(row.hash).toBe(hashOf(row, rows[place - 1]?.hash ?? ''));
  });
});

describe('what was recorded', () => {
  it.each(['UPDATE events SET type = type', 'DELETE FROM events', 'TRUNCATE events CASCADE'])(
    'is not changed even by the owner of the tables: %s',
    async (sql) => {
      await expect(actAs('fairlead_owner', sql)).rejects.toThrow(/append-only/);
    },
  );

  it.each([
    ['fairlead_api', 'UPDATE events SET type = type'],
    ['fairlead_api', 'DELETE FROM events'],
    ['fairlead_worker', 'UPDATE events SET type = type'],
    ['fairlead_worker', 'DELETE FROM events'],
    ['fairlead_worker', 'UPDATE ledger_entries SET side = side'],
    ['fairlead_worker', 'DELETE FROM ledger_entries'],
    ['fairlead_worker', 'UPDATE commission_approvals SET at = now()'],
    ['fairlead_api', 'INSERT INTO commission_approvals SELECT * FROM commission_approvals'],
    ['fairlead_api', 'INSERT INTO ledger_entries SELECT * FROM ledger_entries'],
    ['fairlead_api', 'UPDATE transitions SET payload_hash = payload_hash'],
    ['fairlead_worker', 'UPDATE users SET roles = roles'],
    ['fairlead_worker', 'UPDATE policy_versions SET body = body'],
  ] as const)('%s has no right to %s', async (role, sql) => {
    await expect(actAs(role, sql)).rejects.toThrow(/permission denied/);
  });

  it('is read by partners, and written by them never', async () => {
    const database = createDatabase({ url: ground.url, role: 'fairlead_owner', connections: 1 });
    const asPartner = (sql: string) =>
      database.$transaction([
        database.$executeRawUnsafe('SET LOCAL ROLE fairlead_partner'),
        database.$executeRawUnsafe(sql),
      ]);
    await expect(asPartner('UPDATE referrals SET stage = stage')).rejects.toThrow(/permission denied/);
    await expect(asPartner('INSERT INTO events SELECT * FROM events')).rejects.toThrow(/permission denied/);
    await database.$disconnect();
  });
});
