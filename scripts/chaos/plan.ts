import { submissionBody, type SubmissionBody } from '../bench/submission.ts';
import type { PartnerKey } from '../bench/people.ts';
import type { Chance } from './random.ts';

/** How a referral is meant to go; rivals for its company may decide otherwise. */
export type Fate = 'paid' | 'lost' | 'disqualified' | 'withdrawn' | 'left';

export type PlannedReferral = {
  by: PartnerKey;
  body: SubmissionBody;
  key: string;
  /** How much of the run is behind us when it is submitted, from 0 to 1. */
  at: number;
  /** Sent twice at once with one key, as an impatient program would. */
  twice: boolean;
  fate: Fate;
  amount: number;
};

const FATES: readonly Fate[] = [
  'paid',
  'paid',
  'paid',
  'paid',
  'lost',
  'disqualified',
  'withdrawn',
  'withdrawn',
  'left',
  'left',
];
const LINES = ['platform', 'platform', 'platform', 'services'];
/** The larger one takes two approvals. */
const AMOUNTS = [480_000, 1_250_000, 6_000_000];
/** The last ones still live through some of the kills. */
const SUBMITTED_AT_MOST = 0.92;
const CONTESTED_SHARE = 0.5;
const TWICE_SHARE = 0.15;

export function planReferrals(
  chance: Chance,
  args: { count: number; programId: string; partners: readonly PartnerKey[]; seed: number },
): PlannedReferral[] {
  const contested = Math.max(2, Math.round(args.count / 12));
  return Array.from({ length: args.count }, (_, place) => {
    const company =
      chance.next() < CONTESTED_SHARE ? `contested-${String(chance.below(contested))}` : `single-${String(place)}`;
    const person = `chaos-${String(place)}`;
    return {
      by: chance.pick(args.partners),
      body: { ...submissionBody({ programId: args.programId, company, person }), productLine: chance.pick(LINES) },
      key: `chaos-${String(args.seed)}-${String(place)}`,
      at: chance.next() * SUBMITTED_AT_MOST,
      twice: chance.next() < TWICE_SHARE,
      fate: chance.pick(FATES),
      amount: chance.pick(AMOUNTS),
    };
  }).sort((one, other) => one.at - other.at);
}
