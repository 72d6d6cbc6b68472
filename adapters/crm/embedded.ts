import { createHash } from 'node:crypto';
import { databaseError } from '../database/callFunction.ts';
import type { Database } from '../database/client.ts';
import { crashPoint } from '../crashPoint.ts';
import type { Crm } from './port.ts';

/** Ids follow from what is stored, so two makers of one account or record meet at one row. */
const idOf = (prefix: string, text: string): string =>
  `${prefix}_${createHash('sha256').update(text).digest('hex').slice(0, 24)}`;

/** The built-in CRM: accounts and records in our own database, for those who have connected none. */
export const createEmbeddedCrm = (database: Database): Crm => ({
  findOrCreateAccount: async ({ name, domain }) => {
    const id = idOf('acc', domain ?? `name:${name}`);
    crashPoint('crm.account.before');
    await insert(() => database.crmAccount.createMany({ data: [{ id, name, domain }], skipDuplicates: true }));
    crashPoint('crm.account.after');
    return { id };
  },

  findOrCreateRecord: async ({ accountId, referralNumber, partnerName }) => {
    const id = idOf('rec', referralNumber);
    crashPoint('crm.record.before');
    await insert(() =>
      database.crmRecord.createMany({ data: [{ id, accountId, referralNumber, partnerName }], skipDuplicates: true }),
    );
    crashPoint('crm.record.after');
    return { id };
  },

  linkDeal: async ({ referralNumber, dealId }) => {
    await insert(() => database.crmRecord.updateMany({ where: { referralNumber }, data: { dealId } }));
  },
});

async function insert(write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (error) {
    throw databaseError(error);
  }
}
