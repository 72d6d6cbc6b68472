import type { RecordFields } from '../../domain/referral/attribution.ts';

/** A referral as its record in the CRM should show it, and what is known of that record. */
export type CrmSubject = {
  referralId: string;
  ownerId: string | null;
  /** Its story is told: nobody listens any more. */
  over: boolean;
  company: { name: string; domain: string | null };
  fields: RecordFields & { referralNumber: string };
  /** `written`: what we have written last; `restored`: how often something was put back within a day. */
  record: { id: string; written: RecordFields; restored: number } | null;
};

/** `version`: the version of the record on which it was found; `by`: who has done it, as far as the CRM tells. */
export type TakenFields = { referralId: string; version: string; at: string; fields: string[]; by: string | null };

/** What we know of the records in the CRM; all safe to repeat. */
export interface CrmLink {
  subject(referralId: string, at: string): Promise<CrmSubject>;
  /** The referral gets the record's id, with an event, once. */
  remember(args: { referralId: string; recordId: string; fields: RecordFields; at: string }): Promise<void>;
  noteWritten(referralId: string, fields: Partial<RecordFields>): Promise<void>;
  /** With an event, once for each version of the record. */
  noteRestored(taken: TakenFields): Promise<void>;
  /** With an event and a word to the partner's manager, once a day; `times`: how often it was put back before. */
  noteContested(taken: TakenFields & { times: number }): Promise<void>;
  /** Who of the house has this address and may own a referral. */
  ownerNamed(email: string): Promise<string | null>;
  /** The story looks at its record, now or after a while. */
  tellStory(args: { referralId: string; eventId: string; afterSeconds: number }): Promise<void>;
  /** Referrals with a record, in order, whose record is still of interest. */
  linkedAfter(args: { after: string; limit: number; at: string }): Promise<CrmSubject[]>;
}
