import type { Database } from '../../adapters/database/client.ts';
import type { RecordFields } from '../../domain/referral/attribution.ts';

type Edit = { recordId: string; by: string; change: Partial<RecordFields> | null };

/** Somebody edits a record in the built-in CRM, or, with null, deletes it. */
export async function editRecord(asOwner: Database, { recordId, by, change }: Edit): Promise<void> {
  const where = { id: recordId };
  await asOwner.$transaction([
    asOwner.$executeRaw`SELECT set_config('crm.editor', ${by}, true)`,
    change === null ? asOwner.crmRecord.delete({ where }) : asOwner.crmRecord.update({ where, data: change }),
  ]);
}
