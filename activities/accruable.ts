import type { Exclusion } from '../domain/approval/separation.ts';
import { standInFor, type Earning } from '../domain/commission/plan.ts';
import type { MoneyJson } from '../domain/money.ts';

/** `at` is the story's time as ISO 8601; the money of the deal is net. */
export type AccrueArgs = {
  referralId: string;
  at: string;
  deal: {
    dealId: string;
    amount: MoneyJson;
    firstYearNet: MoneyJson;
    closedOn: string;
    closedBy: string;
    confirmedBy?: string;
  };
  /** How often this win was reopened before. */
  winsReopened?: number;
};

/** Of a referral that was qualified; `qualifiedBy` is null where nobody of ours did it, but the deal came about. */
export type AccrueLeadArgs = { referralId: string; at: string; qualifiedBy: string | null };

/** What accrues, and who had a part in that. */
export type Accruable = {
  referralId: string;
  at: string;
  deal: Earning;
  /** A day; of an introduction there is none. */
  closedOn?: string;
  winsReopened?: number;
  exclusions: readonly Exclusion[];
  /** The deal was corrected: what waits is estimated anew, and what earned nothing before may earn something now. */
  isCorrected?: boolean;
  /** When the percentage of a corrected deal has accrued: in the year of which its bonus counts. */
  bonusAt?: string | undefined;
};

export const wonDealOf = ({ deal, ...args }: AccrueArgs): Accruable => ({
  ...args,
  deal: { dealId: deal.dealId, amount: deal.amount, firstYearNet: deal.firstYearNet },
  closedOn: deal.closedOn,
  exclusions: [
    { userId: deal.closedBy, reason: 'closed_deal' },
    ...(deal.confirmedBy === undefined ? [] : [{ userId: deal.confirmedBy, reason: 'confirmed_win' as const }]),
  ],
});

export const leadOf = ({ referralId, at, qualifiedBy }: AccrueLeadArgs): Accruable => ({
  referralId,
  at,
  deal: { dealId: standInFor('lead', referralId) },
  exclusions: qualifiedBy === null ? [] : [{ userId: qualifiedBy, reason: 'qualified_lead' }],
});
