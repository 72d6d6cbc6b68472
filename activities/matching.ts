import type {
  ClaimState,
  JoinedReferral,
  Matching,
  People,
  RegainClaim,
  StoryWrites,
} from '../adapters/database/storyPort.ts';
import type { VendorChecks } from '../adapters/database/vendorPort.ts';
import type { Lines } from '../adapters/database/moneyPort.ts';
import { AppError, type ErrorCode } from '../domain/errors.ts';
import { estimateOf } from '../domain/commission/estimate.ts';
import { isForLead } from '../domain/commission/plan.ts';
import type { StoryState } from '../domain/referral/storyState.ts';
import { scoreCandidate } from '../domain/matching/evidence.ts';
import { UNREAD, verdictOf, withVendor } from '../domain/matching/verdict.ts';
import type { VendorVerdict, Verdict } from '../domain/matching/verdict.ts';
import type { Choice } from '../domain/routing/chooseOwner.ts';
import type { Duty } from '../domain/routing/rules.ts';
import { asActivity } from './asActivity.ts';
import { findOwner } from './routing.ts';
import { takeOver } from './story.ts';

export type { JoinedReferral };

/** `position` 1 = next, for those who wait; `taken`: another holds it, and no line is kept; `cooling`: too early after an end. */
type Claim =
  | { kind: 'new' | 'waitlisted' | 'taken'; position: number | null }
  | { kind: 'cooling'; position: null; againFrom: string };

/** `owner`: who takes it from here. `unread`: the CRM did not answer, so nothing is decided yet. */
export type CheckResult =
  | ((Claim | { kind: 'review'; position: null }) & { verdict: Verdict; owner: Choice })
  | { kind: 'declined'; vendor: VendorVerdict; verdict: Verdict }
  | { kind: 'unread' };

/** The story begins with what was found, and with what the deal would earn as the partner has estimated it. */
/** What the check found, and what the plan of the day of receipt says of the referral. */
type Beginning = { checked: CheckResult } & Pick<StoryState, 'estimate' | 'leadBonus'>;

/** `inLine`: it is to wait there, whatever the program says of a line. */
type JoinQueue = { referralId: string; companyId: string | null; at: string; inLine: boolean };

type CheckDeps = { matching: Matching; people: People; vendor: VendorChecks };
/**
 * `lookedBack`: the look-back was evaluated before; `lastTry`: a CRM that is silent now is waited for no longer;
 * `claimReviewed`: where another referral stands before it, a person decides.
 */
type CheckArgs = { referralId: string; at: string; lookedBack?: true; lastTry?: true; claimReviewed: boolean };

export const createMatchingActivities = ({
  writes,
  matching,
  people,
  vendor,
  lines,
}: CheckDeps & { writes: StoryWrites; lines: Pick<Lines, 'pinnedPlan'> }) => ({
  /** First thing of a story: nobody else tells it, and it is checked in the same breath, for one entry in its history. */
  beginStory: asActivity(async ({ runId, ...args }: CheckArgs & { runId: string }): Promise<Beginning> => {
    const { referralId } = args;
    await takeOver(writes, { referralId, runId, previousRunId: null, fromRecord: false });
    const [checked, pinned] = await Promise.all([
      check({ matching, people, vendor }, args),
      lines.pinnedPlan(referralId),
    ]);
    if (pinned === null) return { checked, estimate: [], leadBonus: 'none' };
    const { plan, value, ruleFacts } = pinned;
    return {
      checked,
      estimate: value === null ? [] : estimateOf(plan, value, ruleFacts),
      leadBonus: plan.rules.some(isForLead) ? 'promised' : 'none',
    };
  }),

  checkForDuplicates: asActivity((args: CheckArgs): Promise<CheckResult> => check({ matching, people, vendor }, args)),

  /** After a review: the claim when nobody stands before, else a place in line. */
  takeClaim: asActivity((args: { referralId: string; at: string }) => takeClaim(matching, args)),

  /** The way back of a referral that had ended. Safe to repeat. */
  regainClaim: asActivity((args: RegainClaim) => matching.regainClaim(args)),

  /** What the queue says, whatever a message says about it. */
  claimState: asActivity((args: { referralId: string }): Promise<ClaimState> => matching.claimState(args.referralId)),

  /** A reviewer found that this is none of the companies it was compared with: nobody is asked about them again. */
  tellReferralApart: asActivity((args: { referralId: string; otherIds: string[]; by: string; at: string }) =>
    matching.tellReferralApart(args),
  ),

  /** A reviewer says that the two are one company, for good; null, or why that is not theirs to say. */
  makeOne: asActivity(async (args: Parameters<Matching['makeOne']>[0]) => {
    try {
      await matching.makeOne(args);
      return null;
    } catch (error) {
      if (error instanceof AppError && NOT_THEIRS.includes(error.code)) return { code: error.code, facts: error.facts };
      throw error;
    }
  }),

  /** The people of a second referral join the partner's first one. Safe to repeat. */
  joinFound: asActivity((args: Parameters<Matching['joinFound']>[0]) => matching.joinFound(args)),

  /** A reviewer found that this is the company of another record: the intake place counts in that queue. */
  joinQueueOf: asActivity(async (args: JoinQueue) => {
    if (args.companyId !== null)
      await matching.moveToCompany({ referralId: args.referralId, companyId: args.companyId });
    return takeClaim(matching, args);
  }),
});

/** Why two records are not made one by a reviewer. */
const NOT_THEIRS: readonly ErrorCode[] = [
  'claim_conflict',
  'separation_of_duties',
  'forbidden',
  'not_allowed_in_state',
];

/**
 * In the order of the rules: who stands before it in the line; what the vendor knows; look-alikes, which go to a person;
 * else the claim is taken. Safe to repeat.
 */
async function check(deps: CheckDeps, args: CheckArgs): Promise<CheckResult> {
  const { matching, people } = deps;
  const { referralId } = args;
  const [candidates, asked] = await Promise.all([
    matching.findCandidates(referralId),
    deps.vendor.ofReferral(referralId, { lookedBack: args.lookedBack === true }),
  ]);
  const vendor = asked === 'unread' && args.lastTry === true ? UNREAD : asked;
  const alike = verdictOf(candidates.map(scoreCandidate));
  const verdict = vendor === null || vendor === 'unread' ? alike : withVendor(alike, vendor);
  const found = await decide(matching, args, { alike, verdict, vendor });
  if (found.kind === 'declined') return { ...found, verdict };
  if (found.kind === 'unread') return found;
  const duty: Duty = found.kind === 'new' ? 'qualifier' : 'reviewer';
  const barred = verdict.vendor?.interested ?? [];
  const compared = { beside: verdict.candidates.flatMap(({ companyId }) => companyId ?? []) };
  const choice = { referralId, at: args.at, duty, excluded: [], barred, ...(found.kind === 'review' ? compared : {}) };
  return { ...found, verdict, owner: await findOwner(people, choice) };
}

type Found =
  Claim | { kind: 'review'; position: null } | { kind: 'declined'; vendor: VendorVerdict } | { kind: 'unread' };

const REVIEW = { kind: 'review', position: null } as const;

async function decide(
  matching: Matching,
  args: CheckArgs,
  { alike, verdict, vendor }: { alike: Verdict; verdict: Verdict; vendor: VendorVerdict | 'unread' | null },
): Promise<Found> {
  if (alike.kind === 'review' && verdict.kind === 'review') return askPerson(matching, args);
  if (vendor === null && !args.claimReviewed) return takeClaim(matching, args);
  const standsBehind = await matching.standsBehind(args.referralId);
  // What a person is to decide takes no place in line yet: nothing that happens there may overtake the decision.
  if (standsBehind && args.claimReviewed) return askPerson(matching, args);
  if (vendor === null) return takeClaim(matching, args);
  if (standsBehind) {
    const claim = await takeClaim(matching, args);
    // Who stood before it may have gone just now: then the claim is held, and what the vendor knows still counts.
    if (claim.kind !== 'new') return claim;
  }
  if (vendor === 'unread') return { kind: 'unread' };
  return vendor.decision === 'decline' ? { kind: 'declined', vendor } : askPerson(matching, args);
}

/** Nobody is asked about what comes too early after an end: the date that was told then stands. */
async function askPerson(matching: Matching, args: { referralId: string; at: string }): Promise<Found> {
  const againFrom = await matching.coolingUntil(args);
  return againFrom === null ? REVIEW : { kind: 'cooling', position: null, againFrom };
}

async function takeClaim(
  matching: Matching,
  args: { referralId: string; at: string; inLine?: boolean },
): Promise<Claim> {
  const claim = await matching.takeClaim(args);
  if (claim.state === 'cooling') return { kind: 'cooling', position: null, againFrom: claim.againFrom };
  if (claim.state === 'taken') return { kind: 'taken', position: null };
  return claim.state === 'held' ? { kind: 'new', position: null } : { kind: 'waitlisted', position: claim.position };
}
