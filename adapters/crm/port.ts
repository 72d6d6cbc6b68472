import { AppError } from '../../domain/errors.ts';
import type { CrmActivity } from '../../domain/matching/lookBack.ts';
import type { CrmCompany } from '../../domain/matching/vendorKnowledge.ts';
import type { DealThere } from '../../domain/reconciliation/deals.ts';
import type { RecordFields } from '../../domain/referral/attribution.ts';

/** What a company is looked for by; all in the form of domain/matching/normalise.ts. */
export type CrmKeys = { domains: string[]; emails: string[]; nameKeys: string[] };

/** `version` changes with every edit; `changedBy`: who else has edited it last, as far as the CRM tells. */
export type CrmRecord = { id: string; fields: RecordFields; version: string; changedBy: string | null };

export type CrmChange = { eventId: string; recordId: string };

/** More deals than this of fifty referrals are no deals but a mistake; the first by their ids are read. */
export const DEALS_READ_MAX = 1_000;

/** The vendor's CRM, as little of it as the product needs. All calls are safe to repeat and throw `crm_unavailable`. */
export interface Crm {
  /** By domain when there is one, else by exact name. */
  findOrCreateAccount(account: { name: string; domain: string | null }): Promise<{ id: string }>;
  /** By our referral number; one that is there already is left as it is. */
  findOrCreateRecord(record: {
    accountId: string;
    referralNumber: string;
    fields: RecordFields;
  }): Promise<{ id: string }>;
  /**
   * Notes the deal on our record, and our number on a deal that carries none; a deal id that the CRM does not know is linked
   * as given.
   */
  linkDeal(link: { referralNumber: string; dealId: string }): Promise<void>;
  /** Accounts, contacts and leads that one of the keys finds, with the open deals (since when) and purchases of them. */
  findCompany(keys: CrmKeys): Promise<CrmCompany>;
  /** Deals that carry one of our numbers or have one of these ids, those that are over too; at most `DEALS_READ_MAX`. */
  readDeals(asked: { referralNumbers: readonly string[]; dealIds: readonly string[] }): Promise<DealThere[]>;
  /** What was done about these accounts and leads within [from, until), the latest first; times in milliseconds. */
  readActivities(asked: { accountIds: string[]; from: number; until: number }): Promise<CrmActivity[]>;
  /** Our records as they are now; one that was deleted is missing. */
  readRecords(ids: readonly string[]): Promise<CrmRecord[]>;
  /** Only the fields that are named; of a record that was deleted, nothing. */
  writeRecord(record: { id: string; fields: Partial<RecordFields> }): Promise<void>;
  /** Which of our records others have changed or deleted, the oldest change first, until it is acknowledged. */
  readChanges(limit: number): Promise<CrmChange[]>;
  acknowledgeChanges(eventIds: readonly string[]): Promise<void>;
}

/** What the work gives, or that the CRM is silent; anything else is thrown on. */
export async function unlessSilent<Result>(work: () => Promise<Result>): Promise<Result | 'unread'> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError && error.code === 'crm_unavailable') return 'unread';
    throw error;
  }
}
