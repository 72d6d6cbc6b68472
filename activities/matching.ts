import type { ClaimState, Matching } from '../adapters/database/storyPort.ts';
import { verdictOf } from '../domain/matching/verdict.ts';
import type { Verdict } from '../domain/matching/verdict.ts';
import { asActivity } from './asActivity.ts';

/** `position` 1 = next, for those who wait. */
export type CheckResult = { kind: 'new' | 'review' | 'waitlisted'; position: number | null; verdict: Verdict };

export const createMatchingActivities = ({ matching }: { matching: Matching }) => ({
  /** Look-alikes go to a person; otherwise the claim or a place in line is taken. Safe to repeat. */
  checkForDuplicates: asActivity(async (args: { referralId: string; at: string }): Promise<CheckResult> => {
    const verdict = verdictOf(await matching.findCandidates(args.referralId));
    if (verdict.kind === 'review') return { kind: 'review', position: null, verdict };
    return { ...(await takeClaim(matching, args)), verdict };
  }),

  /** After a review: the claim when nobody stands before, else a place in line. */
  takeClaim: asActivity((args: { referralId: string; at: string }) => takeClaim(matching, args)),

  /** What the queue says, whatever a message says about it. */
  claimState: asActivity((args: { referralId: string }): Promise<ClaimState> => matching.claimState(args.referralId)),

  /** A reviewer found that this is the company of another record: the intake place counts in that queue. */
  joinQueueOf: asActivity(async (args: { referralId: string; companyId: string | null; at: string }) => {
    if (args.companyId !== null)
      await matching.moveToCompany({ referralId: args.referralId, companyId: args.companyId });
    return takeClaim(matching, args);
  }),
});

async function takeClaim(
  matching: Matching,
  args: { referralId: string; at: string },
): Promise<{ kind: 'new' | 'waitlisted'; position: number | null }> {
  const { state, position } = await matching.takeClaim(args);
  return state === 'held' ? { kind: 'new', position: null } : { kind: 'waitlisted', position };
}
