import type { ExclusionReason, FinancePerson } from '../../domain/approval/separation.ts';
import type { AdjustCommand, Proposal } from '../../domain/commission/adjustment.ts';
import type { Counter, Spending } from '../../domain/commission/caps.ts';
import type { RuleFacts } from '../../domain/commission/conditions.ts';
import type { ConfirmedRate } from '../../domain/commission/conversion.ts';
import type { Refunded } from '../../domain/commission/clawback.ts';
import type { LineCommand } from '../../domain/commission/decideLine.ts';
import type { AwaitsRate, CorrectedEarning } from '../../domain/commission/correction.ts';
import type { DealCorrection, DealFigures, LineExplanation } from '../../domain/commission/explanation.ts';
import type { AccruedLine } from '../../domain/commission/earnedPart.ts';
import type { StoryLine } from '../../domain/commission/line.ts';
import type { DecidableLine, LineStep } from '../../domain/commission/lineStep.ts';
import type { MoneyEvent, MoneyMail } from '../../domain/commission/moneyEvent.ts';
import type { PinnedPlan, RuleKind } from '../../domain/commission/plan.ts';
import type { PaidRule } from '../../domain/commission/paidRules.ts';
import type { Payment } from '../../domain/commission/received.ts';
import type { DealRefund } from '../../domain/commission/refunds.ts';
import type { Share } from '../../domain/commission/split.ts';
import type { DealProgress } from '../../domain/commission/triggers.ts';
import type { Unowed } from '../../domain/commission/unowed.ts';
import type { ErrorCode, ErrorFacts } from '../../domain/errors.ts';
import type { Money, MoneyJson } from '../../domain/money.ts';
import type { PromisedApproval } from '../../domain/sla/approval.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Deal } from '../../domain/referral/storyState.ts';
import type { CommandAnswer } from '../../domain/referral/commands.ts';
import type { RegainClaim } from './storyPort.ts';

/**
 * For a rate: what it comes to was made out when it accrued, and its caps were taken then; it is only to be converted. For its
 * trigger: its amount is an estimate.
 */
export type WaitingLine = {
  id: string;
  waitsFor: 'rate' | 'trigger';
  accrualKey: string;
  kind: RuleKind;
  amount: MoneyJson;
  explanation: LineExplanation;
};

/** What the referral pinned on the day of receipt, and what one payee has of it; no plan, nothing is owed. */
export type AccrualFacts = {
  /** Who referred the company, by whose caps everything is counted. */
  partnerId: string;
  /** To whom these lines are owed: the same, or the other partner of a split. */
  payeeId: string;
  /** The part of a split that is the payee's; null: there is none. */
  share: Share | null;
  programId: string;
  policy: Policy;
  /** What the conditions of its rules look at. */
  ruleFacts: RuleFacts;
  plan: (PinnedPlan & { draftedBy: string }) | null;
  /** Of the account in force; null where the partner has none. */
  payeeFingerprint: string | null;
  /** Who had a hand in that account, who proposed the split, and who recorded what the customer was invoiced or has paid, or what the deal is worth. */
  exclusions: { userId: string; reason: ExclusionReason }[];
  /** Cases about the amount that are open; its lines stand still from the beginning. */
  stoppedBy: string[];
  /** That of the partner, or of the program. */
  payoutCurrency: string;
  /** Confirmed, into the payout currency, and not too old. */
  rates: ConfirmedRate[];
  /** Another referral is credited with the deal: nothing of it accrues for this one any more. */
  wonByAnother: boolean;
  /** Lines of the deal that wait, in its currency; here and below, those of the payee. */
  waiting: WaitingLine[];
  /** Those that only the plan has ended, which a correction lets go on. */
  ended: Pick<WaitingLine, 'id' | 'accrualKey'>[];
  /** What has accrued of the deal, to whomever it is owed. */
  accrued: AccruedLine[];
  /** Accrual keys of all lines, and of those that finance has rejected while they waited: whatever the customer pays, they are owed no more. */
  known: string[];
  rejected: string[];
  /** Of rules that payments earn, by accrual key: how many payments of the deal were looked at. */
  seen: Readonly<Record<string, number>>;
  /** What the customer of the deal has paid, in the order in which it was recorded. */
  payments: Payment[];
  /** In the same order. */
  refunds: DealRefund[];
  progress: DealProgress;
};

export type NewLine = {
  /** Of the line that waits, when it accrues; a new one otherwise. */
  id: string | undefined;
  kind: RuleKind;
  state: 'holding' | 'waiting_trigger';
  accrualKey: string;
  amount: Money;
  /** Into which it was or waits to be converted; null: it did not have to be, or has not accrued. */
  payoutCurrency: string | null;
  rateId: string | null;
  contentHash: string;
  approvalsRequired: number | null;
  explanation: LineExplanation;
};

export type Accrual = {
  referralId: string;
  partnerId: string;
  programId: string;
  dealId: string;
  planVersionId: string;
  payeeFingerprint: string | null;
  stoppedBy: readonly string[];
  /** ISO 8601 texts. */
  at: string;
  payableFrom: string;
  exclusions: { userId: string; reason: ExclusionReason }[];
  lines: NewLine[];
  /** Lines that waited and whose turn has come, when nothing was left for them, or no payment comes any more. */
  nothingLeft: (Pick<WaitingLine, 'id' | 'amount'> & { reason: Unowed })[];
  /** Of rules that payments earn: how many payments were looked at before, and are by now. */
  seen: ({ accrualKey: string } & PaidRule['seen'])[];
  /** To the other partner of a split, when there is something for the first time. */
  mail: MoneyMail | null;
};

/** What is to be held while the lines of one deal are made. */
export type CountersToHold = {
  planVersionId: string;
  partnerId: string;
  /** Of the lines that are made; others count. */
  accrualKeys: readonly string[];
  counters: readonly Counter[];
  stoppedBy: readonly string[];
};

export type StoredLine = DecidableLine & {
  referralId: string;
  /** While somebody owes its approval. */
  promise: PromisedApproval | null;
  version: number;
  planVersionId: string;
  /** Of the plan's rules, the one that earned it. */
  ruleIndex: number;
};

/** An adjustment to write. `reasonFrom`: the command whose text says why; `caseId`: the case that asked for it, whose reason it has. */
export type NewAdjustment = {
  of: StoredLine;
  proposal: Proposal;
  at: string;
  accrualKey: string;
  reasonFrom: string | null;
  caseId: string | null;
  /** The correction of the deal that it follows from, whose reason it has. */
  correctionId?: string;
  answered: Answered | null;
};

/** A line that a correction of its deal changes; `correctionId`: the one that it was corrected by already, with nothing more to come by it. */
export type CorrectableLine = {
  id: string;
  kind: RuleKind;
  explanation: LineExplanation;
  accrualKey: string;
  accruedAt: string;
  /** What its rule earns of the deal as it was known until now. */
  earnedMinor: bigint;
  correctionId: string | null;
  /** What it earns by that correction. */
  corrected: LineExplanation | null;
  /** What finance has rejected of what it earns by that. */
  deniedMinor: bigint;
  /** Those that may be used by now, into the currency in which it is paid. */
  rates: ConfirmedRate[];
};

/** `mail`: to the other partner of a split, once with the lines that it is about. */
export type CorrectedLines = {
  lines: ((CorrectedEarning | AwaitsRate) & { id: string })[];
  mail: MoneyMail | null;
};

/** What a decision is made on: the line, who asks, and the first answer if this command was decided before. */
export type DecisionFacts = {
  line: StoredLine;
  storyLine: StoryLine;
  person: FinancePerson;
  firstAnswer: CommandAnswer | null;
};

/** The lines of a deal and what was refunded of it; nothing where the referral is not won with it. */
export type ClawbackFacts = Pick<Refunded, 'deal' | 'refunds' | 'window'> & { lines: StoredLine[] };

export type MoneyCommand = LineCommand | AdjustCommand;

type Answered =
  | { command: MoneyCommand; state: 'done' }
  | { command: MoneyCommand; state: 'refused'; code: ErrorCode; facts: ErrorFacts };

type LineSteps = { line: StoredLine; step: LineStep }[];

/** The lines of the story; every write is one transaction. All throw `busy` and `unavailable`. */
export interface Lines {
  /** Of who referred the company, and after it of the partner that it shares the deal with. */
  accrualFacts(args: { referralId: string; dealId: string; at: string }): Promise<[AccrualFacts, ...AccrualFacts[]]>;
  /** The plan of the day of receipt, null without one, and what the partner has estimated the deal at. */
  pinnedPlan(referralId: string): Promise<{ plan: PinnedPlan; value: MoneyJson | null; ruleFacts: RuleFacts } | null>;
  /**
   * Lines that exist are left alone, but those that wait may accrue now; gives all lines of the deal. Safe to repeat. The
   * counters are locked first, so that what others add to them does not change until the lines are written. Throws `busy` when
   * a payee, the split or what stops the lines has changed since. One accrual per payee, all or none.
   */
  accrue(hold: CountersToHold, accrualsOf: (spentOf: Spending['spentOf']) => Accrual[]): Promise<StoryLine[]>;
  /** The lines of one deal, or of the introduction, as the story keeps them. */
  storyLines(args: { referralId: string; dealId: string }): Promise<StoryLine[]>;
  /** undefined when there is no such line of this referral. A person unknown here has no roles. */
  decisionFacts(args: {
    referralId: string;
    commissionId: string;
    userId: string;
    commandId: string;
  }): Promise<DecisionFacts | undefined>;
  /** Of the win that the referral stands in; null: what its deal is worth was not corrected. */
  correction(referralId: string): Promise<DealCorrection | null>;
  /** What the deal of this win was known as: before and after each of its latest corrections. */
  figures(referralId: string): Promise<DealFigures[]>;
  correctable(args: { referralId: string; dealId: string; at: string }): Promise<CorrectableLine[]>;
  /**
   * The deal and what its lines earn of it by now; under the lock of what they share with others, where there is such. Of a line that
   * awaits a rate from a currency, that. False, and nothing is written, where a later correction is recorded.
   */
  correct(
    hold: CountersToHold | null,
    corrected: { referralId: string; at: string; deal: Deal },
    made: (spentOf: Spending['spentOf']) => CorrectedLines,
  ): Promise<boolean>;
  clawbackFacts(args: { referralId: string; dealId: string }): Promise<ClawbackFacts>;
  /** `stale`: the line is not the version that was decided on; decide again. */
  write(args: {
    line: StoredLine;
    at: string;
    step: LineStep;
    answered: Answered | null;
  }): Promise<StoryLine | 'stale'>;
  /** Several lines in one transaction, with the answer of the command. Throws `busy` when one is not the version that was decided on. */
  writeAll(args: { steps: LineSteps; at: string; answered: Answered | null }): Promise<void>;
  /** The same for a win that is taken up again, with its claim; false, and nothing is written, where the partner has referred the company again. */
  takeBack(args: { steps: LineSteps; claim: RegainClaim }): Promise<boolean>;
  /** The id of a line to come. */
  newLineId(): string;
  /** A line of its own about another one, with the answer of its command; gives all lines of the deal. `stale`: as above. */
  adjust(adjustment: NewAdjustment): Promise<StoryLine[] | 'stale'>;
  /** Records a refusal in the timeline and as the answer of its command. Safe to repeat. */
  refuse(args: { referralId: string; at: string; event: MoneyEvent; answered: Answered }): Promise<void>;
}
