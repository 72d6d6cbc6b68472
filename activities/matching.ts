import type { ClaimState, Matching, People, RegainClaim, StoryWrites } from '../adapters/database/storyPort.ts';
import { scoreCandidate } from '../domain/matching/evidence.ts';
import { verdictOf } from '../domain/matching/verdict.ts';
import type { Verdict } from '../domain/matching/verdict.ts';
import type { Choice } from '../domain/routing/chooseOwner.ts';
import { asActivity } from './asActivity.ts';
import { findOwner } from './routing.ts';
import { takeOver } from './story.ts';

/** `position` 1 = next, for those who wait; `cooling`: it comes too early after an end. */
type Claim =
  { kind: 'new' | 'waitlisted'; position: number | null } | { kind: 'cooling'; position: null; againFrom: string };

/** `owner`: who takes it from here. */
export type CheckResult = (Claim | { kind: 'review'; position: null }) & { verdict: Verdict; owner: Choice };

type CheckDeps = { matching: Matching; people: People };
type CheckArgs = { referralId: string; at: string };

export const createMatchingActivities = ({ writes, matching, people }: CheckDeps & { writes: StoryWrites }) => ({
  /** First thing of a story: nobody else tells it, and it is checked in the same breath, for one entry in its history. */
  beginStory: asActivity(async ({ runId, ...args }: CheckArgs & { runId: string }): Promise<CheckResult> => {
    await takeOver(writes, { referralId: args.referralId, runId, previousRunId: null, fromRecord: false });
    return check({ matching, people }, args);
  }),

  checkForDuplicates: asActivity((args: CheckArgs): Promise<CheckResult> => check({ matching, people }, args)),

  /** After a review: the claim when nobody stands before, else a place in line. */
  takeClaim: asActivity((args: { referralId: string; at: string }) => takeClaim(matching, args)),

  /** The way back of a referral that had ended. Safe to repeat. */
  regainClaim: asActivity((args: RegainClaim) => matching.regainClaim(args)),

  /** What the queue says, whatever a message says about it. */
  claimState: asActivity((args: { referralId: string }): Promise<ClaimState> => matching.claimState(args.referralId)),

  /** A reviewer found that this is the company of another record: the intake place counts in that queue. */
  joinQueueOf: asActivity(async (args: { referralId: string; companyId: string | null; at: string }) => {
    if (args.companyId !== null)
      await matching.moveToCompany({ referralId: args.referralId, companyId: args.companyId });
    return takeClaim(matching, args);
  }),
});

/** Look-alikes go to a person; otherwise the claim or a place in line is taken. Safe to repeat. */
async function check({ matching, people }: CheckDeps, args: CheckArgs): Promise<CheckResult> {
  const { referralId } = args;
  const verdict = verdictOf((await matching.findCandidates(referralId)).map(scoreCandidate));
  const found =
    verdict.kind === 'review' ? ({ kind: 'review', position: null } as const) : await takeClaim(matching, args);
  const duty = found.kind === 'new' ? 'qualifier' : 'reviewer';
  return { ...found, verdict, owner: await findOwner(people, { ...args, duty, excluded: [] }) };
}

async function takeClaim(matching: Matching, args: { referralId: string; at: string }): Promise<Claim> {
  const claim = await matching.takeClaim(args);
  if (claim.state === 'cooling') return { kind: 'cooling', position: null, againFrom: claim.againFrom };
  return claim.state === 'held' ? { kind: 'new', position: null } : { kind: 'waitlisted', position: claim.position };
}
