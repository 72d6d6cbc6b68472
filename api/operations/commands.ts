import type { z } from 'zod';
import { defineOperation, type Access } from '../operation.ts';
import type { ErrorCode } from '../../domain/errors.ts';
import {
  Advance,
  Answer,
  Ask,
  Assign,
  Close,
  CommandStatus,
  Contact,
  DecideExtension,
  Qualify,
  Reasons,
  Reopen,
  RequestExtension,
  Review,
  UndoWithdraw,
  Withdraw,
} from '../schemas/commands.ts';
import { Referral } from '../schemas/referrals.ts';
import { INTERNAL } from './access.ts';

const tag = 'Commands';

const ANSWERS = {
  200: { description: 'Done; the referral at or after its transition.', schema: Referral, headers: ['ETag'] },
  202: {
    description: 'Stored; it is carried out as soon as possible, or waits for a second person.',
    schema: CommandStatus,
    headers: ['Location'],
  },
} as const;

type CommandWords<Body extends z.ZodType> = {
  name: string;
  id?: string;
  summary: string;
  body: Body;
  access?: Access;
  errors?: readonly ErrorCode[];
};

const defineCommand = <Body extends z.ZodType>({ name, id, summary, body, access, errors }: CommandWords<Body>) =>
  defineOperation({
    id: id ?? `${name}Referral`,
    method: 'post',
    path: `/referrals/{id}/${name}`,
    tag,
    summary,
    access: access ?? INTERNAL,
    ids: { id: 'referral' },
    body,
    answers: ANSWERS,
    errors: ['forbidden', 'not_allowed_in_stage', 'closed', ...(errors ?? [])],
  });

export const reviewReferral = defineCommand({
  name: 'review',
  summary: 'Decide a referral in review',
  body: Review,
  errors: ['reason_required', 'separation_of_duties', 'claim_conflict', 'not_joinable'],
});

export const contactReferral = defineCommand({
  name: 'contact',
  summary: 'Record an attempt to reach the prospect',
  body: Contact,
  errors: ['date_out_of_range'],
});

export const qualifyReferral = defineCommand({
  name: 'qualify',
  summary: 'Answer the checklist',
  body: Qualify,
  errors: ['checklist_incomplete', 'reason_required', 'already_postponed', 'date_out_of_range'],
});

export const assignReferral = defineCommand({
  name: 'assign',
  summary: 'Give it to another owner, or hand it back',
  body: Assign,
  errors: ['reason_required', 'owner_not_available'],
});

export const advanceReferral = defineCommand({
  name: 'advance',
  summary: 'Move between opportunity, proposal and negotiation',
  body: Advance,
});

export const closeReferral = defineCommand({
  name: 'close',
  summary: 'Won or lost',
  body: Close,
  errors: [
    'reason_required',
    'separation_of_duties',
    'content_changed',
    'not_allowed_in_state',
    'deal_credited',
    'date_out_of_range',
  ],
});

export const withdrawReferral = defineCommand({
  name: 'withdraw',
  summary: 'Take it back',
  body: Withdraw,
  access: { kind: 'caller', scope: 'referrals:write' },
  errors: ['reason_required'],
});

export const undoWithdrawReferral = defineCommand({
  name: 'undo-withdraw',
  id: 'undoWithdraw',
  summary: 'Take a withdrawal back, within a day',
  body: UndoWithdraw,
  access: { kind: 'caller', scope: 'referrals:write' },
  errors: ['undo_window_closed', 'referred_again', 'open_cap_reached'],
});

export const reopenReferral = defineCommand({
  name: 'reopen',
  summary: 'Take up again what has ended',
  body: Reopen,
  errors: ['reason_required', 'reopen_window_closed', 'referred_again', 'money_moved'],
});

export const extensionReferral = defineCommand({
  name: 'extension',
  summary: 'Ask for a later end of the registration',
  body: RequestExtension,
  access: { kind: 'caller', scope: 'referrals:write' },
  errors: ['reason_required', 'extension_pending', 'extension_limit'],
});

export const extensionDecisionReferral = defineCommand({
  name: 'extension-decision',
  id: 'decideExtension',
  summary: 'Grant or refuse the later end',
  body: DecideExtension,
  errors: ['no_extension_requested'],
});

export const askReferral = defineCommand({
  name: 'ask',
  summary: 'Ask the partner one thing; our clocks stand still until it is answered',
  body: Ask,
  errors: ['question_open'],
});

export const answerReferral = defineCommand({
  name: 'answer',
  summary: 'Answer what was asked',
  body: Answer,
  access: { kind: 'caller', scope: 'referrals:write' },
  errors: ['no_open_question', 'referred_again', 'open_cap_reached'],
});

export const readCommand = defineOperation({
  id: 'readCommand',
  method: 'get',
  path: '/commands/{id}',
  tag,
  summary: 'What became of a command',
  access: { kind: 'caller', scope: 'referrals:read' },
  ids: { id: 'command' },
  answers: { 200: { description: 'Its state.', schema: CommandStatus } },
  errors: [],
});

export const listReasons = defineOperation({
  id: 'listReasons',
  method: 'get',
  path: '/reasons',
  tag,
  summary: 'The reason codes',
  access: { kind: 'caller', scope: 'referrals:read' },
  ids: {},
  answers: { 200: { description: 'All codes.', schema: Reasons } },
  errors: [],
});
