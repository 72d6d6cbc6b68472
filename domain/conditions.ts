import { readsAs } from './readsAs.ts';

/** Minor units; from `from` on and below `below`. */
export type ValueBand = { currency: string; from?: number | undefined; below?: number | undefined };

/** One of the list is enough; a list that is left out fits everything. What reads the same is the same. */
export const isNamed = (wanted: readonly string[] | undefined, given: string | null): boolean =>
  wanted === undefined || (given !== null && wanted.some((text) => readsAs(text) === readsAs(given)));

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
