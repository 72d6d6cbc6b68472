import type { CompanyKey } from './normalise.ts';

/** What the search found about one other record: ids, codes and numbers only, for it is kept in the story's history. */
export type CandidateFacts = {
  source: 'referral' | 'company' | 'crm_account' | 'crm_contact' | 'crm_lead' | 'crm_deal';
  id: string;
  companyId: string | null;
  /** The earliest referral of that company, which the submission would stand behind. */
  referralId: string | null;
  sameKeys: CompanyKey['kind'][];
  /** 0 to 1, of the name keys. */
  nameSimilarity: number;
  country: 'same' | 'other' | 'unknown';
  /** `sibling`: the same name under another ending, `nordwind.de` and `nordwind.fr`; `similar`: a letter differs. */
  domain: 'same' | 'sibling' | 'similar' | 'other' | 'unknown';
  /** What the other company is to this one. */
  related: 'parent' | 'subsidiary' | null;
};

type EvidenceRule = { weight: number; proof?: true; why: string };

/**
 * What speaks for one company and what against it, in points. A person is asked from 50 points on; only what is marked as
 * proof may decide without a person.
 */
const EVIDENCE = {
  same_domain: { weight: 90, proof: true, why: 'a registrable domain has one holder' },
  same_email: { weight: 90, proof: true, why: 'a person works for one company at a time' },
  known_alias: { weight: 100, proof: true, why: 'a reviewer decided so before' },
  same_name: { weight: 60, why: 'most companies of one name in one market are one company, and some are not' },
  similar_name: { weight: 60, why: 'a slip of the pen or an abbreviation; counted by how similar it is' },
  same_mail_domain: {
    weight: 60,
    why: 'one writes from where the other is at home: a group, an agency, or the same company',
  },
  same_phone: { weight: 50, why: 'a switchboard belongs to one house, and houses are shared' },
  same_acronym: { weight: 45, why: 'initials that somebody uses as a name mostly mean it, within a country' },
  sibling_domain: { weight: 30, why: 'companies hold their name in several countries, and so do strangers' },
  similar_domain: { weight: 30, why: 'a letter lost on the way, or a neighbour in the alphabet' },
  parent: { weight: 50, why: 'one group, perhaps two buyers: a person knows' },
  subsidiary: { weight: 50, why: 'one group, perhaps two buyers: a person knows' },
  same_country: { weight: 5, why: 'namesakes are rarer within a country' },
  other_country: { weight: -10, why: 'groups cross borders' },
  other_domain: { weight: -10, why: 'companies have several domains, and mostly one' },
  elsewhere: { weight: -40, why: 'another domain and another country together: namesakes' },
} as const satisfies Record<string, EvidenceRule>;

export type EvidenceKind = keyof typeof EVIDENCE;

export type Evidence = { kind: EvidenceKind; weight: number };

export type ScoredCandidate = CandidateFacts & {
  /** 0 to 100. */
  score: number;
  proof: boolean;
  evidence: Evidence[];
};

/** From here on a reviewer is asked. */
export const REVIEW_FROM = 50;
/** Below this, names are not called similar. */
const SIMILAR_FROM = 0.6;

const KEY_EVIDENCE: Readonly<Record<CompanyKey['kind'], EvidenceKind>> = {
  domain: 'same_domain',
  mail_domain: 'same_mail_domain',
  email: 'same_email',
  phone: 'same_phone',
  name: 'same_name',
  acronym: 'same_acronym',
  alias: 'known_alias',
};

function kindsOf(facts: CandidateFacts): EvidenceKind[] {
  const kinds = facts.sameKeys.map((kind) => KEY_EVIDENCE[kind]);
  if (!kinds.includes('same_name') && facts.nameSimilarity >= SIMILAR_FROM) kinds.push('similar_name');
  if (facts.domain === 'sibling') kinds.push('sibling_domain');
  if (facts.domain === 'similar') kinds.push('similar_domain');
  if (facts.country === 'same') kinds.push('same_country');
  // A group has its companies in several countries and under several domains.
  if (facts.related !== null) return [...kinds, facts.related];
  if (facts.domain === 'other' && facts.country === 'other') return [...kinds, 'elsewhere'];
  if (facts.country === 'other') kinds.push('other_country');
  if (facts.domain === 'other') kinds.push('other_domain');
  return kinds;
}

function weightOf(kind: EvidenceKind, facts: CandidateFacts): number {
  const { weight } = EVIDENCE[kind];
  return kind === 'similar_name' ? Math.round(weight * facts.nameSimilarity) : weight;
}

/** The strongest evidence first. */
export function scoreCandidate(facts: CandidateFacts): ScoredCandidate {
  const kinds = kindsOf(facts);
  const evidence = [...new Set(kinds)].map((kind) => ({ kind, weight: weightOf(kind, facts) }));
  evidence.sort((one, other) => other.weight - one.weight);
  const sum = evidence.reduce((total, { weight }) => total + weight, 0);
  const proof = kinds.some((kind) => 'proof' in EVIDENCE[kind]);
  return { ...facts, score: Math.min(100, Math.max(0, sum)), proof, evidence };
}
