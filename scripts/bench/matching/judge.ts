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

export type Check = {
  resolve: (submitted: Submitted) => Promise<string | undefined>;
  search: (submitted: Submitted) => Promise<Verdict>;
};

const AT_ONCE = 4;

async function judge(check: Check, of: Case): Promise<Judged> {
  const companyId = await check.resolve(of.submitted);
  if (companyId !== undefined) return { of, outcome: 'same', companyId, candidates: [] };
  const { kind, candidates } = await check.search(of.submitted);
  return { of, outcome: kind === 'review' ? 'review' : 'new', companyId, candidates };
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
  (outcome === 'same'
    ? companyId === of.truth
    : outcome === 'review' && candidates.some((one) => one.companyId === of.truth));
