import type { DealBeside } from '../../domain/matching/dealsBeside.ts';
import type { VendorVerdict } from '../../domain/matching/verdict.ts';
import type { AskedOfVendor } from './vendorPort.ts';

/** Who came upon a deal: the making of the CRM record, the way into an opportunity, or the sweep. */
export type FoundBy = 'record' | 'opportunity' | 'sweep';

/** What a second look at the CRM asks by. */
export type AskedBeside = Omit<AskedOfVendor, 'ownWork'> & { undecided: boolean; settled: string[] };

export type UnwrittenLink = { id: string; referralNumber: string; dealId: string };

/** Deals of the CRM beside registrations, as they were found. Every method is safe to repeat. */
export interface ParallelDeals {
  question(referralId: string): Promise<AskedBeside>;
  /** Each deal once, and a case for it; gives how many are new. `at`: ISO 8601. */
  note(found: { referralId: string; deals: readonly DealBeside[]; foundBy: FoundBy; at: string }): Promise<number>;
  /** Referrals that hold a claim and have their record in the CRM, in the order of their ids. */
  claims(after: string, limit: number): Promise<string[]>;
  /** Links that the CRM has not taken yet, of all or of one referral: first what was never tried, then the longest ago. */
  unwritten(limit: number, referralId?: string): Promise<UnwrittenLink[]>;
  written(id: string): Promise<void>;
  /** `refusal`: the name of the error, and people see it with the stuck work; null: the CRM was silent. */
  notWritten(id: string, refusal: string | null): Promise<void>;
}

/** Looks once more for what others of the house do with a registered company. */
export interface DealWatch {
  /**
   * Before the record is made. Null: nothing stands against it. Deals beside it are noted. Throws `crm_unavailable`, for
   * then no record can be made either.
   */
  beforeRecord(asked: { referralId: string; at: string }): Promise<VendorVerdict | null>;
  /** How many new deals were noted; `unread`: the CRM did not say, and is asked again by the next sweep. */
  look(asked: { referralId: string; foundBy: FoundBy; at: string }): Promise<number | 'unread'>;
  /**
   * The CRM learns of links that it has not taken yet. False: it was silent about one, which the next sweep makes up for. One
   * that it refuses keeps none of the others, in this sweep or a later one, and is listed for people.
   */
  writeLinks(referralId?: string): Promise<boolean>;
}
