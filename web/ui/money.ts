export type Money = { amount: number; currency: string };

/** ISO 4217, where it is not two. What browsers say is how prices are usually written, which is another number for HUF or IDR. */
const DIGITS: Readonly<Record<number, string>> = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
  3: 'BHD IQD JOD KWD LYD OMR TND',
  4: 'CLF UYW',
};

/** How many digits a currency has after the point: 2 for EUR, 0 for JPY. */
export function minorDigits(currency: string): number {
  const exception = Object.entries(DIGITS).find(([, codes]) => codes.split(' ').includes(currency));
  return exception === undefined ? 2 : Number(exception[0]);
}

/** "4,800.00 EUR": the amount first, so that columns align, and the code, because a dollar sign has five owners. */
export function moneyInWords({ amount, currency }: Money): string {
  const digits = minorDigits(currency);
  const number = new Intl.NumberFormat('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return `${number.format(amount / 10 ** digits)} ${currency}`;
}

/** Whole units of an amount, for a field that somebody may change. */
export const toUnits = ({ amount, currency }: Money): number => amount / 10 ** minorDigits(currency);

/** What somebody typed as whole units, in minor units. */
export const toMinor = (units: number, currency: string): number => Math.round(units * 10 ** minorDigits(currency));

/** "19 %" of 1,900 basis points. */
export const percentInWords = (basisPoints: number): string => `${(basisPoints / 100).toLocaleString('en')} %`;

/** The sum of each currency, in the order in which they first appear. */
export function sumsByCurrency(amounts: readonly Money[]): Money[] {
  const sums = new Map<string, number>();
  for (const { amount, currency } of amounts) sums.set(currency, (sums.get(currency) ?? 0) + amount);
  return [...sums].map(([currency, amount]) => ({ amount, currency }));
}
