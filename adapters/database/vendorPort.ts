import type { CompanyKey } from '../../domain/matching/normalise.ts';
import type { VendorVerdict } from '../../domain/matching/verdict.ts';
import type { Policy } from '../../domain/policy.ts';

/** What has to be known of a referral before the CRM is asked about its company; times are ISO 8601. */
export type AskedOfVendor = {
  number: string;
  submittedAt: string;
  productLine: string | null;
  policy: Policy;
  keys: { kind: CompanyKey['kind']; value: string }[];
  /** Who of the house owned another referral of the company, and when, by their address. */
  ownWork: { by: string; from: string; until: string | null }[];
};

export interface VendorQuestions {
  about(referralId: string): Promise<AskedOfVendor>;
  /** People of the house with one of these addresses, each once. */
  userIdsOf(addresses: string[]): Promise<string[]>;
}

/** Null: nothing stands against it. `unread`: the CRM did not say, which is no answer in either direction. */
type VendorSays = VendorVerdict | 'unread' | null;

/** What the vendor's own records mean for a referral, by the rules of its program. */
export interface VendorChecks {
  /** `lookedBack`: the look-back was evaluated before, and is evaluated once. */
  ofReferral(referralId: string, args: { lookedBack: boolean }): Promise<VendorSays>;
  /** Of a company that nobody has referred yet. */
  of(asked: AskedOfVendor): Promise<VendorSays>;
}
