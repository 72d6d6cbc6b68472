import type { Exclusion } from '../../domain/approval/separation.ts';
import type { BankLine, UnsettledItem } from '../../domain/reconciliation/bank.ts';
import type { Books } from '../../domain/reconciliation/books.ts';
import type { DealHere } from '../../domain/reconciliation/deals.ts';
import type { AccountKind } from '../../domain/ledger/postings.ts';
import type { Comparison, Finding, FindingKind, Side } from '../../domain/reconciliation/finding.ts';
import type { StoredAnswer, Ticket } from './idempotencyPort.ts';
import type { Named } from './moneyReadsPort.ts';

/** How many things of each were compared; null: that comparison was not made, since a source could not be read. */
export type ComparedCounts = Readonly<Record<Comparison, number | null>>;

/** What a comparison reads and keeps. Times are ISO 8601 texts. Every method is safe to repeat. */
export interface Reconciling {
  /** The comparison of this workflow, begun now if no other one runs; null: another one does. */
  begin(args: { workflowId: string; at: string }): Promise<string | null>;
  /** The next referrals by their ids that the CRM may have a deal of. */
  dealsHere(args: { after: string; limit: number; at: string }): Promise<DealHere[]>;
  /** Which of these deals some referral was won with. */
  credited(dealIds: readonly string[]): Promise<Set<string>>;
  bank(at: string): Promise<{ compared: number; items: UnsettledItem[]; lines: BankLine[] }>;
  /** As of one moment. */
  books(): Promise<Books>;
  /** What a running comparison has found; one that was given up finds nothing. */
  note(args: { id: string; findings: readonly Finding[]; at: string }): Promise<void>;
  /** What was compared and is not seen any more is gone from now on. */
  end(args: { id: string; compared: ComparedCounts; at: string }): Promise<void>;
}

export type FindingRecord = {
  id: string;
  kind: FindingKind;
  number: string | null;
  referralId: string | null;
  runId: string | null;
  partner: Named | null;
  account: AccountKind | null;
  owner: Named | null;
  /** Who made the win that it is about what it is. */
  exclusions: Exclusion[];
  ours: Side;
  theirs: Side;
  since: string;
  accepted: { by: Named; at: string; reason: string } | null;
  version: number;
};

/** `asOf`: when a comparison of the kind was last begun that was made to its end; null: never. */
export type ReconciliationRecord = {
  last: { startedAt: string; compared: ComparedCounts } | null;
  asOf: Readonly<Record<Comparison, string | null>>;
  running: { startedAt: string; startedBy: Named | null } | null;
  /** How many findings nobody has accepted, of all there are. */
  open: Readonly<Partial<Record<FindingKind, number>>>;
  /** The oldest first; at most `FINDINGS_SHOWN_MAX`. */
  findings: FindingRecord[];
};

export const FINDINGS_SHOWN_MAX = 1_000;

/** Throw AppErrors: `not_found`, `not_allowed_in_state`, `rate_limited`, `busy`, `unavailable`. */
export interface ReconciliationWrites {
  /** Has a comparison made now, unless one runs; gives when the one that runs was begun. */
  start(wish: { by: string; at: Date }): Promise<{ startedAt: string }>;
  /** `check` is given the difference as it is, and throws what is in the way. */
  accept(wish: {
    id: string;
    reason: string;
    by: string;
    at: Date;
    check: (finding: FindingRecord) => void;
  }): Promise<FindingRecord>;
}

/** What finance reads of the comparisons, and does with what they find; every write is one transaction with its answer. */
export interface Reconciliations {
  read(): Promise<ReconciliationRecord>;
  once(
    ticket: Ticket | undefined,
    act: (writes: ReconciliationWrites) => Promise<StoredAnswer & { secret?: boolean }>,
  ): Promise<StoredAnswer & { replayed: boolean }>;
}
