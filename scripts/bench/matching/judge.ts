import type { ScoredCandidate } from '../../../domain/matching/evidence.ts';
import type { Verdict } from '../../../domain/matching/verdict.ts';
import type { Case, Submitted } from './cases.ts';

/** What became of a submission without a person: the record it was put to, a question to a reviewer, or a new company. */
export type Judged = {
  of: Case;
  outcome: 'same' | 'review' | 'new';
  /** The record it was put to by proof. */
  companyId: string | undefined;
  candidates: readonly ScoredCandidate[];
};

/** What the check says of a submission; with the record it was put to, if any. */
export type Search = (submitted: Submitted, companyId: string | undefined) => Promise<Verdict>;

export type Check = { resolve: (submitted: Submitted) => Promise<string | undefined>; search: Search };

const AT_ONCE = 4;

/** Also what was put to a record by proof is looked at by the check: another record may look like it. */
export async function judge(check: Check, of: Case): Promise<Judged> {
  const companyId = await check.resolve(of.submitted);
  const { kind, candidates } = await check.search(of.submitted, companyId);
  const settled = companyId === undefined ? 'new' : 'same';
  return { of, outcome: kind === 'review' ? 'review' : settled, companyId, candidates };
}

export async function judgeAll(check: Check, cases: readonly Case[]): Promise<Judged[]> {
  const judged: Judged[] = [];
  for (let from = 0; from < cases.length; from += AT_ONCE)
    judged.push(...(await Promise.all(cases.slice(from, from + AT_ONCE).map((of) => judge(check, of)))));
  return judged;
}

/** Whether the submission came to the record that it is, or before a person who sees that record. */
export const isFound = ({ of, outcome, companyId, candidates }: Judged): boolean =>
  of.truth !== null &&
  (companyId === of.truth || (outcome === 'review' && candidates.some((one) => one.companyId === of.truth)));
