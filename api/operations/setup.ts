import { defineOperation, type Access } from '../operation.ts';
import {
  ApiKeys,
  CreateApiKey,
  CreatePartner,
  CreateUser,
  NewApiKey,
  Partner,
  Partners,
  People,
  SetPayoutCurrency,
  User,
  Users,
} from '../schemas/partners.ts';
import { CreateProgram, Program, Programs } from '../schemas/programs.ts';
import { Stuck } from '../schemas/operators.ts';
import { ADMIN, INTERNAL } from './access.ts';

const KEY_HOLDERS: Access = { kind: 'person', roles: ['program_admin', 'partner_admin'] };
const WATCHERS: Access = { kind: 'person', roles: ['program_admin', 'sales_manager', 'partner_manager', 'auditor'] };

export const createProgram = defineOperation({
  id: 'createProgram',
  method: 'post',
  path: '/programs',
  tag: 'Programs',
  summary: 'Create a program',
  description: 'In force at once with its first policy; what the policy leaves out has its default.',
  access: ADMIN,
  ids: {},
  body: CreateProgram,
  answers: { 201: { description: 'Created.', schema: Program, headers: ['Location'] } },
  errors: ['not_found'],
});

export const listPrograms = defineOperation({
  id: 'listPrograms',
  method: 'get',
  path: '/programs',
  tag: 'Programs',
  summary: 'The programs: all of them, or those you are enrolled in',
  access: { kind: 'caller', scope: 'referrals:read' },
  ids: {},
  answers: { 200: { description: 'Programs with their promises and terms.', schema: Programs } },
  errors: [],
});

export const readProgram = defineOperation({
  id: 'readProgram',
  method: 'get',
  path: '/programs/{id}',
  tag: 'Programs',
  summary: 'Read one program',
  access: { kind: 'caller', scope: 'referrals:read' },
  ids: { id: 'program' },
  answers: { 200: { description: 'The program.', schema: Program } },
  errors: [],
});

export const createPartner = defineOperation({
  id: 'createPartner',
  method: 'post',
  path: '/partners',
  tag: 'Partners',
  summary: 'Create a partner, active at once in the programs named',
  access: ADMIN,
  ids: {},
  body: CreatePartner,
  answers: { 201: { description: 'Created.', schema: Partner, headers: ['Location'] } },
  errors: ['not_found'],
});

export const listPartners = defineOperation({
  id: 'listPartners',
  method: 'get',
  path: '/partners',
  tag: 'Partners',
  summary: 'The partners: all of them, or your own company',
  access: { kind: 'person' },
  ids: {},
  answers: { 200: { description: 'Partners with their enrolments.', schema: Partners } },
  errors: [],
});

export const readPartner = defineOperation({
  id: 'readPartner',
  method: 'get',
  path: '/partners/{id}',
  tag: 'Partners',
  summary: 'Read one partner',
  access: { kind: 'person' },
  ids: { id: 'partner' },
  answers: { 200: { description: 'The partner.', schema: Partner } },
  errors: [],
});

export const setPayoutCurrency = defineOperation({
  id: 'setPayoutCurrency',
  method: 'put',
  path: '/partners/{id}/payout-currency',
  tag: 'Partners',
  summary: 'In which currency a partner is paid',
  description:
    'For the next line on, and for lines that wait for a rate; what has accrued stays as it is. Each policy in force of the partner’s programs needs an approval threshold for the currency.',
  access: ADMIN,
  ids: { id: 'partner' },
  body: SetPayoutCurrency,
  answers: { 200: { description: 'The partner.', schema: Partner } },
  errors: ['not_found'],
});

export const createApiKey = defineOperation({
  id: 'createApiKey',
  method: 'post',
  path: '/partners/{id}/api-keys',
  tag: 'Partners',
  summary: 'Make an API key; it is shown once',
  access: KEY_HOLDERS,
  ids: { id: 'partner' },
  body: CreateApiKey,
  answers: { 201: { description: 'The key.', schema: NewApiKey } },
  errors: ['already_answered'],
});

export const listApiKeys = defineOperation({
  id: 'listApiKeys',
  method: 'get',
  path: '/partners/{id}/api-keys',
  tag: 'Partners',
  summary: 'The API keys of a partner',
  access: KEY_HOLDERS,
  ids: { id: 'partner' },
  answers: { 200: { description: 'Keys without their secret.', schema: ApiKeys } },
  errors: [],
});

export const revokeApiKey = defineOperation({
  id: 'revokeApiKey',
  method: 'delete',
  path: '/api-keys/{id}',
  tag: 'Partners',
  summary: 'Revoke an API key at once',
  access: KEY_HOLDERS,
  ids: { id: 'apiKey' },
  answers: { 204: { description: 'Revoked.' } },
  errors: [],
});

export const createUser = defineOperation({
  id: 'createUser',
  method: 'post',
  path: '/users',
  tag: 'People',
  summary: 'Create a person, of the vendor or of a partner',
  access: ADMIN,
  ids: {},
  body: CreateUser,
  answers: { 201: { description: 'Created.', schema: User } },
  errors: ['not_found', 'already_exists'],
});

export const listUsers = defineOperation({
  id: 'listUsers',
  method: 'get',
  path: '/users',
  tag: 'People',
  summary: 'Everybody',
  access: { kind: 'person', roles: ['program_admin', 'auditor'] },
  ids: {},
  answers: { 200: { description: 'People.', schema: Users } },
  errors: [],
});

export const listPeople = defineOperation({
  id: 'listPeople',
  method: 'get',
  path: '/people',
  tag: 'People',
  summary: 'Who can own a referral',
  access: INTERNAL,
  ids: {},
  answers: { 200: { description: 'Active people of sales and partner management.', schema: People } },
  errors: [],
});

export const listStuck = defineOperation({
  id: 'listStuck',
  method: 'get',
  path: '/operations/stuck',
  tag: 'Operators',
  summary: 'Every blocked piece of work, with its cause',
  access: WATCHERS,
  ids: {},
  answers: { 200: { description: 'Empty when nothing is stuck.', schema: Stuck } },
  errors: [],
});
