import type { Crm } from '../adapters/crm/port.ts';
import type { CrmLink } from '../adapters/database/crmLinkPort.ts';
import type { DealWatch } from '../adapters/database/parallelDealsPort.ts';
import type { VendorVerdict } from '../domain/matching/verdict.ts';
import { asActivity } from './asActivity.ts';

export const createCrmActivities = (deps: { crm: Crm; link: CrmLink; watch: DealWatch }) => ({
  /**
   * The CRM is asked once more for deals of others; one from before the submission may stand against the record, and then
   * none is made. Else the account is found or made, and the record with our number on it; both are keyed, so a repeat finds
   * them. Then the referral learns of it. A CRM that is down delays this and nothing else.
   */
  createCrmRecord: asActivity(async (args: { referralId: string; at: string }): Promise<VendorVerdict | null> => {
    const against = await deps.watch.beforeRecord(args);
    if (against !== null) return against;
    const { company, fields } = await deps.link.subject(args.referralId, args.at);
    const account = await deps.crm.findOrCreateAccount(company);
    const { referralNumber } = fields;
    const record = await deps.crm.findOrCreateRecord({ accountId: account.id, referralNumber, fields });
    await deps.link.remember({ ...args, recordId: record.id, fields });
    return null;
  }),

  /** The CRM learns at once which deal is that of the referral; where it cannot be reached, the sweep tells it. */
  writeDealLinks: asActivity(async ({ referralId }: { referralId: string }): Promise<void> => {
    await deps.watch.writeLinks(referralId);
  }),
});
