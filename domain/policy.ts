import { DEFAULT_PAYOUT_CALENDAR, type PayoutCalendar } from './commission/payoutCalendar.ts';

/** A tier, and how much won revenue of twelve months lifts a partner into it, net of refunds, in the currency of the program. */
export type TierStep = { tier: string; wonNetAtLeast: { amount: number; currency: string } };

/** What becomes of a referral before which another one stands. */
export type ActiveClaimRule = 'waitlist' | 'decline' | 'review';

/**
 * The rules of a program as they were on the day of receipt: a version of this is pinned by every referral.
 * All durations are ISO 8601; amounts are integer minor units (JSON form, this travels through Temporal and jsonb).
 */
export type Policy = {
  acknowledge: string;
  firstContact: string;
  handover: string;
  statusUpdate: string;
  information: string;
  expiry: string;
  expiryReminders: string[];
  lookBack: string;
  coolOff: string;
  waitList: string;
  confirmAfterWaiting: string;
  /** How long the partner has to confirm an introduction after long waiting. */
  confirmation: string;
  undoWithdraw: string;
  reopen: string;
  reopenWon: string;
  contest: string;
  /** A case gets a first answer and a decision within these. */
  caseAnswer: string;
  caseDecision: string;
  /** How long after an end a deal with the company still counts as credit that may be missing. */
  tail: string;
  /** How soon finance decides about a line that has accrued. */
  approve: string;
  holding: string;
  clawback: string;
  duplicates: { activeClaim: ActiveClaimRule; lookBack: string; openDeal: string; customer: string; ambiguous: string };
  claimScope: 'company' | 'company_product' | 'company_project';
  secondApproverFrom: { amount: number; currency: string }[];
  /** Less than this is not paid out to a partner but carried over; a currency that is not named has no minimum. */
  minimumPayout: { amount: number; currency: string }[];
  payoutCalendar: PayoutCalendar;
  /** Ascending; none: partners stay in the tier that a person has given them. */
  tiers: TierStep[];
  openReferralCap: number;
  /** `business`: what we promise is counted in the working time of the calendar named. */
  clock: 'calendar' | 'business';
  calendarId: string | null;
  gates: string[];
};

export const defaultPolicy = (currency: string): Policy => ({
  acknowledge: 'PT4H',
  firstContact: 'PT24H',
  handover: 'P2D',
  statusUpdate: 'P7D',
  information: 'P7D',
  expiry: 'P90D',
  expiryReminders: ['P14D', 'P3D'],
  lookBack: 'P90D',
  coolOff: 'P30D',
  waitList: 'P180D',
  confirmAfterWaiting: 'P14D',
  confirmation: 'P3D',
  undoWithdraw: 'PT24H',
  reopen: 'P180D',
  reopenWon: 'P14D',
  contest: 'P14D',
  caseAnswer: 'P2D',
  caseDecision: 'P7D',
  tail: 'P90D',
  approve: 'P5D',
  holding: 'P30D',
  clawback: 'P180D',
  duplicates: {
    activeClaim: 'waitlist',
    lookBack: 'decline',
    openDeal: 'review',
    customer: 'accept_other_product',
    ambiguous: 'review',
  },
  claimScope: 'company_product',
  secondApproverFrom: [{ amount: 500_000, currency }],
  minimumPayout: [],
  payoutCalendar: DEFAULT_PAYOUT_CALENDAR,
  tiers: [],
  openReferralCap: 100,
  clock: 'calendar',
  calendarId: null,
  gates: [],
});
