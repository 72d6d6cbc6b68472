import { taxProblem, type TaxInForce } from '../tax/profile.ts';

/**
 * Why a line waits for its document: there is none, finance has not decided on the one that is there, it says too much, or the vendor
 * cannot write it for want of what it is called itself.
 */
export const DOCUMENT_PROBLEMS = [
  'document_missing',
  'document_unverified',
  'document_differs',
  'vendor_missing',
] as const;

export type DocumentProblem = (typeof DOCUMENT_PROBLEMS)[number];

/** `agreed`: the partner lets the vendor write its invoices. `waits`: finance has one of the partner and has not decided on it. */
export type DocumentFacts = {
  documented: boolean;
  /** What is owed of the line and no document says, in minor units; below zero: what they say too much. */
  undocumentedMinor: number;
  agreed: boolean;
  waits: boolean;
  /** Whether it is recorded who the vendor is. */
  vendorKnown: boolean;
};

/** Of a line without a document the vendor writes one, where it may and knows by a valid tax form what has to stand in it. */
export function documentProblem(
  { documented, undocumentedMinor, agreed, waits, vendorKnown }: DocumentFacts,
  { tax, now }: { tax: TaxInForce; now: Date },
): DocumentProblem | null {
  if (documented && undocumentedMinor === 0) return null;
  if (waits) return 'document_unverified';
  if (documented) return 'document_differs';
  if (!agreed || taxProblem(tax, now) !== null) return 'document_missing';
  return vendorKnown ? null : 'vendor_missing';
}
