import { percentageOf, type Money } from '../money.ts';

/** Value added tax of a net amount, half-up; 0 where the rate is. Throws `internal_error` below zero. */
export const vatOf = (net: Money, basisPoints: number): Money => percentageOf(net, BigInt(basisPoints));

export const DOCUMENT_KINDS = ['self_billed', 'correction'] as const;

export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** `SB-2026-000017`: of one series a year, without gaps. */
export const documentNumber = (year: number, seriesNo: number): string =>
  `SB-${String(year)}-${String(seriesNo).padStart(6, '0')}`;
