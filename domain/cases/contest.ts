import { durationMs } from '../duration.ts';
import type { ErrorCode, ErrorFacts } from '../errors.ts';
import { hasEnded, UNDER_WAY } from '../referral/stages.ts';
import type { Stage } from '../referral/stages.ts';
import type { Outcome } from '../referral/storyState.ts';
import { allowedIn, contestsEnd, isAboutMoney, kindsIn } from './kinds.ts';
import type { CaseKind } from './kinds.ts';

/** What of a referral says whether it can be contested. */
export type Contested = {
  stage: Stage;
  outcome: Outcome | null;
  /** Whether there are commission lines. */
  hasLines: boolean;
  /** Cases of the same kind on this referral; `endedAt`: the end that they contest. */
  cases: readonly { caseId: string; isOpen: boolean; wasDecided: boolean; endedAt: string | null }[];
};

export type ContestAnswer = { allowed: true } | { allowed: false; code: ErrorCode; facts: ErrorFacts };

const refuse = (code: ErrorCode, facts: ErrorFacts): ContestAnswer => ({ allowed: false, code, facts });

/** The stage comes first, then what there is already, then the time. `tail`: ISO 8601, of the policy of the referral. */
export function mayContest(args: { kind: CaseKind; contested: Contested; tail: string; now: number }): ContestAnswer {
  const { kind, contested, now } = args;
  const { stage, cases, outcome } = contested;
  if (!kindsIn(stage).includes(kind))
    return refuse('not_allowed_in_stage', { stage, allowed: allowedIn(stage), kinds: kindsIn(stage) });
  const open = cases.find(({ isOpen }) => isOpen);
  if (open !== undefined) return refuse('case_open', { caseId: open.caseId });
  if (isAboutMoney(kind)) return contested.hasLines ? { allowed: true } : refuse('nothing_to_contest', { kind });
  if (contestsEnd(kind)) {
    const decided = cases.find(({ wasDecided, endedAt }) => wasDecided && endedAt === (outcome?.at ?? null));
    if (decided !== undefined) return refuse('already_decided', { caseId: decided.caseId });
  }
  const until = contestUntil(args);
  return until === null || now <= Date.parse(until)
    ? { allowed: true }
    : refuse('contest_window_closed', { until, kind });
}

/** A deal beside a registration is a case for as long as the claim is held. */
export const mayOpenBeside = (stage: Stage): boolean => UNDER_WAY.includes(stage);

/** An end can be contested for the published window, missing credit for the tail after it; while it is open, any time. */
function contestUntil({
  kind,
  contested,
  tail,
}: {
  kind: CaseKind;
  contested: Contested;
  tail: string;
}): string | null {
  const { outcome, stage } = contested;
  if (outcome === null || !hasEnded(stage)) return null;
  if (contestsEnd(kind)) return outcome.contestUntil;
  return new Date(Date.parse(outcome.at) + durationMs(tail)).toISOString();
}
