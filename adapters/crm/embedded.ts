import { createHash } from 'node:crypto';
import { nameKey } from '../../domain/matching/names.ts';
import { addressBook } from '../addressBook.ts';
import { databaseError } from '../database/callFunction.ts';
import type { Database } from '../database/client.ts';
import { crashPoint } from '../crashPoint.ts';
import { embeddedRecords } from './embeddedRecords.ts';
import { findCompany, readActivities, readDeals } from './embeddedReads.ts';
import type { Crm } from './port.ts';

/** Ids follow from what is stored, so two makers of one account or record meet at one row. */
const idOf = (prefix: string, text: string): string =>
  `${prefix}_${createHash('sha256').update(text).digest('hex').slice(0, 24)}`;

/** The built-in CRM: accounts and records in our own database, for those who have connected none. */
export const createEmbeddedCrm = (database: Database): Crm => ({
  findOrCreateAccount: async ({ name, domain }) => {
    const id = idOf('acc', domain ?? `name:${name}`);
    crashPoint('crm.account.before');
    await write(
      () => database.$executeRaw`
        INSERT INTO crm_accounts(id, name, name_key, domain) VALUES (${id}, ${name}, ${nameKey(name, addressBook.inLatin) ?? null}, ${domain})
        ON CONFLICT DO NOTHING`,
    );
    crashPoint('crm.account.after');
    return { id };
  },

  findOrCreateRecord: async ({ accountId, referralNumber, fields }) => {
    const id = idOf('rec', referralNumber);
    const { partnerId, partnerName, credit, claimExpiresAt, link, ownerEmail } = fields;
    crashPoint('crm.record.before');
    await write(
      () => database.$executeRaw`
        INSERT INTO crm_records(id, account_id, referral_number, partner_id, partner_name, credit, claim_expires_at, link, owner_email)
        VALUES (${id}, ${accountId}, ${referralNumber}, ${partnerId}, ${partnerName}, ${credit}, ${claimExpiresAt}::timestamptz,
          ${link}, ${ownerEmail}) ON CONFLICT DO NOTHING`,
    );
    crashPoint('crm.record.after');
    return { id };
  },

  linkDeal: async ({ referralNumber, dealId }) => {
    await write(() =>
      database.$transaction([
        database.crmRecord.updateMany({ where: { referralNumber }, data: { dealId } }),
        database.crmDeal.updateMany({ where: { id: dealId, referralNumber: null }, data: { referralNumber } }),
      ]),
    );
  },

  findCompany: (keys) => findCompany(database, keys),

  readDeals: (asked) => readDeals(database, asked),

  readActivities: (asked) => readActivities(database, asked),

  ...embeddedRecords(database),
});

/** Plain statements: the model calls cost the worker five times as much, and every referral passes here. */
async function write(statement: () => Promise<unknown>): Promise<void> {
  try {
    await statement();
  } catch (error) {
    throw databaseError(error);
  }
}
