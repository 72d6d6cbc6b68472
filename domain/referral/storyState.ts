import type { ScoredCandidate } from '../matching/evidence.ts';
import type { VendorVerdict } from '../matching/verdict.ts';
import type { PoolReason } from '../routing/chooseOwner.ts';
import type { DealCorrection } from '../commission/explanation.ts';
import type { Origin } from '../commission/furtherDeal.ts';
import type { StoryLine } from '../commission/line.ts';
import type { Checklist } from '../qualification/checklist.ts';
import type { Later } from '../qualification/later.ts';
import type { Tries } from '../qualification/tries.ts';
import type { MoneyJson } from '../money.ts';
import type { Clock } from '../sla/clocks.ts';
import type { ToldCrm } from './attribution.ts';
import type { CommandAnswer } from './commands.ts';
import { NO_EXTENSION } from './extension.ts';
import type { Extension } from './extension.ts';
import type { Left } from './reopening.ts';
import type { OpenQuestion, Pauses, QuestionKind } from './questions.ts';
import type { Stage } from './stages.ts';

export type Deal = {
  dealId: string;
  amount: MoneyJson;
  firstYearNet: MoneyJson;
  closedOn: string;
  closedBy: string;
  /** The second person of a win without a deal id. */
  confirmedBy?: string;
  /** The latest correction of what it is worth. */
  corrected?: DealCorrection;
};

/** A win without a deal id waits for a second person. */
export type PendingWin = {
  commandId: string;
  rowId: string;
  closedBy: string;
  amount: MoneyJson;
  firstYearNet: MoneyJson;
  closedOn: string;
};

/**
 * `contestUntil`: until when the partner may have this end looked at by somebody else, null where it cannot be contested;
 * `tailUntil`: until when a deal of the company is checked for the partner's credit; `from`: the stage that was left.
 */
export type Outcome = {
  reasonCode: string;
  at: string;
  againFrom: string | null;
  contestUntil: string | null;
  tailUntil: string | null;
  from: Stage;
  /** How far the rule looks back that decided, where one did. */
  lookBack?: string;
  /** The referral of the same partner that its people have joined. */
  joinedId?: string;
  joinedNumber?: string;
};

export const HINT_KINDS = [
  'claimYielded',
  'claimPromoted',
  'claimClosed',
  'linesChanged',
  'rateConfirmed',
  'caseDecided',
  'crmChanged',
  'dealRefund',
  'dealPayment',
  'dealCorrected',
] as const;

export type HintKind = (typeof HINT_KINDS)[number];

/**
 * What arrived and is not decided yet: human commands as they came, and hints of the system. A hint says only where to look:
 * the record is believed, so a hint that comes twice, too early or from nobody changes nothing.
 */
export type InboxMessage =
  | { kind: 'command'; name: string; given: unknown }
  | { kind: HintKind }
  /** Signals of no readable shape have come; this is what was wrong with the first of them. */
  | { kind: 'unreadable'; name: string; problem: string }
  /** `against`: no record was made, since the CRM knows a deal of ours from before the submission. */
  | { kind: 'crmRecorded'; against?: VendorVerdict };

/**
 * All that a story knows: one JSON-safe object, so that continue-as-new, reopening and recovery can go on from it.
 * Times are milliseconds since 1970 by the workflow's clock. No personal data.
 */
export type StoryState = {
  stage: Stage;
  transitionNo: number;
  /** Of a renewal or further deal: what it follows from. */
  origin: Origin | null;
  ownerId: string | null;
  unassigned: boolean;
  /** Why nobody could take it, while it is unassigned. */
  poolReason: PoolReason | null;
  clocks: Clock[];
  expiresAt: number | null;
  expiryStartedAt: number;
  remindersSent: number;
  extension: Extension;
  /** When waiting in line ends; null while not waiting. */
  waitingUntil: number | null;
  waitingSince: number | null;
  /** Its turn has come after long waiting, and the partner is asked whether the introduction is still good. */
  promotion: { dueAt: number } | null;
  position: number | null;
  /** The CRM could not be read: how often it was tried, and when it is tried again. */
  recheck: { tries: number; at: number } | null;
  /** Whether the vendor's contact before the submission was looked for; it is evaluated once. */
  lookedBack: boolean;
  /** What the vendor's own records said against it, or why they could not be asked. */
  vendor: VendorVerdict | null;
  /** Look-alikes that a reviewer compares with. */
  candidates: ScoredCandidate[];
  attempts: number;
  lastAttempt: { at: number; channel: string } | null;
  /** Tries without an answer before the first conversation. */
  tries: Tries | null;
  /** When the prospect was last spoken to; the stage may begin anew later, by an undo or a reopening. */
  spokenAt: number | null;
  /** When we call again, after a `later`; it is possible once. */
  later: Later | null;
  postponed: boolean;
  question: OpenQuestion | null;
  pauses: Pauses;
  /** What ended for want of an answer may be taken up again by one, until then. */
  revivable: { until: number; questionId: string; kind: QuestionKind } | null;
  stageSince: number;
  quality: number | null;
  /** The latest answers to the checklist, also where they were not enough. */
  checklist: Checklist | null;
  /** What the deal would earn as the partner has estimated it, by the plan of the day of receipt; one amount per currency. */
  estimate: MoneyJson[];
  pendingWin: PendingWin | null;
  deal: Deal | null;
  /** A deal that was opened beside the registration and found to be the one of this referral. */
  linkedDealId: string | null;
  outcome: Outcome | null;
  /** What it was before its end; also while it waits in line to come back to it. */
  left: Left | null;
  /** How often a win was reopened: what is owed then has a name of its own. */
  winsReopened: number;
  /** Of the deal. */
  lines: StoryLine[];
  /** How far the ladder of each promised approval is climbed, by line; `from` tells a later promise of the same line apart. */
  approvalSteps: Readonly<Record<string, { from: string; done: number }>>;
  /** Whether what a won deal earns was calculated. */
  accrued: boolean;
  clawbackUntil: number | null;
  /** Whether the plan of the day of receipt pays for a qualified introduction, and has done so: once, whatever comes after. */
  leadBonus: 'none' | 'promised' | 'accrued';
  /** What is owed for the introduction; no deal takes it along. */
  leadLines: StoryLine[];
  /** Who qualified it; null where the CRM moved it on. */
  qualifiedBy: string | null;
  /** Whether the CRM record was asked for; it follows on its own when the CRM is down. */
  crmRequested: boolean;
  /** Since when the CRM does not take its record. */
  crmPendingSince: number | null;
  /** What the record in the CRM was last told; null: it has to be compared. */
  crmTold: ToldCrm | null;
  /** The first answer of every command id. */
  seen: Record<string, CommandAnswer>;
  inbox: InboxMessage[];
  /** Signals that came while the inbox was full, not recorded yet. */
  dropped: number;
  /** Signals of no readable shape: how many have come, and how many of them the record tells of. */
  unreadable: number;
  unreadableTold: number;
};

export const firstState = (submittedAt: number, clocks: Clock[], expiresAt: number): StoryState => ({
  stage: 'submitted',
  transitionNo: 0,
  origin: null,
  ownerId: null,
  unassigned: false,
  poolReason: null,
  clocks,
  expiresAt,
  expiryStartedAt: submittedAt,
  remindersSent: 0,
  extension: NO_EXTENSION,
  waitingUntil: null,
  waitingSince: null,
  promotion: null,
  position: null,
  recheck: null,
  lookedBack: false,
  vendor: null,
  candidates: [],
  attempts: 0,
  lastAttempt: null,
  tries: null,
  spokenAt: null,
  later: null,
  postponed: false,
  question: null,
  pauses: {},
  revivable: null,
  stageSince: submittedAt,
  quality: null,
  checklist: null,
  estimate: [],
  pendingWin: null,
  deal: null,
  linkedDealId: null,
  outcome: null,
  left: null,
  winsReopened: 0,
  lines: [],
  approvalSteps: {},
  accrued: false,
  clawbackUntil: null,
  leadBonus: 'none',
  leadLines: [],
  qualifiedBy: null,
  crmRequested: false,
  crmPendingSince: null,
  crmTold: null,
  seen: {},
  inbox: [],
  dropped: 0,
  unreadable: 0,
  unreadableTold: 0,
});
