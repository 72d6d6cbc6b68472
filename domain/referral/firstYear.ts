import type { MoneyJson } from '../money.ts';

/** The first year is a part of the deal: of its currency, and never more than the whole. */
export const isPartOf = (amount: MoneyJson, firstYearNet: MoneyJson | undefined): boolean =>
  firstYearNet === undefined || (firstYearNet.currency === amount.currency && firstYearNet.amount <= amount.amount);
