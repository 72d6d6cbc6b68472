/** Minor units; from `from` on and below `below`. */
export type ValueBand = { currency: string; from?: number | undefined; below?: number | undefined };

const same = (one: string, other: string): boolean => one.trim().toLowerCase() === other.trim().toLowerCase();

/** One of the list is enough; a list that is left out fits everything. Case and surrounding spaces do not matter. */
export const isNamed = (wanted: readonly string[] | undefined, given: string | null): boolean =>
  wanted === undefined || (given !== null && wanted.some((text) => same(text, given)));

/** The same for bands of an amount. Nothing is converted: another currency is in no band. */
export const isInBand = (
  bands: readonly ValueBand[] | undefined,
  value: { amount: number; currency: string } | null,
): boolean =>
  bands === undefined ||
  (value !== null &&
    bands.some(
      ({ currency, from, below }) =>
        currency === value.currency &&
        (from === undefined || value.amount >= from) &&
        (below === undefined || value.amount < below),
    ));
