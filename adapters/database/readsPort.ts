import type { PayoutCalendar } from '../../domain/commission/payoutCalendar.ts';
import type { FurtherDealKind } from '../../domain/commission/furtherDeal.ts';
import type { Trigger } from '../../domain/commission/plan.ts';
import type { CommissionState } from '../../domain/commission/states.ts';
import type { ReadScope } from '../../domain/approval/rights.ts';
import type { Place } from '../../domain/approval/interest.ts';
import type { Verdict } from '../../domain/matching/verdict.ts';
import type { Credit } from '../../domain/referral/attribution.ts';
import type { MoneyJson } from '../../domain/money.ts';
import type { Extension } from '../../domain/referral/extension.ts';
import type { NextStep } from '../../domain/referral/nextStep.ts';
import type { QuestionKind } from '../../domain/referral/questions.ts';
import type { Stage } from '../../domain/referral/stages.ts';
import type { Deal, Outcome } from '../../domain/referral/storyState.ts';
import type { Choice, PoolReason } from '../../domain/routing/chooseOwner.ts';
import type { ClockRecord } from '../../domain/sla/clocks.ts';

export type PersonAtCompany = { name: string; email: string | null; phone: string | null; title: string | null };
type PersonOfVendor = { id: string; name: string; email: string };

/** A referral as it is stored, with the names that stand beside its ids. Times are ISO 8601 texts. */
export type ReferralRecord = {
  id: string;
  number: string;
  intakeNo: number;
  stage: Stage;
  submittedAt: string;
  updatedAt: string;
  channel: 'api' | 'portal' | 'on_behalf';
  externalRef: string | null;
  programId: string;
  partnerId: string;
  partnerName: string;
  managerId: string | null;
  submittedBy: {
    kind: string;
    id: string;
    name: string | null;
    onBehalfOf: string | null;
    onBehalfOfName: string | null;
  };
  prospect: PersonAtCompany;
  contacts: (PersonAtCompany & { addedAt: string })[];
  companyId: string;
  company: { name: string; domain: string | null; country: string | null; region: string | null };
  need: string;
  estimatedValue: MoneyJson | null;
  productLine: string | null;
  project: string | null;
  consent: { basis: string; at: string | null };
  owner: PersonOfVendor | null;
  /** Who stands in for the owner now; filled for internal readers, like the next. */
  deputyIds: string[];
  /** The owner is away now: until when, and who stands in. */
  ownerAway: { until: string; deputy: { id: string; name: string } | null } | null;
  unassigned: boolean;
  poolReason: PoolReason | null;
  position: number | null;
  /** In review or in line: who stands before it in the line, the holder first; filled for internal readers. */
  ahead: {
    referralId: string;
    number: string;
    stage: Stage;
    expiresAt: string | null;
    partnerName: string;
    ownerName: string | null;
    heldSince: string | null;
    submittedAt: string;
  } | null;
  outcome: Outcome | null;
  attempts: {
    at: string;
    channel: string;
    outcome: string;
    message: string | null;
    note: string | null;
    by: string | null;
  }[];
  /** What the partner was asked, the first one first. */
  questions: {
    kind: QuestionKind;
    state: 'open' | 'answered' | 'lapsed' | 'dropped';
    question: string | null;
    askedAt: string;
    askedBy: string | null;
    answerBy: string;
    answer: string | null;
    answeredAt: string | null;
  }[];
  quality: number | null;
  feedback: string | null;
  /** The same partner's referral of the company before this one. */
  previousReferralId: string | null;
  /** Of a renewal or further deal: the first referral, the day on which that was won, and before when this one has to be won. */
  origin: { kind: FurtherDealKind; referralId: string; number: string; firstWonOn: string; earnsBefore: string } | null;
  /** What of its customer was recorded after it, the first one first. */
  furtherDeals: { id: string; number: string; kind: FurtherDealKind; stage: Stage }[];
  /** What its plan pays for beyond this deal, once it is won; filled for internal readers. */
  paysBeyond: FurtherDealKind[];
  extension: Extension | null;
  deal: Deal | null;
  planVersion: string | null;
  /** Of the pinned policy, once it is won and while no gate holds the payment back. */
  payoutCalendar: PayoutCalendar | null;
  terms: string;
  next: NextStep;
  clocks: ClockRecord[];
  expiresAt: string | null;
  dueAt: string | null;
  /** How many have approved is filled for internal readers. */
  commissions: {
    id: string;
    kind: string;
    state: CommissionState;
    awaits: Exclude<Trigger, 'signed'> | null;
    amount: MoneyJson;
    payableFrom: string | null;
    /** While somebody owes its approval. */
    approveBy: string | null;
    approvals?: number;
    approvalsRequired?: number | null;
    /** It is the part of another partner; for internal readers. */
    forOther: boolean;
  }[];
  /** The part of another partner, in basis points, of what the deal will earn; null: there is none. */
  splitBasisPoints: number | null;
  /** The record in the CRM as we have written it last, and how often others changed what is ours; for internal readers. */
  crm: {
    recordId: string;
    writtenAt: string;
    credit: Credit;
    claimExpiresAt: string | null;
    restored: { times: number; lastAt: string } | null;
  } | null;
  verdict: Verdict | null;
  /** In review, what stands against it; filled for internal readers. */
  rivals: Place[];
  /** Names of what the verdict points at; filled for internal readers. */
  candidateNames: Record<string, string>;
  /** Of the candidates, the open referrals of the same partner. */
  joinable: string[];
  version: number;
};

export type ReferralSort = 'newest' | 'due' | 'updated';

export type ReferralFilter = {
  stages?: readonly Stage[] | undefined;
  partnerId?: string | undefined;
  ownerId?: string | undefined;
  programId?: string | undefined;
  unassigned?: boolean | undefined;
  /** Of people for whom this one stands in now. */
  deputisedBy?: string | undefined;
  waitingOn?: 'partner' | undefined;
  updatedSince?: string | undefined;
  search?: string | undefined;
  sort: ReferralSort;
};

/** `after`: the sort key of the last row of the page before. */
export type PageRequest = { limit: number; after: readonly string[] | undefined };
export type Page<Row> = { rows: Row[]; next: readonly string[] | undefined };

type RoutingNote = Pick<Choice, 'ruleId' | 'mode' | 'why'> & {
  ruleName: string | null;
  others: (Choice['others'][number] & { name: string | null })[];
};

export type EventRecord = {
  seq: number;
  at: string;
  type: string;
  actor: { kind: string; id: string; name: string | null };
  source: string;
  from: string | null;
  to: string | null;
  reasonCode: string | null;
  note: string | null;
  message: string | null;
  /** For internal readers: by which rule, and why not the others. */
  routing: RoutingNote | null;
  /** For internal readers: what others have changed in the CRM, and who, as far as the CRM tells. */
  taken: { fields: string[]; by: string | null } | null;
  /** The case that the entry is about. */
  caseId: string | null;
  hash: string;
  prevHash: string;
};

/** Reads for a partner run read-only under the partner's own database role; a referral outside the scope is undefined. */
export interface Reads {
  referral(scope: ReadScope, id: string): Promise<ReferralRecord | undefined>;
  referrals(scope: ReadScope, filter: ReferralFilter, page: PageRequest): Promise<Page<ReferralRecord>>;
  /** undefined when the referral is outside the scope. */
  timeline(scope: ReadScope, referralId: string, page: PageRequest): Promise<Page<EventRecord> | undefined>;
}
