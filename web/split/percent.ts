import { percentInWords } from '../ui/money.ts';

const WHOLE_BASIS_POINTS = 10_000;
const PER_PERCENT = 100;

/** What the other partner leaves to the one that referred the company. */
export const restInWords = (basisPoints: number): string => percentInWords(WHOLE_BASIS_POINTS - basisPoints);

/** What somebody typed, in basis points; undefined: it is no part of a whole. */
export function basisPointsOf(percent: number | string): number | undefined {
  if (typeof percent !== 'number') return undefined;
  const basisPoints = Math.round(percent * PER_PERCENT);
  return basisPoints > 0 && basisPoints < WHOLE_BASIS_POINTS ? basisPoints : undefined;
}
