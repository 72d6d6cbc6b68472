import { crashPoint } from '../crashPoint.ts';
import { callProcedure, databaseError } from '../database/callFunction.ts';
import type { Database } from '../database/client.ts';
import type { Crm } from './port.ts';

/** As the built-in CRM names us (see `write_crm_record`); no login is called so. */
const OURSELVES = 'fairlead-integration';

/** Our records in the built-in CRM, and the list of what others have changed on them. */
export const embeddedRecords = (
  database: Database,
): Pick<Crm, 'readRecords' | 'writeRecord' | 'readChanges' | 'acknowledgeChanges'> => ({
  readRecords: async (ids) => {
    try {
      const rows = await database.crmRecord.findMany({ where: { id: { in: [...ids] } }, orderBy: { id: 'asc' } });
      return rows.map(({ id, version, changedBy, claimExpiresAt, ...row }) => ({
        id,
        version: String(version),
        changedBy: changedBy === OURSELVES ? null : changedBy,
        fields: {
          referralNumber: row.referralNumber,
          partnerId: row.partnerId,
          partnerName: row.partnerName,
          credit: row.credit,
          claimExpiresAt: claimExpiresAt?.toISOString() ?? null,
          link: row.link,
          ownerEmail: row.ownerEmail?.toLowerCase() ?? null,
        },
      }));
    } catch (error) {
      throw databaseError(error);
    }
  },

  writeRecord: async ({ id, fields }) => {
    crashPoint('crm.write.before');
    await callProcedure(database, 'write_crm_record', id, fields);
    crashPoint('crm.write.after');
  },

  readChanges: async (limit) => {
    try {
      const rows = await database.crmChange.findMany({ orderBy: { id: 'asc' }, take: limit });
      return rows.map(({ id, recordId }) => ({ eventId: `crm:${String(id)}`, recordId }));
    } catch (error) {
      throw databaseError(error);
    }
  },

  acknowledgeChanges: async (eventIds) => {
    try {
      const ids = eventIds.map((eventId) => BigInt(eventId.slice('crm:'.length)));
      await database.crmChange.deleteMany({ where: { id: { in: ids } } });
    } catch (error) {
      throw databaseError(error);
    }
  },
});
