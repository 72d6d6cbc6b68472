import { isCurrency } from './currencies.ts';
import { AppError } from './errors.ts';

/** Integer minor units (cents, yen) with an ISO 4217 currency. */
export type Money = { readonly amountMinor: bigint; readonly currency: string };

/** The form money has in JSON, jsonb and Temporal: an integer within the safe range. */
export type MoneyJson = { amount: number; currency: string };

export const AMOUNT_MINOR_MAX = 9_007_199_254_740_991n;
/** A whole, in basis points. */
export const BASIS_POINTS_WHOLE = 10_000n;

/** ISO 4217: how many decimals a currency has, where it is not two. */
const EXPONENT_USUAL = 2;
const EXPONENT_EXCEPTIONS: ReadonlyMap<string, number> = new Map(
  (
    [
      [0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'],
      [3, 'BHD IQD JOD KWD LYD OMR TND'],
      [4, 'CLF UYW'],
    ] as const
  ).flatMap(([exponent, currencies]) => currencies.split(' ').map((currency) => [currency, exponent])),
);

export const money = (amountMinor: bigint, currency: string): Money => ({ amountMinor, currency });

export const moneyFromJson = ({ amount, currency }: MoneyJson): Money => money(BigInt(amount), currency);

/** Throws `invalid_request` when the amount would lose precision in JSON. */
export function moneyToJson({ amountMinor, currency }: Money): MoneyJson {
  if (amountMinor > AMOUNT_MINOR_MAX || amountMinor < -AMOUNT_MINOR_MAX) {
    throw new AppError({ code: 'invalid_request', detail: 'The amount is larger than this system can carry.' });
  }
  return { amount: Number(amountMinor), currency };
}

/** Throws `internal_error` for two currencies: nothing here converts. */
export function add(left: Money, right: Money): Money {
  if (left.currency !== right.currency) {
    throw new AppError({ code: 'internal_error', cause: `${left.currency} and ${right.currency} cannot be added` });
  }
  return money(left.amountMinor + right.amountMinor, left.currency);
}

export const sum = (amounts: readonly Money[], currency: string): Money => amounts.reduce(add, money(0n, currency));

/** Nothing is added across currencies: one sum for each, in the order in which they come; none for nothing. */
export function sumPerCurrency(amounts: readonly Money[]): Money[] {
  const currencies = [...new Set(amounts.map(({ currency }) => currency))];
  return currencies
    .map((currency) =>
      sum(
        amounts.filter((amount) => amount.currency === currency),
        currency,
      ),
    )
    .filter(({ amountMinor }) => amountMinor !== 0n);
}

const sameCurrency = (left: Money, right: Money): void => {
  if (left.currency === right.currency) return;
  throw new AppError({ code: 'internal_error', cause: `${left.currency} and ${right.currency} cannot be compared` });
};

/** The amount, or the limit when that is less. Throws `internal_error` for two currencies. */
export function atMost(amount: Money, limit: Money): Money {
  sameCurrency(amount, limit);
  return amount.amountMinor < limit.amountMinor ? amount : limit;
}

/** What of the amount lies above the limit; nothing, when it does not reach it. Throws `internal_error` for two currencies. */
export function beyond(amount: Money, limit: Money): Money {
  sameCurrency(amount, limit);
  return money(amount.amountMinor > limit.amountMinor ? amount.amountMinor - limit.amountMinor : 0n, amount.currency);
}

/**
 * The only place where money is rounded: half-up, so that a partner is never short-changed by half a unit.
 * Throws `internal_error` below zero, where half-up would favour the other side.
 */
function halfUp(numerator: bigint, denominator: bigint): bigint {
  if (numerator < 0n) throw new AppError({ code: 'internal_error', cause: 'nothing below zero is rounded' });
  return (2n * numerator + denominator) / (2n * denominator);
}

export function percentageOf(base: Money, basisPoints: bigint): Money {
  if (base.amountMinor < 0n || basisPoints < 0n) {
    throw new AppError({ code: 'internal_error', cause: 'a percentage is taken of nothing below zero' });
  }
  return money(halfUp(base.amountMinor * basisPoints, BASIS_POINTS_WHOLE), base.currency);
}

/** What `percentageOf` rounds, written out in minor units: `480000` or `1234.5`. */
export const exactPercentage = (base: Money, basisPoints: bigint): string =>
  withoutTrailingZeros(decimalText(base.amountMinor * basisPoints, 4));

/** An exchange rate as it is written: how many units of one currency are paid for one of the other. */
const RATE_SHAPE = /^(\d{1,9})(?:\.(\d{1,12}))?$/;

export const isRate = (text: string): boolean => RATE_SHAPE.test(text) && /[1-9]/.test(text);

/** The product of an amount and a rate in minor units of the other currency: `scaled` ÷ 10^`decimals`. */
function product(amount: Money, currency: string, rate: string): { scaled: bigint; decimals: number } {
  const [, whole = '', fraction = ''] = RATE_SHAPE.exec(rate) ?? [];
  if (!isRate(rate)) throw new AppError({ code: 'internal_error', cause: `${rate} is no exchange rate` });
  const scaled = amount.amountMinor * BigInt(whole + fraction);
  const decimals = fraction.length + currencyExponent(amount.currency) - currencyExponent(currency);
  return decimals < 0 ? { scaled: scaled * 10n ** BigInt(-decimals), decimals: 0 } : { scaled, decimals };
}

/** Exactly by the digits of the rate and the decimals of both currencies, rounded once: 480.00 EUR at 162.35 are 77,928 JPY. */
export function convert(amount: Money, currency: string, rate: string): Money {
  const { scaled, decimals } = product(amount, currency, rate);
  return money(halfUp(scaled, 10n ** BigInt(decimals)), currency);
}

/** What `convert` rounds, written out in minor units. */
export function exactConversion(amount: Money, currency: string, rate: string): string {
  const { scaled, decimals } = product(amount, currency, rate);
  return decimals === 0 ? scaled.toString() : withoutTrailingZeros(decimalText(scaled, decimals));
}

/**
 * Divides an amount by weights without losing or making a unit: everybody gets the whole units of the own part, and
 * what is left goes one by one to the largest remainders, the earlier first.
 */
export function allocate(whole: Money, weights: readonly bigint[]): Money[] {
  const total = weights.reduce((left, right) => left + right, 0n);
  if (total <= 0n || whole.amountMinor < 0n || weights.some((weight) => weight < 0n)) {
    throw new AppError({ code: 'internal_error', cause: 'only an amount of zero or more is divided, by real weights' });
  }
  const parts = weights.map((weight, index) => ({
    index,
    units: (whole.amountMinor * weight) / total,
    remainder: (whole.amountMinor * weight) % total,
  }));
  const given = parts.reduce((left, { units }) => left + units, 0n);
  const lucky = [...parts]
    .sort((left, right) => Number(right.remainder > left.remainder) - Number(right.remainder < left.remainder))
    .slice(0, Number(whole.amountMinor - given));
  for (const part of lucky) part.units += 1n;
  return parts.map(({ units }) => money(units, whole.currency));
}

/** Decimals of a currency by ISO 4217. */
export const currencyExponent = (currency: string): number => EXPONENT_EXCEPTIONS.get(currency) ?? EXPONENT_USUAL;

/** `48,000.00 EUR`, `838,448 JPY`. */
export const formatMoney = ({ amountMinor, currency }: Money): string =>
  `${grouped(decimalText(amountMinor, currencyExponent(currency)))} ${currency}`;

/** `48000.00`: without groups and currency, the form files and machines take. */
export const plainAmount = ({ amountMinor, currency }: Money): string =>
  decimalText(amountMinor, currencyExponent(currency));

/**
 * The other way: `48000.00` or `48000,00` in the currency's unit. Undefined for anything else, for more decimals than the
 * currency has, and for what JSON could not carry.
 */
export function moneyFromPlain(text: string, currency: string): Money | undefined {
  const [, whole = '', decimals = ''] = /^(\d{1,16})(?:[.,](\d{1,5}))?$/.exec(text.trim()) ?? [];
  if (whole === '' || !isCurrency(currency)) return undefined;
  const exponent = currencyExponent(currency);
  const significant = decimals.replace(/0+$/, '');
  if (significant.length > exponent) return undefined;
  const amountMinor = BigInt(whole + significant.padEnd(exponent, '0'));
  return amountMinor > AMOUNT_MINOR_MAX ? undefined : money(amountMinor, currency);
}

/** `1000` → `10 %`, `1250` → `12.5 %`. */
export const formatBasisPoints = (basisPoints: number): string =>
  `${withoutTrailingZeros(decimalText(BigInt(basisPoints), 2))} %`;

function decimalText(scaled: bigint, decimals: number): string {
  const sign = scaled < 0n ? '-' : '';
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(decimals + 1, '0');
  if (decimals === 0) return sign + digits;
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

const withoutTrailingZeros = (decimal: string): string => decimal.replace(/\.?0+$/, '');

const grouped = (text: string): string => text.replace(/^-?\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ','));
