import { REVIEW_FROM } from './evidence.ts';
import type { ScoredCandidate } from './evidence.ts';

/** Every candidate with its evidence is kept, also those that nobody is asked about. */
export type Verdict = { kind: 'new' | 'review'; candidates: ScoredCandidate[] };

/**
 * What is proved is one record already when this is asked. What is left are other records that look alike: similarity
 * alone never decides, a person does; and so does a proof that contradicts what the submission says.
 */
export function verdictOf(scored: readonly ScoredCandidate[]): Verdict {
  const candidates = [...scored].sort((one, other) => other.score - one.score);
  const alike = candidates.some(({ score, proof }) => proof || score >= REVIEW_FROM);
  return { kind: alike ? 'review' : 'new', candidates };
}
