import { createDatabase, type Database } from '../../adapters/database/client.ts';
import { createTestDatabase } from './database.ts';
import { createVendor, type Vendor } from './factories.ts';

/** The database of one test file with its people and a partner; stories of its tests live beside each other. */
export type Ground = { database: Database; url: string; vendor: Vendor; close(): Promise<void> };

export async function createGround(): Promise<Ground> {
  const { url, drop } = await createTestDatabase();
  const database = createDatabase({ url, role: 'fairlead_owner', connections: 6 });
  const vendor = await createVendor(database);
  return {
    database,
    url,
    vendor,
    close: async () => {
      await database.$disconnect();
      await drop();
    },
  };
}
