import { OWNER_ROLES } from '../../domain/approval/roles.ts';
import { creditIn } from '../../domain/referral/attribution.ts';
import type { Stage } from '../../domain/referral/stages.ts';
import { callFunction, callProcedure, guarded } from './callFunction.ts';
import type { Database } from './client.ts';
import type { CrmLink, CrmSubject } from './crmLinkPort.ts';

/** The database says what it knows; what follows from it by a rule is added here. */
type Row = Omit<CrmSubject, 'fields'> & { stage: Stage; fields: Omit<CrmSubject['fields'], 'credit' | 'link'> };

export const createCrmLink = (database: Database, { publicUrl }: { publicUrl: string }): CrmLink => {
  const subjects = async (referralIds: readonly string[], at: string): Promise<CrmSubject[]> => {
    const rows = await callFunction<Row[]>(database, 'crm_subjects', { ids: referralIds }, new Date(at));
    return rows.map(({ stage, fields, ...row }) => ({
      ...row,
      fields: { ...fields, credit: creditIn(stage), link: `${publicUrl}/referrals/${row.referralId}` },
    }));
  };
  return {
    subject: async (referralId, at) => {
      const [subject] = await subjects([referralId], at);
      if (subject === undefined) throw new Error(`no referral ${referralId}`);
      return subject;
    },

    remember: async ({ referralId, recordId, fields, at }) => {
      const event = {
        at,
        type: 'crm.linked',
        actor: { kind: 'system', id: 'story' },
        source: 'story',
        public: {},
        private: { recordId },
      };
      await callProcedure(database, 'link_crm_record', referralId, recordId, fields, event);
    },

    noteWritten: (referralId, fields) => callProcedure(database, 'note_crm_written', referralId, fields),
    noteRestored: (taken) => callProcedure(database, 'note_crm_restored', taken),
    noteContested: (taken) => callProcedure(database, 'note_crm_contested', taken),

    ownerNamed: (email) =>
      guarded(async () => {
        // Compared, not searched for: Prisma's `insensitive` takes the signs of a pattern in what somebody has typed for such.
        const rows = await database.$queryRaw<{ id: string }[]>`
          SELECT id FROM users WHERE lower(email) = lower(${email}) AND active AND partner_id IS NULL
            AND roles && ${[...OWNER_ROLES]}::text[] ORDER BY id LIMIT 1`;
        return rows[0]?.id ?? null;
      }),

    tellStory: ({ referralId, eventId, afterSeconds }) =>
      callProcedure(database, 'tell_crm_changed', referralId, eventId, afterSeconds),

    linkedAfter: async ({ after, limit, at }) =>
      subjects(await callFunction<string[]>(database, 'crm_linked_after', after, limit), at),
  };
};
