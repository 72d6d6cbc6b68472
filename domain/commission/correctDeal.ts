import type { ErrorCode, ErrorFacts } from '../errors.ts';
import type { MoneyJson } from '../money.ts';
import { isPartOf } from '../referral/firstYear.ts';
import type { DealFigures } from './explanation.ts';

/** What is not named stays; a first year that is the whole deal stays the whole deal. */
export function figuresAfter(
  { amount, firstYearNet }: DealFigures,
  wish: { amount: MoneyJson; firstYearNet?: MoneyJson | undefined },
): DealFigures {
  const isWhole = firstYearNet.amount === amount.amount;
  return { amount: wish.amount, firstYearNet: wish.firstYearNet ?? (isWhole ? wish.amount : firstYearNet) };
}

/** Whether a won deal can be put right so: never below what was refunded of it, which is in minor units. */
export function refuseCorrection(args: {
  from: DealFigures;
  to: DealFigures;
  refunded: bigint;
}): { code: ErrorCode; facts: ErrorFacts } | null {
  const { from, to, refunded } = args;
  const { currency } = from.amount;
  if (to.amount.currency !== currency) return { code: 'currency_differs', facts: { currency } };
  if (!isPartOf(to.amount, to.firstYearNet)) {
    const message = 'The first year is worth no more than the whole contract.';
    return { code: 'invalid_request', facts: { errors: [{ pointer: '/firstYearNet', code: 'invalid', message }] } };
  }
  if (BigInt(to.amount.amount) < refunded)
    return { code: 'deal_below_refunds', facts: { refunded: { amount: Number(refunded), currency } } };
  const isSame = from.amount.amount === to.amount.amount && from.firstYearNet.amount === to.firstYearNet.amount;
  return isSame
    ? { code: 'nothing_to_correct', facts: { amount: from.amount, firstYearNet: from.firstYearNet } }
    : null;
}
