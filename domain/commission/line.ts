import type { MoneyJson } from '../money.ts';
import type { Trigger } from './plan.ts';
import type { CommissionState } from './states.ts';

/** A line as the story keeps it: no personal data, JSON-safe. Times are ISO 8601 texts. */
export type StoryLine = {
  commissionId: string;
  state: CommissionState;
  /** What it waits for before it accrues. */
  awaits?: Exclude<Trigger, 'signed'>;
  /** Each payment earns a line like this. */
  byPayment?: true;
  /** While it waits: from this day on (UTC) no payment earns it any more. */
  paymentsUntil?: string;
  payableFrom: string;
  /** While somebody owes its approval: since when, and by when. */
  approveFrom?: string;
  approveBy?: string;
  amount: MoneyJson;
  contentHash: string;
  approvals: number;
  /** null: the policy has no threshold for this currency, so nobody can approve. */
  approvalsRequired: number | null;
  /** Some of it was taken back after it had left for the partner. */
  reclaimed?: boolean;
  /** Another partner than the one that referred the company is owed it. */
  forOther?: boolean;
  /** It takes so much from another line once it is approved, and is never paid. */
  reduces?: boolean;
};
