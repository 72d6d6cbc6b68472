import type { Crm } from '../adapters/crm/port.ts';
import type { CrmLink } from '../adapters/database/storyPort.ts';
import { asActivity } from './asActivity.ts';

export const createCrmActivities = (deps: { crm: Crm; link: CrmLink }) => ({
  /**
   * The account is found or made, and the record with our number on it; both are keyed, so a repeat finds them. Then the
   * referral learns of it. A CRM that is down delays this and nothing else.
   */
  createCrmRecord: asActivity(async (args: { referralId: string; at: string }): Promise<void> => {
    const subject = await deps.link.subject(args.referralId);
    const account = await deps.crm.findOrCreateAccount(subject.company);
    const record = await deps.crm.findOrCreateRecord({ ...subject.record, accountId: account.id });
    await deps.link.remember({ ...args, recordId: record.id });
  }),
});
