import type { SplitAnswer, SplitState } from '../../domain/approval/splits.ts';
import type { Actor } from '../../domain/referral/commands.ts';
import type { StoredAnswer, Ticket } from './idempotencyPort.ts';
import type { Named } from './moneyReadsPort.ts';

/** Between the partner that referred the company and `partner`, whose part the basis points are. Times are ISO 8601 texts. */
export type SplitRecord = {
  id: string;
  partner: { id: string; name: string };
  basisPoints: number;
  state: SplitState;
  proposedBy: Named;
  proposedAt: string;
  answeredBy: Named | null;
  answeredAt: string | null;
};

/** `isLate`: lines of the deal stand already. `split`: the one that stands, or the last that did not come about. */
export type SplitOfReferral = { split: SplitRecord | null; isLate: boolean };

type Given = { referralId: string; by: Actor; source: string; at: Date };

/** Throw AppErrors: `not_found`, `partner_not_active`, `not_allowed_in_stage`, `separation_of_duties`, `busy`, `unavailable`. */
export interface SplitWrites {
  /** As it is now, with the referral locked until the end of the transaction. */
  locked(referralId: string): Promise<SplitOfReferral>;
  /** Takes back what was proposed before and not answered. The administrators of the partner that refers hear of it. */
  propose(wish: Given & { partnerId: string; basisPoints: number }): Promise<SplitRecord>;
  /** Who proposed it hears what was answered, and the other partner that it was agreed. */
  answer(wish: Given & { split: SplitRecord; answer: SplitAnswer }): Promise<SplitRecord>;
}

/** What two partners share of a deal; every write is one transaction together with its answer. */
export interface Splits {
  /** For somebody who may read the referral. `partnerId`: of a reader of a partner. */
  split(referralId: string, partnerId: string | null): Promise<SplitOfReferral>;
  once(
    ticket: Ticket | undefined,
    act: (writes: SplitWrites) => Promise<StoredAnswer>,
  ): Promise<StoredAnswer & { replayed: boolean }>;
}
