import type { ErrorCode, ErrorFacts } from '../errors.ts';
import { money, moneyToJson, type Money } from '../money.ts';
import { isDay } from '../plainValues.ts';

/** Money that went back to the customer of a deal; `refundedOn` is a day. */
export type DealRefund = { id: string; amount: Money; refundedOn: string };

/** A deal as one of the referrals that were won with it knows it. */
export type WonWith = { amount: Money; closedOn: string };

type Refusal = { code: ErrorCode; facts: ErrorFacts };

/** Whether a refund can be recorded: of this deal, in its currency, from its close until today, and never more than it was worth. */
export function refuseRefund(args: {
  deals: readonly WonWith[];
  refunds: readonly DealRefund[];
  wish: { amount: Money; refundedOn: string };
  today: string;
}): Refusal | null {
  const { deals, refunds, wish, today } = args;
  const [first] = deals;
  if (first === undefined) return { code: 'not_found', facts: {} };
  const { currency } = wish.amount;
  if (deals.some(({ amount }) => amount.currency !== currency))
    return { code: 'currency_differs', facts: { currency: first.amount.currency } };
  const from = deals.map(({ closedOn }) => closedOn).sort()[0] ?? today;
  if (!isDay(wish.refundedOn) || wish.refundedOn < from || wish.refundedOn > today)
    return { code: 'date_out_of_range', facts: { from, until: today } };
  const worth = deals.reduce(
    (least, { amount }) => (amount.amountMinor < least ? amount.amountMinor : least),
    first.amount.amountMinor,
  );
  const left = refunds.reduce((rest, { amount }) => rest - amount.amountMinor, worth);
  return wish.amount.amountMinor > left
    ? { code: 'refund_above_deal', facts: { left: moneyToJson(money(left, currency)) } }
    : null;
}
