import { AppError } from '../../domain/errors.ts';
import type { Crm } from './port.ts';

/** A CRM that answers later than this counts as silent; what it still brings about is found by whoever looks next. */
export async function inTime<Result>(work: Promise<Result>, timeMs: number): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new AppError({ code: 'crm_unavailable' }));
    }, timeMs);
  });
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

/** The same CRM for somebody who waits for each of its answers no longer than this. */
export const impatient = (crm: Crm, timeMs: number): Crm => ({
  findOrCreateAccount: (account) => inTime(crm.findOrCreateAccount(account), timeMs),
  findOrCreateRecord: (record) => inTime(crm.findOrCreateRecord(record), timeMs),
  linkDeal: (link) => inTime(crm.linkDeal(link), timeMs),
  findCompany: (keys) => inTime(crm.findCompany(keys), timeMs),
  readDeals: (asked) => inTime(crm.readDeals(asked), timeMs),
  readActivities: (asked) => inTime(crm.readActivities(asked), timeMs),
  readRecords: (ids) => inTime(crm.readRecords(ids), timeMs),
  writeRecord: (record) => inTime(crm.writeRecord(record), timeMs),
  readChanges: (limit) => inTime(crm.readChanges(limit), timeMs),
  acknowledgeChanges: (eventIds) => inTime(crm.acknowledgeChanges(eventIds), timeMs),
});
