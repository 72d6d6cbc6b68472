import { defineOperation } from '../operation.ts';
import { AnswerSplit, ProposeSplit, SplitOfReferral } from '../schemas/splits.ts';

const tag = 'Splits';

export const readSplit = defineOperation({
  id: 'readSplit',
  method: 'get',
  path: '/referrals/{id}/split',
  tag,
  summary: 'With whom a partner shares what the deal earns',
  description:
    'For those who read the referral. The other partner reads its own part of each commission, and nothing here.',
  access: { kind: 'caller', scope: 'referrals:read' },
  ids: { id: 'referral' },
  answers: { 200: { description: 'The split, and what the reader may do about it.', schema: SplitOfReferral } },
  errors: [],
});

export const proposeSplit = defineOperation({
  id: 'proposeSplit',
  method: 'post',
  path: '/referrals/{id}/split',
  tag,
  summary: 'Propose that another partner of the program gets a part',
  description:
    'Before the deal is won. It counts once an administrator of the partner that referred the company has agreed. Takes the place of a proposal that was not answered.',
  access: { kind: 'person', roles: ['partner_manager', 'sales_manager'] },
  ids: { id: 'referral' },
  body: ProposeSplit,
  answers: { 201: { description: 'Proposed; the partner gets a mail.', schema: SplitOfReferral } },
  errors: ['forbidden', 'not_allowed_in_stage', 'already_exists', 'partner_not_active'],
});

export const answerSplit = defineOperation({
  id: 'answerSplit',
  method: 'post',
  path: '/referrals/{id}/split/answer',
  tag,
  summary: 'Agree to a split, decline it, or take the proposal back',
  description: 'What is agreed stands: afterwards money moves between the two by adjustments only.',
  access: { kind: 'person', roles: ['partner_admin', 'partner_manager', 'sales_manager'] },
  ids: { id: 'referral' },
  body: AnswerSplit,
  answers: { 200: { description: 'Answered.', schema: SplitOfReferral } },
  errors: ['forbidden', 'not_allowed_in_stage', 'not_allowed_in_state', 'partner_not_active'],
});
