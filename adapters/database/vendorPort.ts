import type { CompanyKey } from '../../domain/matching/normalise.ts';
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
  /** People of the house with one of these addresses. */
  userIdsOf(addresses: string[]): Promise<string[]>;
}
