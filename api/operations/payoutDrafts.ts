import { defineOperation } from '../operation.ts';
import { CarriedOver, PayoutPeriods, PayoutRun, PreparePayoutRun } from '../schemas/payoutRuns.ts';
import { FINANCE_READERS, PREPARERS } from './access.ts';

const RUN = 'Payout runs';

export const listPayoutPeriods = defineOperation({
  id: 'listPayoutPeriods',
  method: 'get',
  path: '/payout-periods',
  tag: RUN,
  summary: 'The next cut-off of every program, and when it is paid',
  description: 'At the cut-off a draft run makes itself of everything that is payable by then.',
  access: FINANCE_READERS,
  ids: {},
  answers: { 200: { description: 'All of them.', schema: PayoutPeriods } },
  errors: [],
});

export const listCarriedOver = defineOperation({
  id: 'listCarriedOver',
  method: 'get',
  path: '/carried-over',
  tag: RUN,
  summary: 'Who has money due that is less than is paid out',
  description:
    'By partner, program and currency: what the next draft would pay and does not, for it is below the minimum payout of the policy. It stays due, and later lines add to it.',
  access: FINANCE_READERS,
  ids: {},
  answers: { 200: { description: 'By name, at most a thousand, with their sums.', schema: CarriedOver } },
  errors: [],
});

export const preparePayoutRun = defineOperation({
  id: 'preparePayoutRun',
  method: 'post',
  path: '/payout-runs/{id}/prepare',
  tag: RUN,
  summary: 'Take on a draft that made itself',
  description:
    'Who does it is who prepared the run; another person releases it. What can no longer be paid leaves it with its reason.',
  access: PREPARERS,
  ids: { id: 'run' },
  body: PreparePayoutRun,
  answers: { 200: { description: 'Prepared.', schema: PayoutRun, headers: ['ETag'] } },
  errors: ['not_allowed_in_state', 'line_not_payable'],
});
