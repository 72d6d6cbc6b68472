import { defineOperation } from '../operation.ts';
import { RecordRefund, Refund } from '../schemas/deals.ts';

export const recordRefund = defineOperation({
  id: 'recordRefund',
  method: 'post',
  path: '/deals/{dealId}/refunds',
  tag: 'Deals',
  summary: 'Record that the customer of a won deal got money back',
  description:
    'The same share of every commission of the deal is taken back: before the payment the line is smaller and needs its approvals ' +
    'anew, after it the partner owes it. The same `externalId` again gives what was recorded first.',
  access: { kind: 'person', roles: ['finance_preparer'] },
  ids: { dealId: 'external' },
  body: RecordRefund,
  answers: {
    200: { description: 'Recorded before.', schema: Refund },
    201: { description: 'Recorded; the lines follow.', schema: Refund },
  },
  errors: ['already_exists', 'currency_differs', 'refund_above_deal', 'date_out_of_range'],
});
