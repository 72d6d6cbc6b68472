import { taxProblem, type TaxInForce } from '../tax/profile.ts';

/** Why a line waits for its document: there is none, finance has not decided on the one that is there, or it says too much. */
export const DOCUMENT_PROBLEMS = ['document_missing', 'document_unverified', 'document_differs'] as const;

export type DocumentProblem = (typeof DOCUMENT_PROBLEMS)[number];

/** `agreed`: the partner lets the vendor write its invoices. `waits`: finance has one of the partner and has not decided on it. */
export type DocumentFacts = {
  documented: boolean;
  /** What is owed of the line and no document says, in minor units; below zero: what they say too much. */
  undocumentedMinor: number;
  agreed: boolean;
  waits: boolean;
};

/** Of a line without a document the vendor writes one, where it may and knows by a valid tax form what has to stand in it. */
export function documentProblem(
  { documented, undocumentedMinor, agreed, waits }: DocumentFacts,
  { tax, now }: { tax: TaxInForce; now: Date },
): DocumentProblem | null {
  if (documented && undocumentedMinor === 0) return null;
  if (waits) return 'document_unverified';
  if (documented) return 'document_differs';
  return agreed && taxProblem(tax, now) === null ? null : 'document_missing';
}
