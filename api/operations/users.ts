import { defineOperation, type Access } from '../operation.ts';
import { Handover, HandOver, HandOverResult } from '../schemas/handover.ts';
import { ChangeUser, User } from '../schemas/partners.ts';

const LEADS: Access = { kind: 'person', roles: ['program_admin', 'sales_manager'] };

export const changeUser = defineOperation({
  id: 'changeUser',
  method: 'patch',
  path: '/users/{id}',
  tag: 'People',
  summary: 'Change roles, capacity, weight, working hours, or whether somebody is active',
  access: { kind: 'person', roles: ['program_admin'] },
  ids: { id: 'user' },
  body: ChangeUser,
  answers: { 200: { description: 'The person after the change.', schema: User } },
  errors: ['handover_required'],
});

export const readHandover = defineOperation({
  id: 'readHandover',
  method: 'get',
  path: '/users/{id}/handover',
  tag: 'People',
  summary: 'What somebody owns, before it is handed over',
  access: LEADS,
  ids: { id: 'user' },
  answers: { 200: { description: 'Open referrals, the earliest deadline first.', schema: Handover } },
  errors: [],
});

export const handOverUser = defineOperation({
  id: 'handOverUser',
  method: 'post',
  path: '/users/{id}/handover',
  tag: 'People',
  summary: 'Hand everything open over, to a person or by the rules',
  description:
    'One command for each referral, so that its story knows. Repeat it to go on. Administrators may deactivate.',
  access: LEADS,
  ids: { id: 'user' },
  body: HandOver,
  answers: { 200: { description: 'What became of each.', schema: HandOverResult } },
  errors: ['forbidden', 'owner_not_available'],
});
