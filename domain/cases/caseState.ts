import type { CaseEffect, CaseKind } from './kinds.ts';

/**
 * `open`: no answer yet; `answered`: the first answer is given; `decided`: rejected, a second look may still be asked for;
 * `second_look`: somebody else decides once more; `closed` and `withdrawn` are the ends.
 */
export const CASE_STATES = ['open', 'answered', 'decided', 'second_look', 'closed', 'withdrawn'] as const;

export type CaseStage = (typeof CASE_STATES)[number];

export type CaseOutcome = 'upheld' | 'rejected';

export type CasePromiseKind = 'first_answer' | 'decision';

/** A promise to the partner. Times in milliseconds since 1970; `stepsDone` counts the rungs of its ladder. */
export type CasePromise = {
  kind: CasePromiseKind;
  startedAt: number;
  dueAt: number;
  state: 'running' | 'met' | 'breached' | 'cancelled';
  metAt: number | null;
  stepsDone: number;
};

/** All that a case knows of itself: one JSON-safe object, kept in its row. No personal data. */
export type CaseState = {
  kind: CaseKind;
  state: CaseStage;
  /** 2: the second look. */
  round: 1 | 2;
  deciderId: string | null;
  /** Nobody uninvolved is left; an administrator holds it until somebody is. */
  unassigned: boolean;
  promises: CasePromise[];
  secondLookUntil: number | null;
  outcome: CaseOutcome | null;
  effect: CaseEffect | null;
  /** Of a deal beside a registration: whose deal it is, as far as that is somebody of the house. They answer for it. */
  answererId?: string | null;
  /** The end that it contests was taken back otherwise, and nothing was left to decide. */
  settled?: true;
};

/** What is said of a deal beside a registration: it is the deal of that referral, or other business with the company. */
export const DEAL_ANSWERS = ['linked', 'other_business'] as const;

export type DealAnswer = (typeof DEAL_ANSWERS)[number];

export type CaseCommandName = 'answerCase' | 'decideCase' | 'withdrawCase' | 'secondLook';

/** The commands by the names that their addresses have. */
export const CASE_ACTIONS = {
  answerCase: 'answer',
  decideCase: 'decide',
  withdrawCase: 'withdraw',
  secondLook: 'second-look',
} as const satisfies Record<CaseCommandName, string>;

export type CaseAction = (typeof CASE_ACTIONS)[CaseCommandName];

const COMMANDS: Readonly<Record<CaseStage, readonly CaseCommandName[]>> = {
  open: ['answerCase', 'decideCase', 'withdrawCase'],
  answered: ['decideCase', 'withdrawCase'],
  decided: ['secondLook'],
  second_look: ['decideCase', 'withdrawCase'],
  closed: [],
  withdrawn: [],
};

export const caseCommandsIn = (state: CaseStage): readonly CaseCommandName[] => COMMANDS[state];

/** What a refusal for the state names. */
export const caseActionsIn = (state: CaseStage): CaseAction[] => COMMANDS[state].map((name) => CASE_ACTIONS[name]);

export const isCaseOver = (state: CaseStage): boolean => COMMANDS[state].length === 0;

/** Somebody of ours has to decide. */
export const isUndecided = (state: CaseStage): boolean => COMMANDS[state].includes('decideCase');
