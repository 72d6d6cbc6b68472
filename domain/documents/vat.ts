import { percentageOf, type Money } from '../money.ts';

/** Value added tax of a net amount, half-up; 0 where the rate is. Throws `internal_error` below zero. */
export const vatOf = (net: Money, basisPoints: number): Money => percentageOf(net, BigInt(basisPoints));

export const DOCUMENT_KINDS = ['self_billed', 'partner_invoice', 'correction'] as const;

export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** What a document is called by: its place in our series, or what the partner has written on an own one. */
export type DocumentName = { year: number | null; seriesNo: number | null; ownNumber: string | null };

/** `SB-2026-000017`: of one series a year, without gaps; or the partner's own. */
export const documentNumber = ({ year, seriesNo, ownNumber }: DocumentName): string =>
  ownNumber ?? `SB-${String(year)}-${String(seriesNo).padStart(6, '0')}`;
