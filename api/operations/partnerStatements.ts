import { z } from 'zod';
import { defineOperation, type Access } from '../operation.ts';
import { ListPartnerStatementLines, PartnerStatementLines, PartnerStatements } from '../schemas/partnerStatements.ts';

const READERS: Access = {
  kind: 'caller',
  scope: 'commissions:read',
  roles: ['partner_admin', 'partner_manager', 'finance_preparer', 'finance_approver', 'auditor'],
};
const tag = 'Ledger';

export const listPartnerStatements = defineOperation({
  id: 'listPartnerStatements',
  method: 'get',
  path: '/partners/{id}/statements',
  tag,
  summary: 'What a partner earned, was paid and is owed, month by month',
  description:
    'From the books: every month in which something was earned, corrected or paid, newest first, one row per currency.',
  access: READERS,
  ids: { id: 'partner' },
  answers: { 200: { description: 'The months.', schema: PartnerStatements } },
  errors: [],
});

export const exportPartnerStatements = defineOperation({
  id: 'exportPartnerStatements',
  method: 'get',
  path: '/partners/{id}/statements/export',
  tag,
  summary: 'The same months as a table, amounts as decimals',
  access: READERS,
  ids: { id: 'partner' },
  answers: {
    200: {
      description: 'The rows.',
      schema: z.string(),
      mediaType: 'text/csv',
      headers: ['Content-Disposition'],
    },
  },
  errors: [],
});

export const listPartnerStatementLines = defineOperation({
  id: 'listPartnerStatementLines',
  method: 'get',
  path: '/partners/{id}/statements/lines',
  tag,
  summary: 'The lines behind the figures of a month',
  description:
    'One row for each commission that something was booked for, in the order of the books; those of a figure and currency come to the ' +
    'figure. With `Accept: text/csv` all of the month as a table.',
  access: READERS,
  ids: { id: 'partner' },
  query: ListPartnerStatementLines,
  answers: { 200: { description: 'A page.', schema: PartnerStatementLines, csv: true } },
  errors: ['invalid_cursor'],
});
