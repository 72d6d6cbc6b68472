import { defineOperation } from '../operation.ts';
import { FinanceToday } from '../schemas/financeToday.ts';

export const readFinanceToday = defineOperation({
  id: 'readFinanceToday',
  method: 'get',
  path: '/finance/today',
  tag: 'Ledger',
  summary: 'What waits for finance now',
  description:
    'Every figure is counted when it is asked for, from the lines, runs, payees, statements and entries themselves.',
  access: { kind: 'person', roles: ['finance_preparer', 'finance_approver', 'auditor'] },
  ids: {},
  answers: { 200: { description: 'Counts and sums.', schema: FinanceToday } },
  errors: [],
});
