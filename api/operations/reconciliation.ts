import { defineOperation } from '../operation.ts';
import {
  AcceptFinding,
  ReconciliationFinding,
  ReconciliationReport,
  StartedComparison,
  StartComparison,
} from '../schemas/reconciliation.ts';
import { FINANCE } from './access.ts';

const REPORTS = 'Reports';

export const readReconciliation = defineOperation({
  id: 'readReconciliation',
  method: 'get',
  path: '/reports/reconciliation',
  tag: REPORTS,
  summary: 'Where referrals, the CRM, the ledger and the bank disagree',
  description:
    'What the last comparison has found; one is made every day. A difference is gone by itself once the sources agree again. With `Accept: text/csv` as a table, amounts as decimals of their currency.',
  access: { kind: 'person', roles: ['finance_preparer', 'finance_approver', 'auditor'] },
  ids: {},
  answers: { 200: { description: 'What differs, the oldest first.', schema: ReconciliationReport, csv: true } },
  errors: [],
});

export const startComparison = defineOperation({
  id: 'startComparison',
  method: 'post',
  path: '/reports/reconciliation/comparisons',
  tag: REPORTS,
  summary: 'Compare the sources now',
  description: 'One comparison at a time: while one runs, this answers with it.',
  access: FINANCE,
  ids: {},
  body: StartComparison,
  answers: { 202: { description: 'It is being made.', schema: StartedComparison } },
  errors: ['rate_limited'],
});

export const acceptFinding = defineOperation({
  id: 'acceptFinding',
  method: 'post',
  path: '/reports/reconciliation/findings/{id}/accept',
  tag: REPORTS,
  summary: 'Accept a difference, with the reason',
  description:
    'By somebody of finance whom it does not concern: neither who can see to it, nor who closed or confirmed the win. It counts as explained from then on. Nothing is booked or paid by it. When the sources come to differ in another way, it has to be looked at again.',
  access: FINANCE,
  ids: { id: 'finding' },
  body: AcceptFinding,
  ifMatch: true,
  answers: { 200: { description: 'Accepted.', schema: ReconciliationFinding, headers: ['ETag'] } },
  errors: ['not_allowed_in_state', 'separation_of_duties'],
});
