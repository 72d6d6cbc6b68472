import { defineOperation } from '../operation.ts';
import {
  CorrectDeal,
  Correction,
  Deal,
  DealTable,
  Deals,
  Invoice,
  ListDeals,
  Payment,
  RecordInvoice,
  RecordPayment,
  RecordRefund,
  Refund,
} from '../schemas/deals.ts';
import { FINANCE_READERS } from './access.ts';

export const listDeals = defineOperation({
  id: 'listDeals',
  method: 'get',
  path: '/deals',
  tag: 'Deals',
  summary: 'The won deals, with what was invoiced, paid and refunded, and what their lines wait for',
  description: 'Those that wait first, the longest won on top; then the others, newest first.',
  access: FINANCE_READERS,
  ids: {},
  query: ListDeals,
  answers: { 200: { description: 'A page.', schema: Deals } },
  errors: ['invalid_cursor'],
});

export const readDeal = defineOperation({
  id: 'readDeal',
  method: 'get',
  path: '/deals/{dealId}',
  tag: 'Deals',
  summary: 'A won deal with everything that was recorded of its money',
  access: FINANCE_READERS,
  ids: { dealId: 'external' },
  answers: { 200: { description: 'The deal.', schema: Deal } },
  errors: [],
});

export const uploadDealTable = defineOperation({
  id: 'uploadDealTable',
  method: 'post',
  path: '/deals/upload',
  tag: 'Deals',
  summary: 'Record invoices, payments and refunds of many deals from a table',
  description:
    'The body is a CSV file, its name in the header X-File-Name, with the columns kind (invoiced, paid or refunded), deal_id, external_id, ' +
    'amount (net, such as 4800.00), currency, day and, for a refund, reason: at most 500 rows. Each row is recorded by itself, or says why ' +
    'not, so a row that is refused holds up no other, and sent again it records nothing twice. With `Accept: text/csv` the answer is a table.',
  access: { kind: 'person', roles: ['finance_preparer'] },
  ids: {},
  upload: true,
  answers: { 200: { description: 'What became of each row.', schema: DealTable, csv: true } },
  errors: [],
});

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

export const correctDeal = defineOperation({
  id: 'correctDeal',
  method: 'post',
  path: '/deals/{dealId}/corrections',
  tag: 'Deals',
  summary: 'Put right what a won deal is worth',
  description:
    'Its commissions follow by the rules that were in force when the referral came in: what is missing is added as a line of its own, which ' +
    'needs its approvals; what is too much is taken back in the way of a refund. What waits simply uses the new figures. The latest ' +
    'correction counts, so several come to what the last one alone would. The same `externalId` again gives what was recorded first.',
  access: { kind: 'person', roles: ['finance_preparer'] },
  ids: { dealId: 'external' },
  body: CorrectDeal,
  answers: {
    200: { description: 'Recorded before.', schema: Correction },
    201: { description: 'Recorded; the lines follow.', schema: Correction },
  },
  errors: ['already_exists', 'nothing_to_correct', 'currency_differs', 'deal_below_refunds'],
});
