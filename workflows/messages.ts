import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { CaseState } from '../domain/cases/caseState.ts';
import type { CasePayload } from '../domain/cases/commands.ts';
import type { ReadRunMessage, RunPayload } from '../domain/commission/parseRunMessage.ts';
import type { Actor, CommandAnswer, CommandPayloads } from '../domain/referral/commands.ts';
import { REFERRAL_COMMAND_NAMES } from '../domain/referral/stages.ts';
import type { ReferralCommandName } from '../domain/referral/stages.ts';
import type { Policy } from '../domain/policy.ts';
import type { StoryState } from '../domain/referral/storyState.ts';

/** The one home of names and ids between the API, the relay and the stories. */
export const TASK_QUEUE = 'referrals';

const REFERRAL_PREFIX = 'referral:';
export const referralWorkflowId = (referralId: string): string => `${REFERRAL_PREFIX}${referralId}`;
/** The referral of a story's id; undefined for the id of anything else. */
export const referralIdOf = (workflowId: string): string | undefined =>
  workflowId.startsWith(REFERRAL_PREFIX) ? workflowId.slice(REFERRAL_PREFIX.length) : undefined;
const RUN_PREFIX = 'payout-run:';
export const payoutRunWorkflowId = (runId: string): string => `${RUN_PREFIX}${runId}`;
/** The run of a workflow's id; undefined for the id of anything else. */
export const payoutRunIdOf = (workflowId: string): string | undefined =>
  workflowId.startsWith(RUN_PREFIX) ? workflowId.slice(RUN_PREFIX.length) : undefined;
export const caseWorkflowId = (caseId: string): string => `case:${caseId}`;
export const deliveryWorkflowId = (eventId: string): string => `delivery:${eventId}`;

export const SEARCH_ATTRIBUTES = { partner: 'FairleadPartnerId', program: 'FairleadProgramId' } as const;

/** Times are ISO 8601 texts in UTC with milliseconds. No personal data. */
export type ReferralInput = {
  referralId: string;
  programId: string;
  partnerId: string;
  intakeNo: number;
  submittedAt: string;
  policy: Policy;
  planVersion: string | null;
  /** A new page of the same run. */
  resume?: StoryState;
  /** How long a page of history may grow; the usual bound when absent. */
  pageEvents?: number;
  /** A new run after one that ended or was lost: it goes on from the state that was kept with the latest step. */
  resumeFromRecord?: true;
};

/** What a command message carries besides its payload. */
export type MessageEnvelope = { commandId: string; actor: Actor };
export type CommandMessage<Name extends ReferralCommandName> = MessageEnvelope & CommandPayloads[Name];

type AnyCommandMessage = CommandMessage<ReferralCommandName>;

/** Every human message exists as update and as signal under one name. */
export const REFERRAL_COMMANDS = REFERRAL_COMMAND_NAMES.map((name) => ({
  name,
  update: defineUpdate<CommandAnswer, [AnyCommandMessage]>(name),
  signal: defineSignal<[AnyCommandMessage]>(name),
}));

export type ClaimPromoted = { eventId: string };
/** The claim ended for good: those waiting are told, with the reason class and nothing of the rival. */
export type ClaimClosed = { eventId: string };
/** Two companies were found to be one, and an earlier intake takes the claim. */
export type ClaimYielded = { eventId: string };
export type RunSettled = { eventId: string; itemId: string; outcome: 'paid' | 'returned'; commissionIds: string[] };

/** Signals of the system that may meet a story that has ended; it is taken up again for them. */
export const REVIVING_SIGNALS: readonly string[] = [
  'caseDecided',
  'dealRefund',
  'dealPayment',
  'dealCorrected',
  'runSettled',
];

export const claimPromotedSignal = defineSignal<[ClaimPromoted]>('claimPromoted');
export const claimClosedSignal = defineSignal<[ClaimClosed]>('claimClosed');
export const claimYieldedSignal = defineSignal<[ClaimYielded]>('claimYielded');
/** Somebody has changed the record in the CRM; what is there now is asked of the CRM. */
export const crmChangedSignal = defineSignal<[{ eventId: string }]>('crmChanged');
/** A case was decided in favour of the partner; the record says what it asks for. */
export const caseDecidedSignal = defineSignal<[{ caseId: string }]>('caseDecided');
/** The account that a line is paid to has changed, or who may approve it. */
export const recheckSignal = defineSignal<[{ commissionId: string }]>('recheck');
/** A rate that lines waited for is confirmed; which one, the record says. */
export const rateConfirmedSignal = defineSignal<[{ eventId: string }]>('rateConfirmed');
/** Money of the deal went back to the customer; the record says how much in all. */
export const dealRefundSignal = defineSignal<[{ eventId: string }]>('dealRefund');
/** The deal was invoiced, or its customer has paid; the record says how much in all. */
export const dealPaymentSignal = defineSignal<[{ eventId: string }]>('dealPayment');
/** What the deal is worth was corrected; the record says how. */
export const dealCorrectedSignal = defineSignal<[{ eventId: string }]>('dealCorrected');
export const runSettledSignal = defineSignal<[RunSettled]>('runSettled');

export type Explanation = {
  stage: string;
  situation: string;
  action: string;
  who: string | null;
  dueAt: string | null;
  state: StoryState;
};

export const explainQuery = defineQuery<Explanation>('explain');

/** A message that waits in an inbox, read. */
export type Received<Name, Message> = { name: Name; message: Message };

export type PayoutRunInput = {
  runId: string;
  rail: string;
  /** A new page of the same run: what was not taken yet, and how often the rail was tried for what it does not have. */
  waiting?: readonly Received<RunCommandName, ReadRunMessage>[];
  attemptsBefore?: number;
};
export type RunCommandName = 'release' | 'confirm' | 'cancel' | 'statement';
export type RunMessage = MessageEnvelope & RunPayload;

export const RUN_COMMANDS = (['release', 'confirm', 'cancel', 'statement'] as const).map((name) => ({
  name,
  update: defineUpdate<CommandAnswer, [RunMessage]>(name),
  signal: defineSignal<[RunMessage]>(name),
}));

/** What the bank says may come after the end of a run, which is taken up again for it. */
export const REVIVING_RUN_COMMANDS: readonly RunCommandName[] = ['statement'];

export type CaseInput = { caseId: string };
/** The fields of the HTTP body; texts only in what did not come from us. */
export type CaseMessage = MessageEnvelope & CasePayload;

export const CASE_COMMANDS = (['answerCase', 'decideCase', 'withdrawCase', 'secondLook'] as const).map((name) => ({
  name,
  update: defineUpdate<CommandAnswer, [CaseMessage]>(name),
  signal: defineSignal<[CaseMessage]>(name),
}));

export const caseStateQuery = defineQuery<CaseState>('caseState');

export const DIGEST_SCHEDULE_ID = 'digest';

/** How far it is; nothing when the schedule starts it. */
export type DigestInput = { at?: string; after?: string; made?: number };

export const DEAL_SWEEP_SCHEDULE_ID = 'deal-sweep';

/** How far it is; nothing when the schedule starts it. `records`: the records of the CRM were looked over before. */
export type DealSweepInput = { at?: string; after?: string; found?: number; records?: 'done' };

export const RECONCILIATION_SCHEDULE_ID = 'reconciliation';

/** How far it is; nothing when it begins. */
export type ReconciliationInput = {
  begun?: { id: string; at: string };
  deals?: { after: string | null; compared: number };
};

export const PAYOUT_DRAFTS_SCHEDULE_ID = 'payout-drafts';

/** How far it is; nothing when the schedule starts it. `passedBy`: periods that could not be closed. */
export type PayoutDraftsInput = {
  at?: string;
  made?: number;
  passedBy?: readonly { programId: string; cutOff: string; cutOffDay: string; payDay: string }[];
};

export const TIER_CHECKS_SCHEDULE_ID = 'tier-checks';

/** When it was due; nothing when the schedule starts it. */
export type TierChecksInput = { at?: string };

export type DeliveryInput = { eventId: string; outboxId: string };
