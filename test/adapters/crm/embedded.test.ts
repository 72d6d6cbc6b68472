import { afterAll, beforeAll } from '@jest/globals';
import { createEmbeddedCrm } from '../../../adapters/crm/embedded.ts';
import { fillEmbeddedCrm } from '../../../adapters/crm/embeddedDesk.ts';
import { createDatabase } from '../../../adapters/database/client.ts';
import type { Database } from '../../../adapters/database/client.ts';
import { crmContract } from '../../support/crmContract.ts';
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
