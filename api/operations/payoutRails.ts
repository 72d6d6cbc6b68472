import { defineOperation, type Access } from '../operation.ts';
import { PayoutRails } from '../schemas/payoutRuns.ts';

const READERS: Access = { kind: 'person', roles: ['finance_preparer', 'finance_approver', 'auditor'] };

export const listPayoutRails = defineOperation({
  id: 'listPayoutRails',
  method: 'get',
  path: '/payout-rails',
  tag: 'Payout runs',
  summary: 'The ways in which this installation pays',
  access: READERS,
  ids: {},
  answers: { 200: { description: 'All of them.', schema: PayoutRails } },
  errors: [],
});
