import { COMMANDS_IN_STAGE, isOpen, REFERRAL_ACTIONS } from '../referral/stages.ts';
import type { ReferralAction, Stage } from '../referral/stages.ts';

/** What a partner may object to: how a referral ended, credit that is missing, or the money of a won one. */
export const CONTESTS = [
  'declined',
  'disqualified',
  'expired',
  'missing_credit',
  'commission',
  'late_payment',
] as const;

/** Besides what a partner contests: a deal that the house has opened beside a registration, which is found by itself. */
export const CASE_KINDS = [...CONTESTS, 'parallel_deal'] as const;

export type CaseKind = (typeof CASE_KINDS)[number];

/** What follows when the partner is right. */
export const CASE_EFFECTS = ['reinstate', 'credit', 'adjust', 'link', 'none'] as const;

export type CaseEffect = (typeof CASE_EFFECTS)[number];

type EndKind = Extract<CaseKind, Stage>;

/** Kinds that contest the end of the same name; they keep the place in line while they are open. */
const END_KINDS: readonly Stage[] = ['declined', 'disqualified', 'expired'] satisfies EndKind[];

/** Whether an end can be contested as such, within the window that the program publishes. */
export const isContestable = (stage: Stage): boolean => END_KINDS.includes(stage);

export const contestsEnd = (kind: CaseKind): boolean => (END_KINDS as readonly string[]).includes(kind);

export const isAboutMoney = (kind: CaseKind): boolean => kind === 'commission' || kind === 'late_payment';

/** The amount itself is in question, so nothing of it is paid until it is decided; that it comes late stops nothing. */
export const stopsLines = (kind: CaseKind): boolean => kind === 'commission';

/** What a decision may bring about. An amount is corrected by an adjustment, which others approve. */
const EFFECTS: Readonly<Record<CaseKind, readonly CaseEffect[]>> = {
  declined: ['reinstate', 'none'],
  disqualified: ['reinstate', 'none'],
  expired: ['reinstate', 'none'],
  missing_credit: ['credit', 'none'],
  commission: ['adjust', 'none'],
  late_payment: ['none'],
  parallel_deal: ['link'],
};

/** Upheld: what the kind offers. Rejected: nothing changes. */
export const effectsOf = (kind: CaseKind, outcome: 'upheld' | 'rejected'): readonly CaseEffect[] =>
  outcome === 'rejected' ? ['none'] : EFFECTS[kind];

const MISSING_CREDIT: readonly CaseKind[] = ['missing_credit'];

const KINDS: Readonly<Record<Stage, readonly CaseKind[]>> = {
  submitted: [],
  in_review: [],
  waitlisted: [],
  accepted: MISSING_CREDIT,
  contacted: MISSING_CREDIT,
  qualified: MISSING_CREDIT,
  opportunity: MISSING_CREDIT,
  proposal: MISSING_CREDIT,
  negotiation: MISSING_CREDIT,
  won: ['commission', 'late_payment'],
  lost: MISSING_CREDIT,
  disqualified: ['disqualified', 'missing_credit'],
  declined: ['declined', 'missing_credit'],
  expired: ['expired', 'missing_credit'],
  withdrawn: MISSING_CREDIT,
};

/** What can be contested in a stage, if time allows. */
export const kindsIn = (stage: Stage): readonly CaseKind[] => KINDS[stage];

/** What may be asked of a referral in a stage, by its addresses, contesting included: what a refusal for the stage names. */
export function allowedIn(stage: Stage): (ReferralAction | 'contest')[] {
  const actions = COMMANDS_IN_STAGE[stage].map((name) => REFERRAL_ACTIONS[name]);
  return isOpen(stage) ? actions : [...actions, 'contest'];
}
