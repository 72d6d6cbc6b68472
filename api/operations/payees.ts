import type { z } from 'zod';
import { defineOperation } from '../operation.ts';
import {
  ChangePayee,
  ListPayees,
  Payee,
  Payees,
  RefusePayee,
  UnmaskedPayee,
  UnmaskPayee,
  VerifyPayee,
} from '../schemas/payees.ts';
import { FINANCE } from './access.ts';

const tag = 'Payees';

const ANSWER = { description: 'The payee, masked.', schema: Payee, headers: ['ETag'] } as const;

export const readPayee = defineOperation({
  id: 'readPayee',
  method: 'get',
  path: '/partners/{id}/payee',
  tag,
  summary: 'Where the money of a partner goes, masked',
  description: 'Also while there is no account yet: its ETag is what the first change names.',
  access: {
    kind: 'person',
    roles: ['partner_admin', 'partner_manager', 'finance_preparer', 'finance_approver', 'auditor'],
  },
  ids: { id: 'partner' },
  answers: { 200: ANSWER },
  errors: [],
});

export const listPayees = defineOperation({
  id: 'listPayees',
  method: 'get',
  path: '/payees',
  tag,
  summary: 'The payees of partners, masked',
  description: 'A partner manager reads those of their own partners, finance and auditors all.',
  access: { kind: 'person', roles: ['partner_manager', 'finance_preparer', 'finance_approver', 'auditor'] },
  ids: {},
  query: ListPayees,
  answers: { 200: { description: 'A page.', schema: Payees } },
  errors: ['invalid_cursor'],
});

export const changePayee = defineOperation({
  id: 'changePayee',
  method: 'put',
  path: '/partners/{id}/payee',
  tag,
  summary: 'Enter or change the account',
  description:
    'By the partner’s administrator. Nothing is paid to it before finance has verified it and its cooling-off is over; approvals of what is not paid yet are void. Every administrator gets a mail, and so does the address named before.',
  access: { kind: 'person', roles: ['partner_admin'] },
  ids: { id: 'partner' },
  body: ChangePayee,
  ifMatch: true,
  answers: { 200: ANSWER },
  errors: ['step_up_required', 'already_answered'],
});

const decision = <Name extends 'verify' | 'refuse', Body extends z.ZodType>(name: Name, summary: string, body: Body) =>
  defineOperation({
    id: `${name}Payee`,
    method: 'post',
    path: `/partners/{id}/payee/${name}`,
    tag,
    summary,
    access: FINANCE,
    ids: { id: 'partner' },
    body,
    ifMatch: true,
    answers: { 200: ANSWER },
    errors: ['separation_of_duties', 'step_up_required', 'not_allowed_in_state', 'already_answered'],
  });

export const verifyPayee = decision('verify', 'Verify the account (not who entered it)', VerifyPayee);
export const refusePayee = decision('refuse', 'Refuse the account; the one before is in force again', RefusePayee);

export const unmaskPayee = defineOperation({
  id: 'unmaskPayee',
  method: 'post',
  path: '/partners/{id}/payee/unmask',
  tag,
  summary: 'Read the account in full',
  description: 'Recorded with your reason.',
  access: FINANCE,
  ids: { id: 'partner' },
  body: UnmaskPayee,
  answers: { 200: { description: 'The account.', schema: UnmaskedPayee } },
  errors: ['step_up_required', 'already_answered'],
});
