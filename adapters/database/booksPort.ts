import type { AccountKind, PostingKind, Side } from '../../domain/ledger/postings.ts';
import type { Period } from '../../domain/ledger/periods.ts';
import type { MoneyJson } from '../../domain/money.ts';
import type { Named } from './moneyReadsPort.ts';
import type { Page, PageRequest } from './readsPort.ts';
import type { StoredAnswer, Ticket } from './idempotencyPort.ts';

export type AccountFilter = {
  account?: AccountKind | undefined;
  partnerId?: string | undefined;
  currency?: string | undefined;
  /** Only what was booked in this month, and what there was before it. */
  period?: Period | undefined;
};

/** Sums of an account. `opening`: debits less credits before the month asked for, zero without one. */
export type AccountRecord = {
  code: AccountKind;
  currency: string;
  partnerId: string | null;
  opening: number;
  debits: number;
  credits: number;
};

export type JournalFilter = AccountFilter & {
  /** The line or payout item that a journal belongs to. */
  source?: string | undefined;
  /** Every journal of its lines, also those of payout items that hold them. */
  referralId?: string | undefined;
};

/** Times are ISO 8601 texts. `at`: when it happened; `period`: the month it is booked in, a later one when its own was closed. */
export type JournalRecord = {
  id: string;
  kind: PostingKind;
  source: string;
  at: string;
  period: Period;
  reverses: string | null;
  entries: { account: AccountKind; partnerId: string | null; side: Side; amount: MoneyJson }[];
  /** The run of its payout item. */
  runId: string | null;
  /** The lines that its amount is made of, each with its referral. */
  lines: { commissionId: string; referralId: string; referralNumber: string; amount: MoneyJson }[];
};

export type Balance = {
  account: AccountKind;
  partnerId: string | null;
  currency: string;
  debits: string;
  credits: string;
};

/** A month with journals, or one that somebody has dealt with. */
export type PeriodRecord = {
  period: Period;
  journals: number;
  proposedBy: Named | null;
  proposedAt: string | null;
  closedBy: Named | null;
  closedAt: string | null;
  /** As the books stood when it was closed; null while it is open. */
  balances: Balance[] | null;
};

/** What finance reads of the books; sums are computed from the entries. Newest first. */
export interface Books {
  accounts(filter: AccountFilter): Promise<AccountRecord[]>;
  journals(filter: JournalFilter, page: PageRequest): Promise<Page<JournalRecord>>;
  periods(): Promise<PeriodRecord[]>;
}

/** Throw AppErrors with the codes of domain/ledger/periods.ts, `busy`, `unavailable`. */
export interface BookWrites {
  proposeClosing(wish: { period: Period; by: string; at: Date }): Promise<PeriodRecord>;
  /** From then on nothing is booked in it; by another person than who proposed it. */
  close(wish: { period: Period; by: string; at: Date }): Promise<PeriodRecord>;
}

/** What finance does with the books, each in one transaction together with its answer. */
export interface BookDesk {
  once(
    ticket: Ticket | undefined,
    act: (writes: BookWrites) => Promise<StoredAnswer & { secret?: boolean }>,
  ): Promise<StoredAnswer & { replayed: boolean }>;
}
