import { defineOperation } from '../operation.ts';
import { CommandStatus } from '../schemas/commands.ts';
import { PayoutStatement, PayoutStatements } from '../schemas/payoutRuns.ts';
import { FINANCE } from './access.ts';

export const uploadStatement = defineOperation({
  id: 'uploadStatement',
  method: 'post',
  path: '/payout-runs/{id}/statement',
  tag: 'Payout runs',
  summary: 'Upload what the bank states about a run',
  description:
    'The body is the file, its name in the header X-File-Name: camt.053, or CSV with the columns end_to_end_id, outcome (settled or returned), amount, currency, booked_on and, where known, bank_reference, reason, text, or a file of returns of the ACH network. Every item that it names with the right amount is paid or has come back; every other line is listed. The same statement again changes nothing.',
  access: FINANCE,
  ids: { id: 'run' },
  upload: true,
  answers: {
    200: { description: 'What each line was taken for.', schema: PayoutStatement },
    202: {
      description: 'Stored; it is carried out as soon as possible.',
      schema: CommandStatus,
      headers: ['Location'],
    },
  },
  errors: ['not_allowed_in_state'],
});

export const listStatements = defineOperation({
  id: 'listStatements',
  method: 'get',
  path: '/payout-runs/{id}/statements',
  tag: 'Payout runs',
  summary: 'What the bank has stated about a run, newest first',
  access: { kind: 'person', roles: ['finance_preparer', 'finance_approver', 'auditor'] },
  ids: { id: 'run' },
  answers: { 200: { description: 'All statements.', schema: PayoutStatements } },
  errors: [],
});
