import type { Policy } from '../policy.ts';
import type { ClockKind } from '../sla/clocks.ts';

/** What a program says on its page; `case`: what becomes of an objection, `payout`: when money comes, `tail`: of a deal after the end. */
export type ProgramPromise =
  | Extract<ClockKind, 'acknowledge' | 'first_contact' | 'status_update' | 'information' | 'expiry'>
  | 'case'
  | 'payout'
  | 'look_back'
  | 'open_deal'
  | 'customer'
  | 'open_cap'
  | 'tiers'
  | 'wait_list'
  | 'undo_withdraw'
  | 'contest'
  | 'tail';

/** The lengths of a policy in words. */
export type PromiseWriting = Readonly<
  Record<
    | Extract<
        keyof Policy,
        | 'acknowledge'
        | 'firstContact'
        | 'statusUpdate'
        | 'information'
        | 'expiry'
        | 'waitList'
        | 'confirmAfterWaiting'
        | 'confirmation'
        | 'undoWithdraw'
        | 'contest'
        | 'caseAnswer'
        | 'caseDecision'
        | 'tail'
        | 'lookBack'
      >
    | 'lateAnswer',
    string
  >
> & {
  expiryReminders: readonly string[];
  /** Ascending; the amount in words. */
  tiers: readonly { tier: string; from: string }[];
} & Pick<Policy, 'duplicates' | 'openReferralCap' | 'payoutCalendar'>;

/** `percent` null: too few to say. */
export type AttainmentWriting = { kept: number; total: number; percent: number | null };
