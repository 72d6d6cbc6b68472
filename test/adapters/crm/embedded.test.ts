import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createEmbeddedCrm } from '../../../adapters/crm/embedded.ts';
import { fillEmbeddedCrm } from '../../../adapters/crm/embeddedDesk.ts';
import { createDatabase } from '../../../adapters/database/client.ts';
import type { Database } from '../../../adapters/database/client.ts';
import { crmContract } from '../../support/crmContract.ts';
import { fieldsOf } from '../../support/crmRecordContract.ts';
import { createTestDatabase } from '../../support/database.ts';
import { editRecord } from '../../support/editRecord.ts';

let asOwner: Database;
let asWorker: Database;
let drop: () => Promise<void>;

beforeAll(async () => {
  const made = await createTestDatabase();
  drop = made.drop;
  asOwner = createDatabase({ url: made.url, role: 'fairlead_owner', connections: 1 });
  asWorker = createDatabase({ url: made.url, role: 'fairlead_worker', connections: 2 });
});

afterAll(async () => {
  await Promise.all([asOwner.$disconnect(), asWorker.$disconnect()]);
  await drop();
});

crmContract('the built-in CRM', () => ({
  crm: createEmbeddedCrm(asWorker),
  fill: (entries) => fillEmbeddedCrm(asOwner, entries),
  edit: (recordId, by, change) => editRecord(asOwner, { recordId, by, change }),
}));

it('an edit by plain SQL, where nobody says who edits, is told of too, whatever the login is called', async () => {
  const crm = createEmbeddedCrm(asWorker);
  const account = await crm.findOrCreateAccount({ name: 'Plain AB', domain: 'plain.example' });
  const referralNumber = 'R-PLAIN-1';
  const { id } = await crm.findOrCreateRecord({
    accountId: account.id,
    referralNumber,
    fields: fieldsOf(referralNumber),
  });
  await asOwner.$executeRaw`UPDATE crm_records SET partner_id = NULL WHERE id = ${id}`;
  const [{ login } = { login: '' }] = await asOwner.$queryRaw<{ login: string }[]>`SELECT session_user::text AS login`;
  expect((await crm.readChanges(100)).map(({ recordId }) => recordId)).toContain(id);
  expect((await crm.readRecords([id]))[0]).toMatchObject({ changedBy: login });
});
