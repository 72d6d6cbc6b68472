import type { StatementSum } from '../../domain/ledger/partnerStatement.ts';
import type { Period } from '../../domain/ledger/periods.ts';
import type { PostingKind } from '../../domain/ledger/postings.ts';
import type { Page, PageRequest } from './readsPort.ts';

/** Whose statements; `managerId` is given: only if that person looks after them. */
export type StatedPartner = { partnerId: string; managerId: string | null };

export type PartnerSums = {
  sums: StatementSum[];
  /** The last closed month: it and everything before it stays as it is. */
  closedThrough: Period | null;
};

/** What one journal did to one line: credits less debits of the partner's accounts, in minor units. `at`: when it happened, ISO 8601. */
export type StatedLine = {
  journalId: string;
  kind: PostingKind;
  at: string;
  currency: string;
  amountMinor: bigint;
  commissionId: string;
  /** Null for a part of a split: the referral is another partner's. */
  referralId: string | null;
  referralNumber: string;
  companyName: string;
};

/**
 * What a partner's accounts in the books say, computed from the entries and always read under the partner's own role.
 * undefined: there is no such partner for the one who asks.
 */
export interface PartnerStatements {
  /** At most one row per month, currency and kind of journal. */
  sums(of: StatedPartner): Promise<PartnerSums | undefined>;
  /** The lines behind the sums of a month, in the order in which they were booked. */
  lines(
    of: StatedPartner,
    month: { period: Period; kinds: readonly PostingKind[] },
    page: PageRequest,
  ): Promise<Page<StatedLine> | undefined>;
}
