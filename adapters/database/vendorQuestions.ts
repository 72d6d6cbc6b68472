import { callFunction, guarded } from './callFunction.ts';
import type { Database } from './client.ts';
import type { VendorQuestions } from './vendorPort.ts';

export const createVendorQuestions = (database: Database): VendorQuestions => ({
  about: (referralId) => callFunction(database, 'vendor_question', referralId),

  userIdsOf: (addresses) =>
    guarded(async () => {
      const rows = await database.$queryRaw<{ id: string }[]>`
        SELECT id FROM users WHERE lower(email) = ANY(${addresses}) AND partner_id IS NULL ORDER BY id`;
      return rows.map(({ id }) => id);
    }),
});
