import type { MoneyJson } from '../money.ts';

/**
 * What was taken back of a line in all: of it `adjusted` by adjustments and the rest by refunds; `toReturn` after the payment, so that
 * the partner owes it, and of that `repaid` by netting. `at`: ISO 8601, the last time.
 */
export type TakenBack = {
  at: string;
  amount: MoneyJson;
  adjusted: MoneyJson;
  toReturn: MoneyJson;
  repaid: MoneyJson;
  /** Its deal was corrected, and what was taken follows from that as from refunds. */
  isCorrected: boolean;
};

export const TAKEN_BACK_CAUSES = ['refunds', 'adjustments', 'both', 'corrections', 'several'] as const;

export type TakenBackCause = (typeof TAKEN_BACK_CAUSES)[number];

type Causes = Pick<TakenBack, 'amount' | 'adjusted' | 'isCorrected'>;

export function causeOfTakenBack({ amount, adjusted, isCorrected }: Causes): TakenBackCause {
  if (isCorrected && adjusted.amount !== amount.amount) return adjusted.amount === 0 ? 'corrections' : 'several';
  if (adjusted.amount === 0) return 'refunds';
  return adjusted.amount === amount.amount ? 'adjustments' : 'both';
}

/** What the partner owes of it and nothing has settled yet. */
export const remainingOf = ({ toReturn, repaid }: Pick<TakenBack, 'toReturn' | 'repaid'>): MoneyJson => ({
  amount: toReturn.amount - repaid.amount,
  currency: toReturn.currency,
});
