import { defineOperation } from '../operation.ts';
import { PayoutRails } from '../schemas/payoutRuns.ts';
import { FINANCE_READERS } from './access.ts';

export const listPayoutRails = defineOperation({
  id: 'listPayoutRails',
  method: 'get',
  path: '/payout-rails',
  tag: 'Payout runs',
  summary: 'The ways in which this installation pays',
  access: FINANCE_READERS,
  ids: {},
  answers: { 200: { description: 'All of them.', schema: PayoutRails } },
  errors: [],
});
