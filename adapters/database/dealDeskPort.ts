import type { DealRefund } from '../../domain/commission/refunds.ts';
import type { DealProgress } from '../../domain/commission/triggers.ts';
import type { DealFigures } from '../../domain/commission/explanation.ts';
import type { Money, MoneyJson } from '../../domain/money.ts';
import type { StoredAnswer, Ticket } from './idempotencyPort.ts';
import type { Named } from './moneyReadsPort.ts';

export type RefundWish = {
  dealId: string;
  /** What the system calls it that knows of it. */
  externalId: string;
  amount: Money;
  /** A day. */
  refundedOn: string;
  reasonCode: string | undefined;
  by: string;
  at: Date;
};

/** `total`: of the deal, with this one. `counts`: it still takes something back of what the deal has earned. */
export type RefundRecord = DealRefund & {
  dealId: string;
  externalId: string;
  reasonCode: string | null;
  recordedAt: string;
  total: Money;
  counts: boolean;
  referrals: { id: string; number: string }[];
};

export type PaymentWish = Pick<RefundWish, 'dealId' | 'externalId' | 'amount' | 'by' | 'at'> & {
  kind: keyof DealProgress;
  /** A day. */
  on: string;
};

/** `total`: of the deal and sort, with this one. */
export type PaymentRecord = Pick<
  RefundRecord,
  'id' | 'dealId' | 'externalId' | 'amount' | 'recordedAt' | 'total' | 'referrals'
> & {
  on: string;
};

export type CorrectionWish = Pick<RefundWish, 'dealId' | 'externalId' | 'by' | 'at'> & {
  amount: MoneyJson;
  firstYearNet?: MoneyJson | undefined;
  /** In words, for finance and the partner. */
  reason: string;
};

/** `referral`: the one that was won with the deal; null where none is any more. */
export type CorrectionRecord = {
  id: string;
  dealId: string;
  externalId: string;
  from: DealFigures;
  to: DealFigures;
  reason: string;
  recordedBy: Named;
  recordedAt: string;
  referral: { id: string; number: string } | null;
};

export interface DealDeskWrites {
  /**
   * Once per external id; the same again is found as it was recorded. Throws AppErrors: `not_found`, `already_exists` for
   * another refund of this id, `currency_differs`, `date_out_of_range`, `refund_above_deal`, `busy`, `unavailable`.
   */
  refund(wish: RefundWish): Promise<{ refund: RefundRecord; isNew: boolean }>;
  /** An invoice or a payment, by the same rules; `payment_above_deal` instead of `refund_above_deal`. */
  payment(wish: PaymentWish): Promise<{ payment: PaymentRecord; isNew: boolean }>;
  /**
   * What the deal is worth, by the same rules; `deal_below_refunds` below what was refunded, `invalid_request` for a first year
   * beyond it, `nothing_to_correct` where it is worth that already.
   */
  correction(wish: CorrectionWish): Promise<{ correction: CorrectionRecord; isNew: boolean }>;
}

/** What finance records of a deal after it was won, in one transaction together with its answer. */
export interface DealDesk {
  once(
    ticket: Ticket | undefined,
    act: (writes: DealDeskWrites) => Promise<StoredAnswer & { secret?: boolean }>,
  ): Promise<StoredAnswer & { replayed: boolean }>;
}
