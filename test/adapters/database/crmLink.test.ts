import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDatabase, type Database } from '../../../adapters/database/client.ts';
import { createCrmLink } from '../../../adapters/database/crmLink.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { createVendor, type Vendor } from '../../support/factories.ts';

let testDatabase: TestDatabase;
let owner: Database;
let worker: Database;
let vendor: Vendor;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  owner = createDatabase({ url: testDatabase.url, role: 'fairlead_owner', connections: 1 });
  worker = createDatabase({ url: testDatabase.url, role: 'fairlead_worker', connections: 1 });
  vendor = await createVendor(owner);
}, 300_000);
afterAll(async () => {
  await worker.$disconnect();
  await owner.$disconnect();
  await testDatabase.drop();
});

const ownerNamed = (email: string) =>
  createCrmLink(worker, { publicUrl: 'https://fairlead.example' }).ownerNamed(email);

describe('whom an owner in the CRM names', () => {
  it('is the person with that address, however it is written', async () => {
    expect(await ownerNamed('Nora@Helioforge.example')).toBe(vendor.nora);
  });

  it.each([
    { email: '%', why: 'a sign that stands for anything in a search' },
    { email: 'n_ra@helioforge.example', why: 'a sign that stands for any letter in a search' },
    { email: 'abel@helioforge.example', why: 'an auditor owns nothing' },
  ])('is nobody for $email: $why', async ({ email }) => {
    expect(await ownerNamed(email)).toBeNull();
  });
});
