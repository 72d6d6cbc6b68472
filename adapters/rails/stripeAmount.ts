import { currencyExponent, type Money } from '../../domain/money.ts';

/**
 * Decimals by which Stripe counts where ISO 4217 counts by others (docs.stripe.com/currencies): the ariary without any; the krona
 * and the shilling by two, as it did before they lost them.
 */
const EXPONENT_EXCEPTIONS: ReadonlyMap<string, number> = new Map([
  ['MGA', 0],
  ['ISK', 2],
  ['UGX', 2],
]);

/** Of three decimals Stripe takes the last one as 0 only. */
const THREE_DECIMALS = 3;

/** Eight digits: Stripe takes no more in one transfer. */
const AMOUNT_MAX = 99_999_999n;

/** The amount as Stripe counts it; undefined where it cannot carry exactly that, for nothing is rounded on the way to a payee. */
export function stripeAmount({ amountMinor, currency }: Money): number | undefined {
  const exponent = currencyExponent(currency);
  const scaled = amountMinor * 10n ** BigInt(EXPONENT_EXCEPTIONS.get(currency) ?? exponent);
  const unit = 10n ** BigInt(exponent);
  const amount = scaled / unit;
  const step = exponent === THREE_DECIMALS ? 10n : 1n;
  return scaled % unit === 0n && amount % step === 0n && amount <= AMOUNT_MAX ? Number(amount) : undefined;
}
