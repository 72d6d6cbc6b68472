import type { CandidateFacts } from '../../domain/matching/evidence.ts';
import type { ErrorCode } from '../../domain/errors.ts';
import type { Actor, Command } from '../../domain/referral/commands.ts';
import type { ReferralCommandName } from '../../domain/referral/stages.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Step } from '../../domain/referral/step.ts';
import type { StoryState } from '../../domain/referral/storyState.ts';
import type { OwnerQuestion, Turn } from '../../domain/routing/chooseOwner.ts';
import type { Duty } from '../../domain/routing/rules.ts';

export type TakeStory = { referralId: string; runId: string; previousRunId: string | null; fromRecord: boolean };

/** What a story begins with, as it was pinned when the referral was received. */
export type StoryBeginning = {
  referralId: string;
  programId: string;
  partnerId: string;
  intakeNo: number;
  submittedAt: string;
  policy: Policy;
  planVersion: string | null;
};

/** Where a story stands by the record, whether or not Temporal knows it. */
export interface StoryRecord {
  /** undefined when there is no such referral. `over`: nothing follows by itself any more. */
  find(referralId: string): Promise<{ beginning: StoryBeginning; over: boolean } | undefined>;
  /** Referrals that are not over, in the order of receipt. */
  open(afterIntakeNo: number, limit: number): Promise<StoryBeginning[]>;
}

/** A step of a referral that is looked behind. */
export type Beyond = { referralId: string; transitionNo: number };

/** The number of the referral that a deal is credited to already. */
export type CreditedTo = { creditedTo: string };

/** Writes of the story; all safe to repeat. */
export interface StoryWrites {
  /**
   * Compare-and-set; not taken when another run tells this story. `fromRecord` takes it in any case, from a run that ended or
   * was lost, with the state that was kept with the latest step (null when none was told).
   */
  takeStory(args: TakeStory): Promise<{ taken: boolean; state: StoryState | null }>;
  /**
   * Once per transition number. Null: it stands as given. Where a worker died after it had written other content under this
   * number, that stands, and the state that was kept with the latest step comes back. A win of a deal that another referral is
   * credited with is not written; the answer names it. Throws `transition_conflict` when another run tells the story.
   */
  recordTransition(step: Step): Promise<StoryState | CreditedTo | null>;
  /** The state that was kept with a later step than this one; null when there is none. */
  keptBeyond(args: Beyond): Promise<StoryState | null>;
}

type CommandToMatch = { referralId: string; command: Omit<Command, 'source'>; texts: Record<string, string> };

export type PendingArgs = { workflowId: string; waitedMs: number };
export type PendingCommand = { name: ReferralCommandName; given: { commandId: string; actor: Actor } };

export interface CommandLedger {
  /** Whether a row of ours says the same (and how long ago it was written), something else, or is not there. */
  match(args: CommandToMatch): Promise<{ says: 'same'; waitedMs: number } | { says: 'different' | 'none' }>;
  /** Keeps a command that came through Temporal; gives the row's id. Safe to repeat. */
  recordRaw(args: CommandToMatch): Promise<string>;
  /** Commands without an answer that were given at least `waitedMs` ago, the earliest first, as the story is sent them. */
  pending(args: PendingArgs): Promise<PendingCommand[]>;
  mayCommand(args: CommandToMatch): Promise<{ allowed: true } | { allowed: false; code: ErrorCode; why: string }>;
}

export type ClaimState = 'pending' | 'waiting' | 'held' | 'closing' | 'released';

export type RegainClaim = {
  referralId: string;
  place: 'end' | 'intake';
  undecided: boolean;
  /** How many open referrals the partner may have with it; null: it comes back whatever they have. */
  cap: number | null;
  at: string;
};

export type JoinedReferral = { referralId: string; number: string };

export type RegainedClaim = { state: 'held' | 'waiting' | 'pending' | 'own' | 'full'; position: number | null };

/**
 * `taken`: another holds it, and the program keeps no line; `cooling`: it comes too early after an end, and may come again from
 * `againFrom` on.
 */
export type TakenClaim =
  | { state: 'held' | 'waiting' | 'taken'; position: number | null }
  | { state: 'cooling'; position: null; againFrom: string };

/** A company and a person there, as somebody names them. */
export type CandidateQuestion = {
  name: string;
  domain?: string | undefined;
  email?: string | undefined;
  phone?: string | undefined;
  country?: string | undefined;
};

export interface Matching {
  /**
   * Other companies that this referral may mean and that were referred before it, or never: a later look-alike decides
   * nothing. What a person has told apart is not found again.
   */
  findCandidates(referralId: string): Promise<CandidateFacts[]>;
  /** Whether another referral stands before this one in the line of its company; nothing is taken. */
  standsBehind(referralId: string): Promise<boolean>;
  /** Until when it comes too early after an end; null: it does not. Nothing is taken. */
  coolingUntil(args: { referralId: string; at: string }): Promise<string | null>;
  /** A person has compared the two: they are not one company, and nobody is asked again. */
  tellApart(args: { companyId: string; otherId: string; by: string; at: string }): Promise<void>;
  /** The same for the company of a referral and several others. Safe to repeat. */
  tellReferralApart(args: { referralId: string; otherIds: string[]; by: string; at: string }): Promise<void>;
  /**
   * A reviewer says that the company of a referral is that of another record, which is remembered. Throws what a merge throws;
   * safe to repeat.
   */
  makeOne(args: { referralId: string; companyId: string; by: string; at: string }): Promise<void>;
  /**
   * The people of a referral join another open one of the same partner: `candidateId`, or whichever stands in its own line. Null
   * where there is none. Safe to repeat.
   */
  joinFound(args: { referralId: string; candidateId: string | null; by: Actor }): Promise<JoinedReferral | null>;
  /** `inLine`: a person has put it there, whatever the program says of a line. */
  takeClaim(args: { referralId: string; at: string; inLine?: boolean }): Promise<TakenClaim>;
  /**
   * A place in the queue again, at its end or at the old intake place. `undecided`: the check or the review follows.
   * `own`: the partner has referred the company again since; `full`: they have as many open as `cap` allows.
   */
  regainClaim(args: RegainClaim): Promise<RegainedClaim>;
  /** Where its place in the queue stands; `closing`: the company is not available to those who wait. */
  claimState(referralId: string): Promise<ClaimState>;
  moveToCompany(args: { referralId: string; companyId: string }): Promise<void>;
}

export interface People {
  /**
   * All that the choice of an owner asks, as it is at `at` (ISO 8601): one round trip. `beside`, where somebody is to
   * decide about it: the companies that it is compared with, as far as the record does not know them yet.
   */
  forDuty(args: { referralId: string; duty: Duty; at: string; beside?: string[] }): Promise<OwnerQuestion>;
  moveRotation(turn: Turn): Promise<void>;
  canOwn(userId: string): Promise<boolean>;
}
