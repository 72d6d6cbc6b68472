import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Transaction } from '../../adapters/database/client.ts';
import { approvedLine, createMoneyWorld, type MoneyWorld } from '../support/moneyWorld.ts';

/** Two walls, each shown with the other one taken away: what a role is not granted, and what the triggers refuse anybody. */
let world: MoneyWorld;
beforeAll(async () => {
  world = await createMoneyWorld();
  await approvedLine(world);
});
afterAll(() => world.close());

const TABLES = ['ledger_accounts', 'ledger_journals', 'ledger_entries'] as const;
const ROLES = ['fairlead_api', 'fairlead_worker', 'fairlead_partner'] as const;
const COLUMN = { ledger_accounts: 'kind', ledger_journals: 'source', ledger_entries: 'side' } as const;

const changesOf = (table: (typeof TABLES)[number]) => [
  `UPDATE ${table} SET ${COLUMN[table]} = ${COLUMN[table]}`,
  `DELETE FROM ${table}`,
  `TRUNCATE ${table} CASCADE`,
];

/** What the statement says, after `before` was done as the owner; nothing of it stays. */
async function refusalOf(args: { before: string[]; role: string; sql: string }): Promise<string> {
  const attempt = world.database.$transaction(async (as: Transaction) => {
    for (const sql of args.before) await as.$executeRawUnsafe(sql);
    await as.$executeRawUnsafe(`SELECT set_config('role', '${args.role}', true)`);
    await as.$executeRawUnsafe(args.sql);
    throw new Error('nothing refused it');
  });
  return attempt.then(
    () => '',
    (error: unknown) => String(error),
  );
}

describe.each(TABLES)('%s', (table) => {
  const withoutTriggers = TABLES.map((each) => `ALTER TABLE ${each} DISABLE TRIGGER USER`);

  it.each(ROLES)('is not changed by %s: the grants alone', async (role) => {
    for (const sql of changesOf(table)) {
      expect(await refusalOf({ before: withoutTriggers, role, sql })).toContain('permission denied');
    }
  });

  it.each([...ROLES, 'fairlead_owner'])('is not changed by %s: the triggers alone', async (role) => {
    const all = TABLES.map((each) => `GRANT ALL ON ${each} TO fairlead_api, fairlead_worker, fairlead_partner`);
    for (const sql of changesOf(table)) {
      expect(await refusalOf({ before: all, role, sql })).toContain('append-only');
    }
  });

  it.each(['fairlead_api', 'fairlead_partner'])('is not added to by %s', async (role) => {
    const sql = `INSERT INTO ${table} SELECT * FROM ${table}`;
    expect(await refusalOf({ before: withoutTriggers, role, sql })).toContain('permission denied');
  });
});

it('a partner does not even read the books', async () => {
  for (const table of TABLES) {
    expect(await refusalOf({ before: [], role: 'fairlead_partner', sql: `SELECT 1 FROM ${table}` })).toContain(
      'permission denied',
    );
  }
});
