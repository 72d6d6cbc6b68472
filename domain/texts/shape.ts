import type { Involvement } from '../cases/decider.ts';
import type { CaseKind } from '../cases/kinds.ts';
import type { RailRefusal } from '../commission/railRefusal.ts';
import type { CommissionState } from '../commission/states.ts';
import type { EvidenceKind } from '../matching/evidence.ts';
import type { Subject } from '../notifications/subjects.ts';
import type { AssignReason, EndStage, ExtensionReason, ReasonCode, ReopenReason } from '../referral/reasons.ts';
import type { Situation } from '../referral/nextStep.ts';
import type { CaseEventType } from '../cases/step.ts';
import type { Stage } from '../referral/stages.ts';
import type { ClockKind } from '../sla/clocks.ts';
import type { CommissionFacts, DeductionState } from './commissionFacts.ts';
import type { Facts } from './facts.ts';
import type { Format } from './format.ts';
import type { MailKey } from './mailKeys.ts';
import type { AttainmentWriting, ProgramPromise, PromiseWriting } from './promiseShape.ts';

/** `partner` reads what product.md lets a partner learn; `internal` reads codes and times of the house besides. */
export type Reader = 'partner' | 'internal';

/** People and things by name, as the reader may see them. */
export type Names = {
  owner?: string | undefined;
  prospect?: string | undefined;
  reviewer?: string | undefined;
  /** Who gave the introduction, and their company. */
  submitter?: string | undefined;
  partner?: string | undefined;
  company?: string | undefined;
};

/** What a sentence is made from. */
export type Writing = {
  facts: Facts;
  names: Names;
  number: string;
  dueAt: string | undefined;
  /** What the qualifier wrote to the partner, one line, bounded. */
  feedback: string | undefined;
  /** What the partner is asked, in the words of who asks. */
  question: string | undefined;
  format: Format;
  /** The clause and the advice of a reason code of this end. */
  reason(stage: EndStage): ReasonText | undefined;
};

export type SentenceWriter = (writing: Writing) => string;

/** `clause` ends a sentence ("… : another supplier was chosen"), `advice` is one of its own, `label` is for lists. */
export type ReasonText = { label: string; clause: string; advice: string };

/** What a case waits for or has come to: one sentence each for both readers. */
export type CaseSituation =
  | 'open'
  | 'answered'
  | 'late'
  | 'unassigned'
  | 'rejected'
  | 'second_look'
  | 'final'
  | 'reinstated'
  | 'credited'
  | 'adjusted'
  | 'lowered'
  | 'right'
  | 'withdrawn'
  | 'settled'
  | 'deal_found'
  | 'deal_answered'
  | 'deal_linked'
  | 'deal_other'
  | 'deal_other_final';

/** Times in words already; `reason` is what the decider wrote, one line, bounded; `barred`: names with reasons. */
export type CaseWriting = Readonly<Record<'decider' | 'dueAt' | 'until' | 'reason' | 'barred', string | undefined>>;

type CaseTexts = {
  kinds: Readonly<Record<CaseKind, string>>;
  /** Completes a name: "Samir Haddad reviewed the referral". */
  involvements: Readonly<Record<Involvement, string>>;
  sentences: Readonly<Record<Reader, Readonly<Record<CaseSituation, (writing: CaseWriting) => string>>>>;
};

/** What the timeline shows, in a closed list. */
export type EventType =
  | `referral.${Stage}`
  | `commission.${CommissionState}`
  | 'commission.approval_given'
  | 'commission.payee_changed'
  | 'commission.unfrozen'
  | 'commission.adjustment_proposed'
  | 'commission.adjusted'
  | 'commission.corrected'
  | 'commission.not_paid'
  | 'deal.refunded'
  | 'deal.corrected'
  | `deal.${'invoiced' | 'paid'}`
  | 'contact.added'
  | 'contact.attempted'
  | 'qualification.postponed'
  | 'question.asked'
  | 'question.answered'
  | 'question.lapsed'
  | 'owner.assigned'
  | 'check.delayed'
  | 'clock.reminded'
  | 'clock.breached'
  | 'clock.escalated'
  | 'clock.paused'
  | 'clock.resumed'
  | 'clock.moved'
  | 'referral.reopened'
  | 'promotion.asked'
  | 'promotion.confirmed'
  | 'queue.moved'
  | 'extension.requested'
  | 'extension.decided'
  | 'crm.linked'
  | 'deal.linked'
  | 'crm.restored'
  | 'crm.contested'
  | 'win.reported'
  | CaseEventType
  | 'further_deal.recorded'
  | 'message.sent'
  | 'command.refused';

export type MailWriting = Writing & {
  /** The sentence of a situation with the facts of this mail. */
  sentence(reader: Reader, situation: Situation): string;
  /** Where the referral stands, in mails that say only that. */
  situation: Situation | undefined;
  /** Whether the partner reads it; the other receivers work here. */
  forPartner: boolean;
  assignReason: ReasonText | undefined;
  previousOwner: string | undefined;
  /** Who wrote a message. */
  author: string | undefined;
  /** What a person wrote to the partner with this step, one line, bounded. */
  message: string | undefined;
  /** What the partner has answered. */
  answer: string | undefined;
};

/** `subject` without the number, which every subject begins with; `next` is the next step, in one sentence. */
export type MailText = { subject: string; sentence: string; next: string };

export type MailLayoutTexts = {
  greeting(name: string): string;
  /** Before the mail itself, to a deputy. */
  standsInFor(name: string): string;
  nextStep: string;
  number: string;
  company: string;
  prospect: string;
  open: string;
  openCase: string;
  openCommission: string;
  openRun: string;
  openHome: string;
  /** The parts of the mail of the week. */
  whatHappened: string;
  stillOpen: string;
  andMore: (count: number) => string;
};

/** One language, whole: a key without its text does not compile. */
export type Catalogue = {
  sentences: Readonly<Record<Reader, Readonly<Record<Situation, SentenceWriter>>>>;
  /** Said behind the sentence while an extension is asked for and not decided. */
  extensionAsked: Readonly<Record<Reader, SentenceWriter>>;
  /** Said behind the sentence while the CRM does not take the record: for the house, a partner sees no difference. */
  crmPending: SentenceWriter;
  reasons: { readonly [S in EndStage]: Readonly<Record<ReasonCode<S>, ReasonText>> };
  otherReason: ReasonText;
  assignReasons: Readonly<Record<AssignReason | 'ladder' | 'crm', ReasonText>>;
  reopenReasons: Readonly<Record<ReopenReason, ReasonText>>;
  extensionReasons: Readonly<Record<ExtensionReason, ReasonText>>;
  stages: Readonly<Record<Stage, string>>;
  clocks: Readonly<Record<ClockKind, string>>;
  events: Readonly<Record<EventType, string>>;
  /** What speaks for two companies being one, and what against it, in a few words. */
  evidence: Readonly<Record<EvidenceKind, string>>;
  commissions: Readonly<Record<CommissionState, (facts: CommissionFacts) => string>>;
  deductions: Readonly<Record<DeductionState, (amount: string) => string>>;
  /** Said behind the sentence of an adjustment: why, in the words of who proposed it. */
  adjustmentReason: (reason: string) => string;
  /** Said behind the sentence of a line of which a part was taken back. */
  takenBack: (facts: CommissionFacts) => string;
  /** Why a payment was refused for good, and what follows. */
  refusals: Readonly<Record<RailRefusal, { why: string; next: string }>>;
  notPaid: (said: { amount: string; why: string }) => string;
  netted: (facts: CommissionFacts) => string;
  mails: Readonly<Record<MailKey, (writing: MailWriting) => MailText>>;
  cases: CaseTexts;
  promises: Readonly<Record<ProgramPromise, (lengths: PromiseWriting) => string>>;
  attainment: (counts: AttainmentWriting) => string;
  mailNames: Readonly<Record<MailKey, string>>;
  /** Headings over the names of mails. */
  mailSubjects: Readonly<Record<Subject, string>>;
  layout: MailLayoutTexts;
};
