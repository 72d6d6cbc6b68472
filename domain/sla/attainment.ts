import type { ClockKind } from './clocks.ts';

/** What is counted: the end of a registration is no promise that one keeps or misses; a payout is one by its pay day. */
export type CountedPromise = Exclude<ClockKind, 'expiry'> | 'payout';

/** Fewer than this say nothing about how we keep a promise. */
export const CASES_MIN = 10;

/** How far back attainment looks. */
export const ATTAINMENT_WINDOW = 'P90D';

export type Counts = { total: number; kept: number; keptWithoutPauses: number };

export type Attainment = Counts & {
  /** Whole percent, rounded down: 100 only where all were kept. Null: too few to say. */
  percent: number | null;
  percentWithoutPauses: number | null;
  tooFew: boolean;
};

const percentOf = (part: number, total: number): number => Math.floor((part * 100) / total);

/** Counts always stand beside the percentage; below ten cases they stand alone. */
export function attainmentOf(counts: Counts): Attainment {
  const tooFew = counts.total < CASES_MIN;
  return {
    ...counts,
    percent: tooFew ? null : percentOf(counts.kept, counts.total),
    percentWithoutPauses: tooFew ? null : percentOf(counts.keptWithoutPauses, counts.total),
    tooFew,
  };
}
