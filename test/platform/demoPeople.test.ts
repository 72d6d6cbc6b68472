import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDatabase, type Database } from '../../adapters/database/client.ts';
import { seedDemo, type DemoPeople } from '../../prisma/seed.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { testVault } from '../support/payees.ts';

let storage: TestDatabase;
let database: Database;
let made: DemoPeople;

const seed = (known?: DemoPeople): Promise<DemoPeople> =>
  seedDemo({ database, hashPassword: () => Promise.resolve('hash'), vault: testVault, known });

beforeAll(async () => {
  storage = await createTestDatabase();
  database = createDatabase({ url: storage.url, role: 'fairlead_api', connections: 2 });
  made = await seed();
});

afterAll(async () => {
  await database.$disconnect();
  await storage.drop();
});

describe('the people of the demo', () => {
  it('have what every gate of every program asks for, so that a visitor sees them paid', async () => {
    const held = await database.$queryRaw<{ partner: string; program: string; open: string[]; held: boolean }[]>`
      SELECT p.name AS partner, m.name AS program, gates_open(p.id, m.id, now()) AS open,
        held_by_gate(v.body->'gates', p.id, m.id, now(), NULL, now()) AS held
      FROM partners p CROSS JOIN programs m JOIN policy_versions v ON v.program_id = m.id`;
    expect(held.length).toBeGreaterThanOrEqual(9);
    expect(held.filter((one) => one.held)).toEqual([]);
    expect(held.filter(({ program }) => program === 'Cloud Referrals').map(({ open }) => open)).toEqual(
      made.partners.map(() => ['agreement']),
    );
  });

  it('are made once, get no mail of how they were made, and keep their keys', async () => {
    const before = await database.agreement.count();
    expect(await seed(made)).toEqual(made);
    expect(await database.agreement.count()).toBe(before);
    expect(await database.outboxRow.count({ where: { kind: 'mail', doneAt: null } })).toBe(0);
  });
});
