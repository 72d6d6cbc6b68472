import { defineOperation } from '../operation.ts';
import { Invoice, Payment, RecordInvoice, RecordPayment, RecordRefund, Refund } from '../schemas/deals.ts';

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

const PAYMENT_ERRORS = ['already_exists', 'currency_differs', 'payment_above_deal', 'date_out_of_range'] as const;

export const recordPayment = defineOperation({
  id: 'recordPayment',
  method: 'post',
  path: '/deals/{dealId}/payments',
  tag: 'Deals',
  summary: 'Record that the customer of a won deal has paid',
  description:
    'Commissions that wait for the payment accrue once all that they are about is paid: the base of a percentage, the first ' +
    "year's net amount for a fixed one. The same `externalId` again gives what was recorded first.",
  access: { kind: 'person', roles: ['finance_preparer'] },
  ids: { dealId: 'external' },
  body: RecordPayment,
  answers: {
    200: { description: 'Recorded before.', schema: Payment },
    201: { description: 'Recorded; the lines follow.', schema: Payment },
  },
  errors: PAYMENT_ERRORS,
});

export const recordInvoice = defineOperation({
  id: 'recordInvoice',
  method: 'post',
  path: '/deals/{dealId}/invoices',
  tag: 'Deals',
  summary: 'Record that a won deal was invoiced to its customer',
  description:
    'Commissions that wait for the invoice accrue once all that they are about is invoiced. The same `externalId` again gives what ' +
    'was recorded first.',
  access: { kind: 'person', roles: ['finance_preparer'] },
  ids: { dealId: 'external' },
  body: RecordInvoice,
  answers: {
    200: { description: 'Recorded before.', schema: Invoice },
    201: { description: 'Recorded; the lines follow.', schema: Invoice },
  },
  errors: PAYMENT_ERRORS,
});
