import type { ErrorCode, ErrorFacts } from '../errors.ts';
import { money, moneyToJson, type Money } from '../money.ts';
import { isDay } from '../plainValues.ts';

/** Money that went back to the customer of a deal; `refundedOn` is a day. */
export type DealRefund = { id: string; amount: Money; refundedOn: string };

/** A deal as one of the referrals that were won with it knows it. */
export type WonWith = { amount: Money; closedOn: string };

type Refusal = { code: ErrorCode; facts: ErrorFacts };

/** Money of a deal, on a day. */
type Wish = { amount: Money; on: string };

/** Money of a deal is in its currency, and moves from its close until today. */
function refuseWish(deals: readonly WonWith[], { amount, on }: Wish, today: string): Refusal | null {
  const [first] = deals;
  if (first === undefined) return { code: 'not_found', facts: {} };
  if (deals.some((deal) => deal.amount.currency !== amount.currency))
    return { code: 'currency_differs', facts: { currency: first.amount.currency } };
  const from = deals.map(({ closedOn }) => closedOn).sort()[0] ?? today;
  if (!isDay(on) || on < from || on > today) return { code: 'date_out_of_range', facts: { from, until: today } };
  return null;
}

const worthOf = (deals: readonly WonWith[]): bigint =>
  deals
    .map(({ amount }) => amount.amountMinor)
    .reduce((least, amountMinor) => (amountMinor < least ? amountMinor : least));

const sumOf = (moved: readonly Pick<DealRefund, 'amount'>[]): bigint =>
  moved.reduce((sum, { amount }) => sum + amount.amountMinor, 0n);

/** Whether a refund can be recorded: never more in all than the deal was worth. */
export function refuseRefund(args: {
  deals: readonly WonWith[];
  refunds: readonly DealRefund[];
  wish: Wish;
  today: string;
}): Refusal | null {
  const { deals, refunds, wish, today } = args;
  const refused = refuseWish(deals, wish, today);
  if (refused !== null) return refused;
  const left = worthOf(deals) - sumOf(refunds);
  return wish.amount.amountMinor > left ? aboveDeal('refund_above_deal', left, wish) : null;
}

/**
 * Whether an invoice or a payment can be recorded: never more in all than the deal is worth and was refunded, for what went back
 * may be paid again.
 */
export function refusePayment(args: {
  deals: readonly WonWith[];
  /** Of the same sort. */
  earlier: readonly Pick<DealRefund, 'amount'>[];
  refunds: readonly DealRefund[];
  wish: Wish;
  today: string;
}): Refusal | null {
  const { deals, earlier, refunds, wish, today } = args;
  const refused = refuseWish(deals, wish, today);
  if (refused !== null) return refused;
  const left = worthOf(deals) + sumOf(refunds) - sumOf(earlier);
  return wish.amount.amountMinor > left ? aboveDeal('payment_above_deal', left, wish) : null;
}

const aboveDeal = (code: ErrorCode, left: bigint, { amount }: Wish): Refusal => ({
  code,
  facts: { left: moneyToJson(money(left, amount.currency)) },
});

/** What of a part went back to the customer, who gets back what was paid first. It depends on the sum of the refunds alone. */
export function refundedOf({ received, before }: { received: bigint; before: bigint }, refunded: bigint): bigint {
  const beyond = refunded > before ? refunded - before : 0n;
  return beyond < received ? beyond : received;
}
