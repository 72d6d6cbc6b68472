import type { RateState } from '../../domain/ledger/rates.ts';
import type { MoneyJson } from '../../domain/money.ts';
import type { StoredAnswer, Ticket } from './idempotencyPort.ts';
import type { Named } from './moneyReadsPort.ts';
import type { Page, PageRequest } from './readsPort.ts';

/** How many units of `to` are paid for one of `from`, as it was written. Times are ISO 8601 texts. */
export type RateRecord = {
  id: string;
  from: string;
  to: string;
  rate: string;
  day: string;
  source: string;
  state: RateState;
  proposedBy: Named;
  proposedAt: string;
  decidedBy: Named | null;
  decidedAt: string | null;
};

export type RateFilter = { from?: string | undefined; to?: string | undefined; state?: RateState | undefined };

/** Lines that wait for the rate of one pair, the longest first. */
export type WaitingForRate = {
  from: string;
  to: string;
  lines: {
    commissionId: string;
    referralId: string;
    referralNumber: string;
    partnerId: string;
    partnerName: string;
    amount: MoneyJson;
    since: string;
  }[];
};

export type NewRate = { from: string; to: string; rate: string; day: string; source: string };

/** Throw AppErrors: `already_exists`, `not_found` and the codes of domain/ledger/rates.ts, `busy`, `unavailable`. */
export interface RateWrites {
  propose(wish: NewRate & { by: string; at: Date }): Promise<RateRecord>;
  /** A confirmed rate wakes the lines that wait for its pair. */
  decide(wish: { id: string; decision: 'confirm' | 'refuse'; by: string; at: Date }): Promise<RateRecord>;
}

/** Exchange rates; every write is one transaction together with its answer. Newest first. */
export interface Rates {
  rates(filter: RateFilter, page: PageRequest): Promise<Page<RateRecord>>;
  waiting(): Promise<WaitingForRate[]>;
  once(
    ticket: Ticket | undefined,
    act: (writes: RateWrites) => Promise<StoredAnswer & { secret?: boolean }>,
  ): Promise<StoredAnswer & { replayed: boolean }>;
}
