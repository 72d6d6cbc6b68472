import { callProcedure, databaseError } from './callFunction.ts';
import type { Database } from './client.ts';
import type { CrmLink } from './storyPort.ts';

type Subject = { number: string; partner_name: string; company_name: string; domain: string | null };

export const createCrmLink = (database: Database): CrmLink => ({
  subject: async (referralId) => {
    try {
      const rows = await database.$queryRaw<Subject[]>`
        SELECT r.number, p.name AS partner_name, c.name AS company_name, c.domain
        FROM referrals r JOIN partners p ON p.id = r.partner_id JOIN companies c ON c.id = r.company_id WHERE r.id = ${referralId}`;
      const row = rows[0];
      if (row === undefined) throw new Error(`no referral ${referralId}`);
      return {
        company: { name: row.company_name, domain: row.domain },
        record: { referralNumber: row.number, partnerName: row.partner_name },
      };
    } catch (error) {
      throw databaseError(error);
    }
  },

  /** The referral gets the record's id, with an event, once. */
  remember: async ({ referralId, recordId, at }) => {
    const event = {
      at,
      type: 'crm.linked',
      actor: { kind: 'system', id: 'story' },
      source: 'story',
      public: {},
      private: { recordId },
    };
    await callProcedure(database, 'link_crm_record', referralId, recordId, event);
  },
});
