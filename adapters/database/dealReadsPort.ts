import type { DealMovementKind, DealWait } from '../../domain/commission/dealWait.ts';
import type { Trigger } from '../../domain/commission/plan.ts';
import type { CommissionState } from '../../domain/commission/states.ts';
import type { MoneyJson } from '../../domain/money.ts';
import type { CorrectionRecord } from './dealDeskPort.ts';
import type { Named } from './moneyReadsPort.ts';
import type { Page, PageRequest } from './readsPort.ts';

/** A won deal as finance follows it. Sums are of all that was recorded, in the currency of the deal. */
export type DealRecord = {
  dealId: string;
  referralId: string;
  referralNumber: string;
  companyName: string;
  partnerId: string;
  partnerName: string;
  /** A day. */
  closedOn: string;
  amount: MoneyJson;
  firstYearNet: MoneyJson;
  /** Of its lines. */
  triggers: Trigger[];
  waitsFor: DealWait[];
  invoiced: MoneyJson;
  received: MoneyJson;
  refunded: MoneyJson;
  lines: { id: string; kind: string; state: CommissionState; amount: MoneyJson }[];
};

/** `on`: a day. */
export type DealMovement = {
  id: string;
  kind: DealMovementKind;
  externalId: string;
  amount: MoneyJson;
  on: string;
  reasonCode: string | null;
  recordedBy: Named;
  recordedAt: string;
};

export type DealFilter = { waitsFor?: DealWait | undefined; search?: string | undefined };

export interface DealReads {
  /** Those that wait first, the longest won on top; then the others, newest first. */
  list(filter: DealFilter, page: PageRequest): Promise<Page<DealRecord>>;
  deal(dealId: string): Promise<DealRecord | undefined>;
  /** How its worth was corrected, recorded last on top. */
  corrections(dealId: string): Promise<Omit<CorrectionRecord, 'referral'>[]>;
  /** What was recorded of a deal, newest first, at most so many. */
  movements(dealId: string, limit: number): Promise<DealMovement[]>;
}
