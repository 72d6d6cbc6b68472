import type { ApprovableLine, FreezableLine } from '../approval/separation.ts';
import type { Journal } from '../ledger/postings.ts';
import type { Money } from '../money.ts';
import type { MoneyEvent, MoneyMail } from './moneyEvent.ts';
import type { LineExplanation } from './explanation.ts';
import type { ClockResult } from '../sla/results.ts';
import type { Share } from './split.ts';
import type { CommissionState } from './states.ts';

/** A line with everything a decision about it needs. */
export type DecidableLine = ApprovableLine &
  FreezableLine & {
    commissionId: string;
    partnerId: string;
    kind: string;
    /** Of what the customer has paid, what it was earned with; absent where that is all of the deal. */
    part?: Readonly<Record<'received' | 'before', bigint>>;
    /** Of a line that two partners share: which part of what, in the same currency; absent once it was converted. */
    share?: Share & { whole: bigint };
    /** What is owed: what was earned, less what was taken back before it was paid. */
    amount: Money;
    earned: Money;
    /** What refunds took back, before and after the payment. */
    clawed: Readonly<Record<'before' | 'after', bigint>>;
    /** Of what is owed, settled by what the partner owed of other lines; and of what was taken back after the payment, repaid so. */
    netted: Readonly<Record<'settled' | 'repaid', bigint>>;
    accruedAt: string;
    payableFrom: string;
    holdOver: boolean;
    freezeReason: string | null;
    adjustment: Adjustment | null;
    /** Whether an adjustment can be about it. */
    adjustable: boolean;
    /** What its rule earns of the deal as it was corrected last; absent: it was not. */
    corrected?: { correctionId: string; earned: Money; explanation: LineExplanation };
    /** What its deal is worth by which it was earned, in minor units, while what a correction adds waits; absent: as the deal is known. */
    earnedByWorth?: bigint;
    /** What adjustments have taken from it (part of what was clawed back), and what those would take that are not decided. */
    deducted: Readonly<Record<'done' | 'proposed', bigint>>;
  };

/**
 * Of a line that adjusts another one: which, whether it takes its amount from that, and the correction of the deal that it follows from.
 * `grossMinor`: what of it was earned before refunds, where some had been; `moreWaits`: the same correction adds more at its trigger.
 */
export type Adjustment = {
  adjusts: string;
  reduces: boolean;
  correctionId?: string;
  grossMinor?: bigint;
  moreWaits?: boolean;
};

export const isDeduction = ({ adjustment }: Pick<DecidableLine, 'adjustment'>): boolean => adjustment?.reduces === true;

/** What one step changes of a line: written together or not at all. */
export type LineStep = {
  state: CommissionState;
  holdOver: boolean;
  rejectReason: string | null;
  /** What keeps it frozen from now on, and finance's reason. */
  frozenFor: readonly string[];
  freezeReason: string | null;
  /** What was taken back in all by then; the content that is approved changes with `before`. */
  clawed?: { before: bigint; after: bigint; leavesRun: boolean };
  approval: { userId: string; contentHash: string; commandId: string } | null;
  journals: Journal[];
  events: MoneyEvent[];
  mails: MoneyMail[];
  /** How the promise of the approval came out, with who kept it. */
  clockResults?: (ClockResult & { ownerId: string | null })[];
};
