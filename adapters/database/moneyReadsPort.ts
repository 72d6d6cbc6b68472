import type { AbsentPerson } from '../../domain/approval/absence.ts';
import type { MoneyReadScope } from '../../domain/approval/moneyScope.ts';
import type { Exclusion, ExclusionReason, FinancePerson, RunAround } from '../../domain/approval/separation.ts';
import type { EarningFigure } from '../../domain/commission/earnings.ts';
import type { LineExplanation } from '../../domain/commission/explanation.ts';
import type { ItemState, RunState } from '../../domain/commission/payoutRun.ts';
import type { PayoutCalendar } from '../../domain/commission/payoutCalendar.ts';
import type { RailRefusal } from '../../domain/commission/railRefusal.ts';
import type { Trigger } from '../../domain/commission/plan.ts';
import type { CommissionState } from '../../domain/commission/states.ts';
import type { TakenBack } from '../../domain/commission/takenBack.ts';
import type { MoneyJson } from '../../domain/money.ts';
import type { PayeeInForce } from '../../domain/payees/state.ts';
import type { DocumentFacts } from '../../domain/documents/gate.ts';
import type { DocumentName } from '../../domain/documents/vat.ts';
import type { TaxInForce } from '../../domain/tax/profile.ts';
import type { Page, PageRequest } from './readsPort.ts';

export type Named = { id: string; name: string | null };

/** A line as it is stored, with the names beside its ids. Times are ISO 8601 texts. */
export type CommissionRecord = {
  id: string;
  referralId: string;
  referralNumber: string;
  partnerId: string;
  partnerName: string;
  programId: string;
  companyName: string;
  kind: string;
  state: CommissionState;
  /** What is owed or was paid; below zero what it takes from another line. */
  amount: MoneyJson;
  clawedBack: TakenBack | null;
  /** What its rule earns of the deal as it was corrected last. */
  corrected: LineExplanation | null;
  /** Why its deal was corrected last, or so that this line was added; null where it was not. */
  correctionReason: string | null;
  /** Of a line that adjusts another one: which, why in words, and the case that asked for it. */
  adjustment: { adjusts: string; reason: string; caseId: string | null } | null;
  /** Whether an adjustment can be about it; those that are, oldest first. */
  adjustable: boolean;
  adjustments: { id: string; state: CommissionState; amount: MoneyJson }[];
  /** Of the amount, settled by what the partner owed of other lines; null: nothing. */
  netted: MoneyJson | null;
  /** While it waits to be invoiced or paid: since when. */
  accruedAt: string;
  /** What it waits for before it accrues. */
  awaits: Exclude<Trigger, 'signed'> | null;
  /** Null while it waits: its hold has not begun. */
  payableFrom: string | null;
  paidAt: string | null;
  contentHash: string;
  planVersion: string;
  /** Of the present content. */
  approvals: { userId: string; name: string | null; at: string }[];
  approvalsRequired: number | null;
  /** While somebody owes its approval: by when. */
  approveBy: string | null;
  /** Empty for partners. */
  exclusions: { userId: string; name: string | null; reason: ExclusionReason }[];
  /** Numbers of other referrals that earn for the same deal. Empty for partners. */
  sameDeal: string[];
  /** Of a split, the line of the other partner. Null for partners. */
  otherPart: { id: string; partnerName: string } | null;
  explanation: LineExplanation;
  rejectReason: string | null;
  /** While it is returned: why its rail refused it for good; null when the bank sent it back. */
  paymentRefused: RailRefusal | null;
  /** Of the policy that was pinned at receipt. */
  gates: string[];
  payoutCalendar: PayoutCalendar;
  /** `agreement`, where that gate is open. */
  openGates: string[];
  /**
   * What the next draft would pay to the partner in this currency, and before it is payable with this line; in minor units. Null
   * where no minimum holds it back.
   */
  payoutSoFar: { soFar: number; minimum: number } | null;
  /** Of the partner, now; null without one. */
  payee: PayeeInForce | null;
  tax: TaxInForce;
  document: DocumentFacts;
  /** Finance, or cases by their ids. */
  frozenFor: string[];
  frozenAt: string | null;
  freezeReason: string | null;
  runId: string | null;
  /** Of the run of a period that has it: the pay day, and whether that is over. */
  planned: { payDay: string; late: boolean } | null;
  /** In which it stands, the first one first. */
  documents: (DocumentName & { id: string })[];
  run: RunAround;
  version: number;
};

export type CommissionFilter = {
  referralId?: string | undefined;
  partnerId?: string | undefined;
  state?: CommissionState | undefined;
  /** Adjustments and lines of which something was taken back; or all others. */
  corrected?: 'true' | 'false' | undefined;
  /** Lines that wait for an approval, in the order in which it is due. */
  queue?: 'approval' | undefined;
};

/** What the lines of a partner come to, in each currency in which it is something. */
export type Earnings = Readonly<Record<EarningFigure, MoneyJson[]>>;

/** When a program pays, by its policy of now. */
export type ProgramCalendar = { programId: string; programName: string; calendar: PayoutCalendar };

/** What one draft would pay to a partner and does not, for it is less than the minimum. */
export type CarriedOver = {
  partnerId: string;
  partnerName: string;
  programId: string;
  programName: string;
  lines: number;
  /** After netting. */
  soFar: MoneyJson;
  minimum: MoneyJson;
};

export type RunRecord = {
  id: string;
  state: RunState;
  rail: string;
  currency: string;
  cutOff: string;
  items: {
    id: string;
    partnerId: string;
    partnerName: string;
    /** What is transferred, or would be by now. */
    amount: MoneyJson;
    /** By debt, what is netted or would be by now. */
    nettings: { commissionId: string; referralNumber: string; amount: MoneyJson }[];
    /** What the partner owes in this currency after it. */
    stillOwed: MoneyJson;
    state: ItemState;
    excludedReason: string | null;
    railReference: string | null;
    paidOn: string | null;
    returnedOn: string | null;
    bankReference: string | null;
    returnReason: string | null;
    lines: { commissionId: string; referralId: string; referralNumber: string; amount: MoneyJson }[];
  }[];
  excluded: { commissionId: string; reason: string }[];
  /** What it pays, where the calendar has made it; days as `2026-04-30`. `part`: from 1, of those of the same rail and currency; `late`: its pay day is over and it is not settled. */
  period: {
    programId: string;
    programName: string;
    cutOffDay: string;
    payDay: string;
    part: number;
    late: boolean;
  } | null;
  madeAt: string;
  /** Null while it is a draft. */
  preparedBy: Named | null;
  preparedAt: string | null;
  releasedBy: Named | null;
  releasedAt: string | null;
  reference: string | null;
  settledOn: string | null;
  fileHash: string | null;
  /** People who are excluded for one of its lines. */
  exclusions: Exclusion[];
  version: number;
};

/** With the absences that run. */
export type Approver = FinancePerson & AbsentPerson & { name: string };

/** Partners are read for under their own role; what is outside the scope is undefined or absent. Newest first. */
export interface MoneyReads {
  commission(scope: MoneyReadScope, id: string): Promise<CommissionRecord | undefined>;
  commissions(scope: MoneyReadScope, filter: CommissionFilter, page: PageRequest): Promise<Page<CommissionRecord>>;
  earnings(scope: MoneyReadScope): Promise<Earnings>;
  /** Everybody who can approve at all, with names: who could approve a line, who is barred, and who is away. */
  approvers(now: Date): Promise<Approver[]>;
  run(id: string): Promise<RunRecord | undefined>;
  /** All of them, or only those that are late. */
  runs(isLate: boolean, page: PageRequest): Promise<Page<RunRecord>>;
  /** Who has money due that is less than is paid out, by name; at most a thousand. */
  carriedOver(): Promise<CarriedOver[]>;
  /** Of every program that goes on, by name. */
  payoutCalendars(): Promise<ProgramCalendar[]>;
}
