import type { ReferralCommandName } from './stages.ts';

/** What a referral waits for, in a closed list: each has one sentence per reader in the text catalogue. */
export type Situation =
  | 'submitted'
  | 'in_review'
  | 'waitlisted'
  | 'promoted_asked'
  | 'accepted'
  | 'unassigned'
  | 'paused_by_outage'
  | 'late'
  | 'attempted'
  | 'open_question'
  | 'contacted'
  | 'later'
  | 'qualified'
  | 'in_talks'
  | 'awaiting_second_person'
  | 'won'
  | 'lost'
  | 'declined'
  | 'disqualified'
  | 'expired'
  | 'withdrawn';

export type NextAction = ReferralCommandName | 'answer' | 'duplicate_check' | 'wait' | 'payout' | 'none';

/**
 * Why, what next, who and by when, computed from the story's state. `who` is `system`, `partner` or a user id.
 * `facts` are codes, amounts and times (ISO 8601) for the sentence; never names or other personal data.
 */
export type NextStep = {
  situation: Situation;
  action: NextAction;
  who: string | null;
  dueAt: string | null;
  facts: Readonly<Record<string, string | number | null>>;
};
