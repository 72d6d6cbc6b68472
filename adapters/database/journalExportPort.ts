import type { AccountNumber } from '../../domain/ledger/accountNumbers.ts';
import type { Period } from '../../domain/ledger/periods.ts';
import type { AccountKind, PostingKind, Side } from '../../domain/ledger/postings.ts';
import type { StoredAnswer, Ticket } from './idempotencyPort.ts';
import type { Named } from './moneyReadsPort.ts';

/** One side of one journal. Times are ISO 8601 texts; `amount` is in minor units. */
export type ExportedEntry = {
  journal: string;
  at: string;
  kind: PostingKind;
  source: string;
  reverses: string | null;
  account: AccountKind;
  currency: string;
  partnerId: string | null;
  partnerName: string | null;
  side: Side;
  amount: string;
  runId: string | null;
  /** Numbers of the referrals that its amount is made of. */
  referrals: string[];
};

export type AccountNumberRecord = AccountNumber & { setBy: Named; setAt: string };

export interface AccountNumberWrites {
  /** null takes the number away. What it was before stays on record. */
  setNumber(wish: {
    account: AccountKind;
    currency: string | null;
    number: string | null;
    by: string;
    at: Date;
  }): Promise<AccountNumberRecord[]>;
}

/** What the vendor's own books take over. */
export interface JournalExports {
  /** Every entry of a month in the order in which it was booked, and whether the month is closed. */
  entries(period: Period): Promise<{ isClosed: boolean; entries: ExportedEntry[] }>;
  numbers(): Promise<AccountNumberRecord[]>;
  once(
    ticket: Ticket | undefined,
    act: (writes: AccountNumberWrites) => Promise<StoredAnswer & { secret?: boolean }>,
  ): Promise<StoredAnswer & { replayed: boolean }>;
}
