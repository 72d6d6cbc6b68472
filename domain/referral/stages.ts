/** The stages and the way between them. A typo does not compile; a test proves that every stage is reached. */
const TRANSITIONS = {
  submitted: ['accepted', 'in_review', 'waitlisted', 'declined', 'withdrawn'],
  in_review: ['accepted', 'waitlisted', 'declined', 'withdrawn', 'expired'],
  waitlisted: ['accepted', 'declined', 'expired', 'withdrawn'],
  accepted: ['contacted', 'in_review', 'waitlisted', 'declined', 'disqualified', 'expired', 'withdrawn'],
  contacted: ['qualified', 'waitlisted', 'disqualified', 'expired', 'withdrawn'],
  qualified: ['opportunity', 'proposal', 'negotiation', 'won', 'lost', 'expired', 'withdrawn'],
  opportunity: ['proposal', 'negotiation', 'won', 'lost', 'withdrawn'],
  proposal: ['opportunity', 'negotiation', 'won', 'lost', 'withdrawn'],
  negotiation: ['opportunity', 'proposal', 'won', 'lost', 'withdrawn'],
  won: [],
  lost: [],
  disqualified: [],
  declined: [],
  expired: [],
  withdrawn: [],
} as const;

export type Stage = keyof typeof TRANSITIONS;

export const STAGES = Object.keys(TRANSITIONS) as readonly Stage[];

export const STAGE_TRANSITIONS: Readonly<Record<Stage, readonly Stage[]>> = TRANSITIONS;

export const mayFollow = (from: Stage, to: Stage): boolean => STAGE_TRANSITIONS[from].includes(to);

/** What a person may ask of a referral: the one list of its commands; each is a message of the same name. */
export const REFERRAL_COMMAND_NAMES = [
  'review',
  'contact',
  'qualify',
  'assign',
  'advance',
  'close',
  'withdraw',
  'undoWithdraw',
  'reopen',
  'ask',
  'answer',
  'message',
  'requestExtension',
  'decideExtension',
  'approveCommission',
  'rejectCommission',
  'freeze',
  'unfreeze',
  'adjust',
] as const;

export type ReferralCommandName = (typeof REFERRAL_COMMAND_NAMES)[number];

/** Those about one commission line: who may read the line gives them, at addresses of their own. */
const LINE_COMMAND_NAMES = [
  'approveCommission',
  'rejectCommission',
  'freeze',
  'unfreeze',
  'adjust',
] as const satisfies readonly ReferralCommandName[];

export type LineCommandName = (typeof LINE_COMMAND_NAMES)[number];

export const isLineCommand = (name: ReferralCommandName): name is LineCommandName =>
  (LINE_COMMAND_NAMES as readonly ReferralCommandName[]).includes(name);

/** The commands by the names that their addresses have, below the referral. */
export const REFERRAL_ACTIONS = {
  review: 'review',
  contact: 'contact',
  qualify: 'qualify',
  assign: 'assign',
  advance: 'advance',
  close: 'close',
  withdraw: 'withdraw',
  undoWithdraw: 'undo-withdraw',
  reopen: 'reopen',
  ask: 'ask',
  answer: 'answer',
  message: 'messages',
  requestExtension: 'extension',
  decideExtension: 'extension-decision',
} as const satisfies Record<Exclude<ReferralCommandName, LineCommandName>, string>;

export type ReferralAction = (typeof REFERRAL_ACTIONS)[keyof typeof REFERRAL_ACTIONS];

/** By stage. What is said about a line is heard wherever there is the line. */
export const COMMANDS_IN_STAGE: Readonly<Record<Stage, readonly Exclude<ReferralCommandName, LineCommandName>[]>> = {
  submitted: ['assign', 'ask', 'answer', 'withdraw', 'message'],
  in_review: ['review', 'assign', 'ask', 'answer', 'withdraw', 'message'],
  waitlisted: ['assign', 'ask', 'answer', 'withdraw', 'message'],
  accepted: ['contact', 'assign', 'ask', 'answer', 'withdraw', 'requestExtension', 'decideExtension', 'message'],
  contacted: [
    'contact',
    'qualify',
    'assign',
    'ask',
    'answer',
    'withdraw',
    'requestExtension',
    'decideExtension',
    'message',
  ],
  qualified: [
    'contact',
    'assign',
    'advance',
    'close',
    'ask',
    'answer',
    'withdraw',
    'requestExtension',
    'decideExtension',
    'message',
  ],
  opportunity: ['contact', 'assign', 'advance', 'close', 'ask', 'answer', 'withdraw', 'message'],
  proposal: ['contact', 'assign', 'advance', 'close', 'ask', 'answer', 'withdraw', 'message'],
  negotiation: ['contact', 'assign', 'advance', 'close', 'ask', 'answer', 'withdraw', 'message'],
  won: ['reopen', 'message'],
  lost: ['reopen'],
  disqualified: ['reopen'],
  declined: [],
  expired: ['answer', 'reopen'],
  withdrawn: ['undoWithdraw', 'reopen'],
};

export const isAllowedIn = (stage: Stage, command: ReferralCommandName): boolean =>
  isLineCommand(command) || COMMANDS_IN_STAGE[stage].includes(command);

/** Nothing follows by itself any more: the claim is gone and no money was earned. */
export const ENDED_STAGES: readonly Stage[] = ['lost', 'disqualified', 'declined', 'expired', 'withdrawn'];

export const hasEnded = (stage: Stage): boolean => ENDED_STAGES.includes(stage);

/** What may meet a story that has ended: a new run takes the record up where it was left, and hears it there. */
export const REVIVING_COMMANDS: readonly ReferralCommandName[] = ['answer', 'undoWithdraw', 'reopen', 'adjust'];

/** A referral here still asks something of somebody. */
export const isOpen = (stage: Stage): boolean => stage !== 'won' && !hasEnded(stage);

/** Stages that mirror a deal; a person or the CRM may move between them in any direction. */
export const DEAL_STAGES = ['opportunity', 'proposal', 'negotiation'] as const satisfies readonly Stage[];

/** The claim is held and the referral is under way. */
export const UNDER_WAY: readonly Stage[] = ['accepted', 'contacted', 'qualified', ...DEAL_STAGES];

export type DealStage = (typeof DEAL_STAGES)[number];

/** It was qualified, or has gone beyond that at once. */
export const wasQualified = (stage: Stage): boolean => stage === 'qualified' || hasOpportunity(stage);

/** From here on nothing lapses: an opportunity exists. */
export const hasOpportunity = (stage: Stage): boolean =>
  (DEAL_STAGES as readonly Stage[]).includes(stage) || stage === 'won';
