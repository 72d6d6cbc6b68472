import type { z } from 'zod';
import { defineOperation, INTERNAL_ROLES, type Access } from '../operation.ts';
import type { ErrorCode } from '../../domain/errors.ts';
import { AnswerCase, Case, Cases, Contest, DecideCase, ListCases, SecondLook, WithdrawCase } from '../schemas/cases.ts';
import { CommandStatus } from '../schemas/commands.ts';

const tag = 'Cases';

/** Nobody without credentials. */
type Known = Exclude<Access, { kind: 'anybody' }>;

const READERS: Known = { kind: 'caller', scope: 'referrals:read' };
const WRITERS: Known = { kind: 'caller', scope: 'referrals:write' };
const INTERNAL: Known = { kind: 'person', roles: INTERNAL_ROLES };

export const contestReferral = defineOperation({
  id: 'contestReferral',
  method: 'post',
  path: '/referrals/{id}/contest',
  tag,
  summary: 'Contest a decision about a referral',
  description: 'By who sent it, the partner’s administrator or a key. Somebody who took no part decides.',
  access: WRITERS,
  ids: { id: 'referral' },
  body: Contest,
  answers: { 201: { description: 'The case.', schema: Case, headers: ['Location', 'ETag'] } },
  errors: [
    'forbidden',
    'not_allowed_in_stage',
    'contest_window_closed',
    'case_open',
    'already_decided',
    'nothing_to_contest',
  ],
});

export const listCases = defineOperation({
  id: 'listCases',
  method: 'get',
  path: '/cases',
  tag,
  summary: 'List the cases that you may read, what is due first',
  access: READERS,
  ids: {},
  query: ListCases,
  answers: { 200: { description: 'A page.', schema: Cases } },
  errors: ['invalid_cursor'],
});

export const readCase = defineOperation({
  id: 'readCase',
  method: 'get',
  path: '/cases/{id}',
  tag,
  summary: 'Read one case',
  access: READERS,
  ids: { id: 'case' },
  answers: { 200: { description: 'The case.', schema: Case, headers: ['ETag'] } },
  errors: [],
});

const command = <Name extends string, Body extends z.ZodType>(words: {
  name: Name;
  path: string;
  summary: string;
  body: Body;
  access: Known;
  errors?: readonly ErrorCode[];
}) =>
  defineOperation({
    id: `${words.name}Case`,
    method: 'post',
    path: `/cases/{id}/${words.path}`,
    tag,
    summary: words.summary,
    access: words.access,
    ids: { id: 'case' },
    body: words.body,
    answers: {
      200: { description: 'The case at or after it.', schema: Case, headers: ['ETag'] },
      202: {
        description: 'Stored; it is carried out as soon as possible.',
        schema: CommandStatus,
        headers: ['Location'],
      },
    },
    errors: ['forbidden', 'not_allowed_in_state', 'closed', ...(words.errors ?? [])],
  });

export const answerCase = command({
  name: 'answer',
  path: 'answer',
  summary: 'Give the first answer; of a deal beside a registration, say what it is',
  body: AnswerCase,
  access: INTERNAL,
  errors: ['reason_required', 'invalid_request', 'not_allowed_in_stage'],
});

export const decideCase = command({
  name: 'decide',
  path: 'decide',
  summary: 'Decide it (nobody who took part)',
  body: DecideCase,
  access: INTERNAL,
  errors: [
    'separation_of_duties',
    'effect_not_offered',
    'deal_credited',
    'not_allowed_in_stage',
    'already_exists',
    'date_out_of_range',
  ],
});

export const withdrawCase = command({
  name: 'withdraw',
  path: 'withdraw',
  summary: 'Take the objection back',
  body: WithdrawCase,
  access: WRITERS,
});

export const secondLook = command({
  name: 'secondLook',
  path: 'second-look',
  summary: 'Ask once for a second look after a rejection',
  body: SecondLook,
  access: WRITERS,
});
