import { guarded } from './callFunction.ts';
import type { Database, Queryable } from './client.ts';

const WAIT_MS = 2_000;
const RUN_MS = 8_000;

/**
 * The one way in which anything is read for a partner: one read-only transaction as the partner's own database role,
 * which is told whose data it may see. Explicit partner conditions in the query stay; this is the second wall.
 */
export function readAsPartner<Result>(
  database: Database,
  partnerId: string,
  read: (as: Queryable) => Promise<Result>,
): Promise<Result> {
  return guarded(() =>
    database.$transaction(
      async (transaction) => {
        await transaction.$queryRawUnsafe(
          `SELECT set_config('app.partner_id', $1::text, true), set_config('role', 'fairlead_partner', true),
             set_config('transaction_read_only', 'on', true)`,
          partnerId,
        );
        return read(transaction);
      },
      { maxWait: WAIT_MS, timeout: RUN_MS },
    ),
  );
}

/** For a partner under the partner's role, for everybody else directly. */
export async function readFor<Result>(
  database: Database,
  partnerId: string | null,
  read: (as: Queryable) => Promise<Result>,
): Promise<Result> {
  if (partnerId !== null) return readAsPartner(database, partnerId, read);
  return guarded(() => read(database));
}
