import type { CommandActor } from '../../domain/approval/rights.ts';
import type { CaseCommandName, CaseState } from '../../domain/cases/caseState.ts';
import type { CasePayload } from '../../domain/cases/commands.ts';
import type { Contested } from '../../domain/cases/contest.ts';
import type { DecidingPerson, Involved } from '../../domain/cases/decider.ts';
import type { CaseKind } from '../../domain/cases/kinds.ts';
import type { CaseSubject } from '../../domain/cases/rights.ts';
import type { DecidableLine } from '../../domain/commission/lineStep.ts';
import type { CaseAdjustment, CaseAnswer, CaseStep, CreditedDeal } from '../../domain/cases/step.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Actor, CommandAnswer } from '../../domain/referral/commands.ts';
import type { CaseRecord } from './caseReadsPort.ts';
import type { StoredAnswer, Ticket } from './idempotencyPort.ts';

/** What the rules look at, read under the locks of the referral (and of the case). */
export type CaseFacts = {
  referralId: string;
  /** When it was received, in milliseconds. */
  submittedAt: number;
  programId: string;
  subject: CaseSubject;
  contested: Contested;
  policy: Policy;
  people: DecidingPerson[];
  involved: Involved[];
  partnerManagerId: string | null;
  /** Who works on the referral. */
  ownerId: string | null;
  /** Whose deal it is, where the case is about one beside the registration and that is somebody of the house. */
  dealOwnerId: string | null;
  /** Who has to know when a partner was right about money. */
  finance: string[];
};

export type NewCase = {
  referralId: string;
  kind: CaseKind;
  by: Actor;
  /** What the partner wrote; null when the case was opened by the system. */
  note: string | null;
  at: Date;
  source: string;
  /** The deal beside the registration that it is about. */
  besideId?: string;
};

/** Throw AppErrors: what `mayContest` says, `busy`, `unavailable`. */
export interface CaseDeskWrites {
  /** Under the lock of the referral: the rule is asked and the case opened; gives its id. */
  open(wish: NewCase): Promise<string>;
  /** As it is within this transaction, and as a partner reads it. */
  find(caseId: string): Promise<CaseRecord | undefined>;
}

/** A partner contests: case, idempotency record and kept answer in one transaction. */
export interface CaseDesk {
  once(
    ticket: Ticket | undefined,
    act: (writes: CaseDeskWrites) => Promise<StoredAnswer>,
  ): Promise<StoredAnswer & { replayed: boolean }>;
}

/** A human decision about a case, as it comes by update or signal. `texts` only from raw ones; ours are in the row. */
export type CaseCommandMessage = {
  commandId: string;
  name: CaseCommandName;
  actor: Actor;
  payload: CasePayload;
  texts: Record<string, string>;
};

export type CommandedCase = {
  facts: CaseFacts;
  state: CaseState;
  /** Who gives the command; undefined when nobody here has this id. */
  actor: CommandActor | undefined;
  isKey: boolean;
  texts: Record<string, string>;
  /** The number of another referral that is credited with the deal that is named, or that the case is about. */
  creditedTo: string | null;
  /** The number of another referral of the partner for the company, which has taken the place of this one. */
  referredAgain: string | null;
  /** The line that is to be adjusted; undefined when the referral has no such line. */
  line: DecidableLine | undefined;
};

/** The work of a case's workflow; every method is one transaction and safe to repeat. All throw `busy`, `unavailable`. */
export interface Cases {
  state(caseId: string): Promise<CaseState>;
  /** Those of a referral that are not over yet, with an end as what they contest. */
  aboutEnd(referralId: string): Promise<string[]>;
  match(args: { caseId: string; command: CaseCommandMessage }): Promise<'same' | 'different' | 'none'>;
  /** Locks, lets `decide` look, writes what it says with the answer; a command that was answered gets its first answer. */
  command(args: {
    caseId: string;
    at: string;
    command: CaseCommandMessage & { rowId: string; source: 'api' | 'temporal' };
    decide: (commanded: CommandedCase) => CaseAnswer;
  }): Promise<{ answer: CommandAnswer; state: CaseState }>;
  /** The same for what happens by itself: null from `decide` when it has happened already. */
  pass(args: {
    caseId: string;
    at: string;
    decide: (facts: CaseFacts, state: CaseState) => CaseStep | null;
  }): Promise<CaseState>;
}

/** What a decided case asks of its referral; null when there is nothing (any more). */
export type CaseOrder =
  | { caseId: string; effect: 'reinstate'; /** The end that was contested. */ endedAt: string }
  | { caseId: string; effect: 'credit'; deal: CreditedDeal; decidedBy: string }
  | ({ caseId: string; effect: 'adjust'; decidedBy: string } & CaseAdjustment)
  | { caseId: string; effect: 'link'; dealId: string };

export interface CaseOrders {
  /** Upheld, with an effect that the referral has not told of yet. */
  orderFor(referralId: string): Promise<CaseOrder | null>;
  /** By when it is decided what a deal beside the registration is; null where nothing is undecided. */
  dealDueAt(referralId: string): Promise<string | null>;
}
