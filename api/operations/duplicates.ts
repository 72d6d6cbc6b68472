import { defineOperation } from '../operation.ts';
import { CheckDuplicates, DuplicateCheck } from '../schemas/duplicates.ts';

export const checkDuplicates = defineOperation({
  id: 'checkDuplicates',
  method: 'post',
  path: '/duplicates/check',
  tag: 'Referrals',
  summary: 'What a referral of this company would come to',
  description:
    'For sales, before a partner names a company: by the rules and records of this moment. Nothing is registered. So many questions a minute and a day for each person, then 429.',
  access: { kind: 'person', roles: ['sales_rep', 'sales_manager', 'partner_manager'] },
  ids: {},
  body: CheckDuplicates,
  answers: { 200: { description: 'As it would be decided now.', schema: DuplicateCheck } },
  errors: ['not_found', 'rate_limited'],
});
