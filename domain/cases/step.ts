import type { ErrorCode, ErrorFacts } from '../errors.ts';
import type { MoneyJson } from '../money.ts';
import type { Actor } from '../referral/commands.ts';
import type { StoryMail } from '../referral/step.ts';
import { isUndecided } from './caseState.ts';
import type { CaseState, DealAnswer } from './caseState.ts';
import type { DeciderChoice } from './decider.ts';
import { contestsEnd } from './kinds.ts';
import { nextPromise } from './promises.ts';

/** The durations of the policy of the referral. */
export type CaseRules = { caseAnswer: string; caseDecision: string; contest: string };

/** The deal that credit is given for, when it was missing. */
export type CreditedDeal = { dealId: string; amount: MoneyJson; firstYearNet: MoneyJson; closedOn: string };

/** By how much a line is to be adjusted; below zero: so much is taken from it. */
export type CaseAdjustment = { commissionId: string; amount: MoneyJson };

export type CaseEventType =
  | 'case.opened'
  | 'case.found'
  | 'case.assigned'
  | 'case.unassigned'
  | 'case.reminded'
  | 'case.breached'
  | 'case.escalated'
  | 'case.answered'
  | 'case.decided'
  | 'case.second_look'
  | 'case.withdrawn'
  | 'case.closed';

export type CaseEvent = {
  type: CaseEventType;
  actor: Actor;
  public: Record<string, string | number | null>;
};

/** One step of a case, as it is written: what it is afterwards, what the record says, who is told. */
export type CaseStep = {
  state: CaseState;
  events: CaseEvent[];
  mails: StoryMail[];
  decided?: { at: number; by: string };
  deal?: CreditedDeal;
  adjustment?: CaseAdjustment;
  /** What was said of a deal beside the registration; the reason is in the texts. */
  dealAnswer?: { says: DealAnswer; by: string };
};

export type CaseAnswer = CaseStep | { refused: { code: ErrorCode; facts: ErrorFacts } };

const SYSTEM: Actor = { kind: 'system', id: 'story' };

export const isoOf = (timeMs: number): string => new Date(timeMs).toISOString();
const dueOf = (state: CaseState): string | null => {
  const promise = nextPromise(state);
  return promise === undefined ? null : isoOf(promise.dueAt);
};

/** What mails about a case can make use of. */
export const caseFacts = (caseId: string, state: CaseState) => ({ caseId, kind: state.kind, dueAt: dueOf(state) });

export const toPartner = (text: StoryMail['text'], facts: StoryMail['facts']): StoryMail =>
  ({ text, receiver: { kind: 'submitter' }, facts }) as StoryMail;

export const toPerson = (text: StoryMail['text'], userId: string | null, facts: StoryMail['facts']): StoryMail[] =>
  userId === null ? [] : [{ text, receiver: { kind: 'user', userId }, facts } as StoryMail];

/** Who decides from here on, and that they are told; or that nobody uninvolved is left, and who is barred why. */
export function given(caseId: string, state: CaseState, choice: DeciderChoice): Pick<CaseStep, 'events' | 'mails'> {
  const facts = { ...caseFacts(caseId, state), deciderId: choice.deciderId };
  const barred = choice.barred.map(({ userId, why }) => `${userId}: ${why.join(', ')}`).join('; ');
  return choice.unassigned
    ? {
        events: [{ type: 'case.unassigned', actor: SYSTEM, public: { caseId, barred } }],
        mails: toPerson('case_unassigned', choice.deciderId, facts),
      }
    : {
        events: [{ type: 'case.assigned', actor: SYSTEM, public: { caseId, deciderId: choice.deciderId } }],
        mails: toPerson('case_assigned', choice.deciderId, facts),
      };
}

/**
 * The old place in line is kept while somebody of ours has to decide about the end, and after a reinstatement until the
 * referral has taken it; a rejection frees it for those behind.
 */
export const keepsPlace = (state: CaseState): boolean =>
  contestsEnd(state.kind) && (isUndecided(state.state) || state.effect === 'reinstate');
