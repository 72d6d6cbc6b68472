import type { ErrorFacts } from '../errors.ts';
import type { CommandAnswer, Actor } from './commands.ts';
import type { Extension } from './extension.ts';
import type { Outcome, Deal, StoryState } from './storyState.ts';
import type { QuestionKind } from './questions.ts';
import type { NextStep } from './nextStep.ts';
import type { Stage } from './stages.ts';
import type { ClockRecord } from '../sla/clocks.ts';
import type { PoolReason } from '../routing/chooseOwner.ts';
import type { ClockResult } from '../sla/results.ts';
import type { LaterVerdict, Verdict } from '../matching/verdict.ts';
import type { MailFacts, MailKey } from '../texts/mailKeys.ts';

/**
 * `managers`: every active sales manager. `partner_manager`: the partner's own one, or, where there is none, the former.
 * `approvers`: every finance approver, or, of a line, those who may still approve it.
 */
export type StoryMailReceiver =
  | { kind: 'submitter' }
  | { kind: 'managers' }
  | { kind: 'partner_manager' }
  | { kind: 'user'; userId: string }
  | { kind: 'approvers'; commissionId?: string };

export type StoryMail = { [K in MailKey]: { text: K; receiver: StoryMailReceiver; facts: MailFacts[K] } }[MailKey];

/** One entry of the timeline. `withTexts`: the command's texts belong to it (note private, the rest public). */
export type StoryEvent = {
  at: string;
  type: string;
  actor: Actor;
  source: string;
  from: Stage | null;
  to: Stage | null;
  reasonCode: string | null;
  public: Record<string, string | number | boolean | null>;
  /** For the vendor's people only: codes and ids. */
  private?: Readonly<Record<string, unknown>>;
  withTexts: boolean;
};

/** What readers see of a referral; every step writes all of it, so it cannot drift from the story. */
export type Projection = {
  stage: Stage;
  ownerId: string | null;
  unassigned: boolean;
  poolReason: PoolReason | null;
  clocks: ClockRecord[];
  next: NextStep;
  expiresAt: string | null;
  dueAt: string | null;
  outcome: Outcome | null;
  deal: Deal | null;
  quality: number | null;
  extension: Extension;
  verdict?: Verdict | LaterVerdict;
};

export type QuestionStep =
  | { state: 'open'; id: string; kind: QuestionKind; askedBy: string | null; askedAt: string; answerBy: string }
  | { state: 'answered'; id: string; by: string; at: string }
  | { state: 'lapsed' | 'dropped'; id: string }
  /** One that was dropped with an end that is undone. */
  | { state: 'open_again'; id: string; answerBy: string };

export type ClaimRelease = { kind: 'release'; reason: string; passesOn: boolean };

/** One transition as it is written: all or nothing, once per `transitionNo`. */
export type Step = {
  referralId: string;
  /** The run that tells it. */
  runId: string;
  /** What the story knows after this step, without what it has not heard yet: where another worker goes on. */
  state: StoryState;
  transitionNo: number;
  at: string;
  events: StoryEvent[];
  projection: Projection;
  mails: StoryMail[];
  /** Promises that this step kept or missed. */
  clockResults?: (ClockResult & { ownerId: string | null })[];
  claim?: ClaimRelease;
  /** What the record in the CRM says has changed with this step. */
  tellsCrm?: true;
  /** The check has found that the company is known. */
  companyIsKnown?: true;
  /** What became of the question to the partner; its words are in the command's row. */
  question?: QuestionStep;
  attempt?: { id: string; at: string; channel: string; outcome: string; byUserId: string };
  command?: { id: string; state: CommandAnswer['outcome']; code: string | null; facts: ErrorFacts };
  /** Commands that wait are delivered once more: some may have come while the inbox was full. */
  redeliver?: true;
  /** The row of the first person's command, once a second person has confirmed it. */
  confirmedRow?: string;
  /** The row of a reported win that is refused now, since another report or end has taken its place. */
  supersededRow?: string;
};
