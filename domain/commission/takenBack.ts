import type { MoneyJson } from '../money.ts';

/**
 * What was taken back of a line in all: of it `adjusted` by adjustments and the rest by refunds; `toReturn` after the payment, so that
 * the partner owes it, and of that `repaid` by netting. `at`: ISO 8601, the last time.
 */
export type TakenBack = { at: string; amount: MoneyJson; adjusted: MoneyJson; toReturn: MoneyJson; repaid: MoneyJson };

export const TAKEN_BACK_CAUSES = ['refunds', 'adjustments', 'both'] as const;

export type TakenBackCause = (typeof TAKEN_BACK_CAUSES)[number];

export function causeOfTakenBack({ amount, adjusted }: Pick<TakenBack, 'amount' | 'adjusted'>): TakenBackCause {
  if (adjusted.amount === 0) return 'refunds';
  return adjusted.amount === amount.amount ? 'adjustments' : 'both';
}

/** What the partner owes of it and nothing has settled yet. */
export const remainingOf = ({ toReturn, repaid }: Pick<TakenBack, 'toReturn' | 'repaid'>): MoneyJson => ({
  amount: toReturn.amount - repaid.amount,
  currency: toReturn.currency,
});
