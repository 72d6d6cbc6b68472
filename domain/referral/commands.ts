import type { ErrorCode, ErrorFacts } from '../errors.ts';
import type { MoneyJson } from '../money.ts';
import type { DealStage, ReferralCommandName } from './stages.ts';

export type ActorKind = 'api_key' | 'user' | 'system' | 'timer' | 'crm' | 'temporal';

/** Who did it. `id` is a user, key or rule id; never a name. */
export type Actor = { kind: ActorKind; id: string };

export type Answered = 'yes' | 'no' | 'unknown';
export type ContactOutcome = 'reached' | 'no_answer' | 'wrong_details' | 'refused';

/** The free texts of commands: they stay in the command's row, and no message of ours carries them. */
export const COMMAND_TEXTS = ['note', 'message', 'feedback', 'question', 'answer'] as const;

/** What would say nothing without its text. */
export const REQUIRED_TEXTS: Partial<Record<ReferralCommandName, (typeof COMMAND_TEXTS)[number]>> = {
  ask: 'question',
  answer: 'answer',
  adjust: 'message',
};

/** Codes, ids, times and amounts only: free text stays in the command's row and is referred to by the command id. */
export type CommandPayloads = {
  review: {
    decision: 'accept' | 'decline' | 'waitlist' | 'join' | 'alias';
    reasonCode?: string;
    candidateId?: string;
    sameCompany?: boolean;
  };
  contact: { channel: string; outcome: ContactOutcome; at?: string };
  qualify: {
    need: Answered;
    budget: Answered;
    authority: Answered;
    timeline: Answered;
    authorityPath?: boolean;
    outcome: 'qualified' | 'disqualified' | 'later';
    reasonCode?: string;
    /** With `later`: a date or a moment. */
    recontactOn?: string;
    quality?: number;
  };
  /** Nobody named: by the routing rules. */
  assign: { ownerId?: string; reasonCode: string };
  advance: { stage: DealStage };
  close: {
    outcome: 'won' | 'lost';
    amount?: MoneyJson;
    firstYearNet?: MoneyJson;
    termMonths?: number;
    closedOn?: string;
    reasonCode?: string;
    dealId?: string;
    /** The first person's command, when a second person confirms a win without a deal id. */
    confirms?: string;
  };
  withdraw: { reasonCode: string };
  undoWithdraw: { reasonCode?: string };
  reopen: { reasonCode: string };
  /** What is asked and answered is text: it stays in the command's row. */
  ask: Record<string, never>;
  answer: Record<string, never>;
  /** That somebody wrote; what they wrote is in the thread and nowhere else. */
  message: { messageId: string; side: 'partner' | 'vendor' };
  requestExtension: { days: number; reasonCode: string };
  decideExtension: { decision: 'approve' | 'refuse' };
  approveCommission: { commissionId: string; contentHash: string };
  rejectCommission: { commissionId: string; contentHash: string; reasonCode: string };
  freeze: { commissionId: string; reasonCode: string };
  unfreeze: { commissionId: string; reasonCode: string };
  /** Below zero: so much is taken from the line. Why, for the partner to read, is the command's `message`. */
  adjust: { commissionId: string; amount: MoneyJson; reasonCode: string };
};

export type Command<Name extends ReferralCommandName = ReferralCommandName> = {
  [N in Name]: { name: N; commandId: string; actor: Actor; source: CommandSource; payload: CommandPayloads[N] };
}[Name];

/** Where a command came in. `temporal`: a signal or update without a row of ours. */
export type CommandSource = 'api' | 'web' | 'temporal';

/** The first answer to a command; every repeat of its id gets the same one. */
export type CommandAnswer =
  | { outcome: 'done' }
  | { outcome: 'awaiting_second_person' }
  | { outcome: 'refused'; code: ErrorCode; facts: ErrorFacts };
