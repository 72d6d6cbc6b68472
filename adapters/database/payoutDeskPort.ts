import type { RunRecord } from './moneyReadsPort.ts';
import type { StoredAnswer, Ticket } from './idempotencyPort.ts';

/**
 * Throw AppErrors: `not_found`, `forbidden`, `separation_of_duties`, `not_allowed_in_state`, `line_not_payable`, `reason_required`, `busy`,
 * `unavailable`.
 */
export interface PayoutDeskWrites {
  /** One item per payee of everything payable by the cut-off; the workflow of the run starts after the commit. */
  prepare(wish: { rail: string; currency: string; cutOff: Date; by: string; at: Date }): Promise<RunRecord>;
  /** A person takes the draft of a period on, and is who prepared it from then on. */
  prepareDraft(wish: { runId: string; by: string; at: Date }): Promise<RunRecord>;
  /** Takes an item out of a run that is not released, or puts it back, which is for who prepared the run (`mayPutBack`). */
  changeItem(wish: {
    change: 'exclude' | 'include';
    runId: string;
    itemId: string;
    reason: string;
    by: string;
    at: Date;
  }): Promise<RunRecord>;
}

/** What finance does with a run before its release, each in one transaction together with its answer. */
export interface PayoutDesk {
  once(
    ticket: Ticket | undefined,
    act: (writes: PayoutDeskWrites) => Promise<StoredAnswer & { secret?: boolean }>,
  ): Promise<StoredAnswer & { replayed: boolean }>;
  /** The bank file, opened; every time it is fetched is recorded, and from the second time on with a reason. */
  takeFile(args: {
    runId: string;
    userId: string;
    reason: string | undefined;
    at: Date;
  }): Promise<{ text: string; rail: string }>;
}
