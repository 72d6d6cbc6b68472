import type { Place } from '../../domain/approval/interest.ts';
import type { CaseState, DealAnswer } from '../../domain/cases/caseState.ts';
import type { DecisionEvent } from '../../domain/cases/decider.ts';
import type { CaseKind } from '../../domain/cases/kinds.ts';
import type { CaseAdjustment, CreditedDeal } from '../../domain/cases/step.ts';
import type { ReadScope } from '../../domain/approval/rights.ts';
import type { Stage } from '../../domain/referral/stages.ts';
import type { Page, PageRequest } from './readsPort.ts';

type Named = { id: string; name: string | null };

export type DealRecord = {
  dealId: string;
  /** As the CRM has it; `id` where that is somebody of the house. */
  owner: { id: string | null; name: string | null };
  productLine: string | null;
  openedAt: string | null;
  foundAt: string;
  proven: boolean;
  before: boolean;
  answer: { says: DealAnswer; reason: string | null; by: Named | null; at: string } | null;
};

/** A case as it is stored, with the names beside its ids. Times are ISO 8601 texts. */
export type CaseRecord = {
  id: string;
  number: string;
  referralId: string;
  referralNumber: string;
  stage: Stage;
  companyName: string;
  partnerId: string;
  partnerName: string;
  programId: string;
  submitterIds: (string | null)[];
  kind: CaseKind;
  story: CaseState;
  openedBy: { kind: string; id: string; name: string | null };
  openedAt: string;
  note: string | null;
  answer: string | null;
  /** Once asked for; what the partner wrote then. */
  secondLook: { at: string; message: string | null } | null;
  /** Before the second look, once that is decided too. */
  earlierDecision: { outcome: 'upheld' | 'rejected'; reason: string | null; at: string; by: Named | null } | null;
  decider: Named | null;
  decidedBy: Named | null;
  decidedAt: string | null;
  reason: string | null;
  deal: CreditedDeal | null;
  adjustment: CaseAdjustment | null;
  dueAt: string | null;
  /** Whether its old place in line is kept. */
  reserved: boolean;
  /** What people decided in the referral. */
  decisions: DecisionEvent[];
  /** The partner's own partner manager. */
  managerId: string | null;
  /** What stands against the referral; never read for a partner. */
  rivals: Place[];
  /** The deal of the CRM that it is about; never read for a partner. */
  beside: DealRecord | null;
  version: number;
};

export type CaseFilter = {
  referralId?: string | undefined;
  partnerId?: string | undefined;
  kind?: CaseKind | undefined;
  state?: string | undefined;
};

/** Somebody of the house who could decide a case by their role. */
export type CasePerson = { userId: string; name: string; roles: string[] };

/** Partners are read for under their own role; what is outside the scope is undefined or absent. What is due first comes first. */
export interface CaseReads {
  case(scope: ReadScope, id: string): Promise<CaseRecord | undefined>;
  cases(scope: ReadScope, filter: CaseFilter, page: PageRequest): Promise<Page<CaseRecord>>;
  deciders(): Promise<CasePerson[]>;
}
