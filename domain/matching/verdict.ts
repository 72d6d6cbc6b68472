import type { ActivityKind } from './lookBack.ts';
import { REVIEW_FROM } from './evidence.ts';
import type { ScoredCandidate } from './evidence.ts';
import type { Recognised, VendorFinding, VendorWhy } from './vendorKnowledge.ts';

/**
 * What the vendor's own records said: ids, codes and times only, for it is kept in the story's history. `interested`: people
 * of ours who have a deal with the company and so cannot review it; `unproven`: only the name is the same.
 */
export type VendorVerdict = {
  decision: 'review' | 'decline';
  why: VendorWhy | 'crm_unavailable';
  unproven: boolean;
  finding: {
    source: VendorFinding['source'];
    id: string;
    accountId: string;
    activity: ActivityKind | null;
    at: string | null;
    /** Not kept of a deal that only the second look has found. */
    recognised: Recognised | null;
  } | null;
  interested: string[];
  againFrom: string | null;
};

/** Every candidate with its evidence is kept, also those that nobody is asked about. */
export type Verdict = { kind: 'new' | 'review' | 'declined'; candidates: ScoredCandidate[]; vendor?: VendorVerdict };

/** What a second look adds to the verdict of the check: the candidates of that stay as they were. */
export type LaterVerdict = { kind: Verdict['kind']; vendor: VendorVerdict };

/**
 * What is proved is one record already when this is asked. What is left are other records that look alike: similarity
 * alone never decides, a person does; and so does a proof that contradicts what the submission says.
 */
export function verdictOf(scored: readonly ScoredCandidate[]): Verdict {
  const candidates = [...scored].sort((one, other) => other.score - one.score);
  const alike = candidates.some(({ score, proof }) => proof || score >= REVIEW_FROM);
  return { kind: alike ? 'review' : 'new', candidates };
}

/** What the vendor knows comes before what only looks alike; whoever reviews sees both. */
export const withVendor = (verdict: Verdict, vendor: VendorVerdict): Verdict => ({
  kind: vendor.decision === 'decline' ? 'declined' : 'review',
  candidates: verdict.candidates,
  vendor,
});

/** The CRM stayed silent for as long as we could wait: a person decides, and never against the partner for that. */
export const UNREAD: VendorVerdict = {
  decision: 'review',
  why: 'crm_unavailable',
  unproven: true,
  finding: null,
  interested: [],
  againFrom: null,
};
