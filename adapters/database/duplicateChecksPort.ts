import type { ScoredCandidate } from '../../domain/matching/evidence.ts';
import type { VendorVerdict } from '../../domain/matching/verdict.ts';
import type { ActiveClaimRule } from '../../domain/policy.ts';

/** A company as somebody describes it; nobody has referred it yet. */
export type DescribedCompany = {
  programId: string;
  name: string;
  domain: string | undefined;
  country: string | undefined;
  email: string | undefined;
  phone: string | undefined;
  productLine: string | undefined;
  project: string | undefined;
};

/** `standing`: how many hold or wait for this company and product line already; `activeClaim`: what the program makes of that. */
export type Glance = {
  company: { id: string; name: string } | null;
  standing: number;
  /** Whether one of them holds the claim; the others wait or are not decided yet. */
  held: boolean;
  activeClaim: ActiveClaimRule;
  candidates: (ScoredCandidate & { name: string | null })[];
  vendor: VendorVerdict | 'unread' | null;
};

export interface DuplicateChecks {
  /** Counts this question of a person; not allowed when there were too many lately. */
  note(userId: string, max: { inMinute: number; inDay: number }): Promise<{ allowed: boolean; inDay: number }>;
  /** What is known of the company now; undefined when there is no such program. Nothing is written. */
  look(described: DescribedCompany, now: Date): Promise<Glance | undefined>;
}
