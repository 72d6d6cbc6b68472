import type { CompanyKey } from './normalise.ts';

/** Another company record that shares something with the submission; ids and kinds only, no names. */
export type Candidate = { companyId: string; referralId: string | null; evidence: { kind: CompanyKey['kind'] }[] };

export type Verdict = { kind: 'new' | 'review'; candidates: Candidate[] };

/**
 * Companies with the same domain (or the same person) are one record already when this is asked. What is left are other
 * records that look alike: similarity alone never decides, a person does.
 */
export const verdictOf = (candidates: readonly Candidate[]): Verdict =>
  candidates.length === 0 ? { kind: 'new', candidates: [] } : { kind: 'review', candidates: [...candidates] };
