import { AppError } from './errors.ts';

/** Integer minor units (cents, yen) with an ISO 4217 currency. */
export type Money = { readonly amountMinor: bigint; readonly currency: string };

/** The form money has in JSON, jsonb and Temporal: an integer within the safe range. */
export type MoneyJson = { amount: number; currency: string };

export const AMOUNT_MINOR_MAX = 9_007_199_254_740_991n;
const BASIS_POINTS_WHOLE = 10_000n;

export const money = (amountMinor: bigint, currency: string): Money => ({ amountMinor, currency });

export const moneyFromJson = ({ amount, currency }: MoneyJson): Money => money(BigInt(amount), currency);

/** Throws `invalid_request` when the amount would lose precision in JSON. */
export function moneyToJson({ amountMinor, currency }: Money): MoneyJson {
  if (amountMinor > AMOUNT_MINOR_MAX || amountMinor < -AMOUNT_MINOR_MAX) {
    throw new AppError({ code: 'invalid_request', detail: 'The amount is larger than this system can carry.' });
  }
  return { amount: Number(amountMinor), currency };
}
