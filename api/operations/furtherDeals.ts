import { defineOperation } from '../operation.ts';
import { FurtherDeal, RecordFurtherDeal } from '../schemas/furtherDeals.ts';

export const recordFurtherDeal = defineOperation({
  id: 'recordFurtherDeal',
  method: 'post',
  path: '/referrals/{id}/further-deals',
  tag: 'Referrals',
  summary: 'Record a renewal or a further deal of the customer of a won referral',
  description:
    'It is a referral of its own, in talks, of the same partner and under the plan of the first one, whichever deal of the customer is ' +
    'named; who records it owns it. It has no place in the line of the company and fills no bound of the partner. It is won, paid and ' +
    'corrected like any other. Refused where the plan pays nothing for such a deal, whenever it is won.',
  access: { kind: 'person', roles: ['sales_rep', 'sales_manager'] },
  ids: { id: 'referral' },
  body: RecordFurtherDeal,
  answers: { 201: { description: 'Recorded; its story begins.', schema: FurtherDeal, headers: ['Location'] } },
  errors: ['forbidden', 'not_allowed_in_stage', 'deal_not_covered', 'further_deals_limit'],
});
