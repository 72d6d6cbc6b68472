import { z } from 'zod';
import { defineOperation, type Access } from '../operation.ts';
import { AccountNumbers, ExportJournals, SetAccountNumber } from '../schemas/journalExport.ts';
import { FINANCE_READERS } from './access.ts';

const KEEPERS: Access = { kind: 'person', roles: ['finance_preparer', 'finance_approver', 'program_admin'] };
const NUMBER_READERS: Access = {
  kind: 'person',
  roles: ['finance_preparer', 'finance_approver', 'program_admin', 'auditor'],
};
const LEDGER = 'Ledger';

export const exportJournals = defineOperation({
  id: 'exportJournals',
  method: 'get',
  path: '/ledger/export',
  tag: LEDGER,
  summary: 'The journals of a month for the vendor’s own books',
  description:
    'One row per entry, with the vendor’s account number; amounts are decimals of their currency. The name of the file says whether the month is still open. Refused while an account of the month has no number.',
  access: FINANCE_READERS,
  ids: {},
  query: ExportJournals,
  answers: {
    200: {
      description: 'The rows.',
      schema: z.string(),
      mediaType: 'text/csv',
      headers: ['Content-Disposition'],
    },
  },
  errors: ['account_unmapped'],
});

export const listAccountNumbers = defineOperation({
  id: 'listAccountNumbers',
  method: 'get',
  path: '/ledger/account-numbers',
  tag: LEDGER,
  summary: 'Under which numbers the vendor’s own books keep the accounts',
  access: NUMBER_READERS,
  ids: {},
  answers: { 200: { description: 'Numbers.', schema: AccountNumbers } },
  errors: [],
});

export const setAccountNumber = defineOperation({
  id: 'setAccountNumber',
  method: 'put',
  path: '/ledger/account-numbers',
  tag: LEDGER,
  summary: 'Set the number of an account, for one currency or all',
  access: KEEPERS,
  ids: {},
  body: SetAccountNumber,
  answers: { 200: { description: 'All numbers.', schema: AccountNumbers } },
  errors: [],
});
