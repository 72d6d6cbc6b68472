import { defineOperation } from '../operation.ts';
import {
  LedgerAccounts,
  LedgerJournals,
  LedgerPeriod,
  LedgerPeriods,
  ListLedgerAccounts,
  ListLedgerJournals,
  NameLedgerPeriod,
} from '../schemas/ledger.ts';
import { FINANCE, FINANCE_READERS } from './access.ts';

const LEDGER = 'Ledger';

export const listLedgerAccounts = defineOperation({
  id: 'listLedgerAccounts',
  method: 'get',
  path: '/ledger/accounts',
  tag: LEDGER,
  summary: 'The accounts with their sums',
  access: FINANCE_READERS,
  ids: {},
  query: ListLedgerAccounts,
  answers: { 200: { description: 'Every account, or those asked for.', schema: LedgerAccounts } },
  errors: [],
});

export const listLedgerJournals = defineOperation({
  id: 'listLedgerJournals',
  method: 'get',
  path: '/ledger/journals',
  tag: LEDGER,
  summary: 'The journals, newest first, down to the line and its referral',
  access: FINANCE_READERS,
  ids: {},
  query: ListLedgerJournals,
  answers: { 200: { description: 'A page.', schema: LedgerJournals } },
  errors: ['invalid_cursor'],
});

export const listLedgerPeriods = defineOperation({
  id: 'listLedgerPeriods',
  method: 'get',
  path: '/ledger/periods',
  tag: LEDGER,
  summary: 'The months of the books, newest first',
  access: FINANCE_READERS,
  ids: {},
  answers: { 200: { description: 'Months.', schema: LedgerPeriods } },
  errors: [],
});

export const proposeClosing = defineOperation({
  id: 'proposeClosing',
  method: 'post',
  path: '/ledger/periods/propose',
  tag: LEDGER,
  summary: 'Propose to close a month that is over',
  access: FINANCE,
  ids: {},
  body: NameLedgerPeriod,
  answers: { 201: { description: 'Another person closes it.', schema: LedgerPeriod } },
  errors: ['already_exists', 'not_allowed_in_state', 'date_out_of_range'],
});

export const closePeriod = defineOperation({
  id: 'closePeriod',
  method: 'post',
  path: '/ledger/periods/close',
  tag: LEDGER,
  summary: 'Close a month (not who proposed it)',
  description:
    'For good: nothing is booked in it any more; what happened in it and comes later is booked in the first open month, with its own date.',
  access: FINANCE,
  ids: {},
  body: NameLedgerPeriod,
  answers: { 200: { description: 'Closed, with the balances at its end.', schema: LedgerPeriod } },
  errors: ['not_found', 'not_allowed_in_state', 'separation_of_duties', 'step_up_required'],
});
