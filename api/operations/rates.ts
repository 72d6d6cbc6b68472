import { defineOperation } from '../operation.ts';
import { CreateRate, DecideRate, ListRates, Rate, Rates, WaitingForRates } from '../schemas/rates.ts';
import { FINANCE, FINANCE_READERS } from './access.ts';

const RATES = 'Rates';

export const listRates = defineOperation({
  id: 'listRates',
  method: 'get',
  path: '/rates',
  tag: RATES,
  summary: 'The exchange rates, newest first',
  access: FINANCE_READERS,
  ids: {},
  query: ListRates,
  answers: { 200: { description: 'A page.', schema: Rates } },
  errors: ['invalid_cursor'],
});

export const listWaitingForRates = defineOperation({
  id: 'listWaitingForRates',
  method: 'get',
  path: '/rates/waiting',
  tag: RATES,
  summary: 'Lines that wait for a rate, by pair',
  access: FINANCE_READERS,
  ids: {},
  answers: { 200: { description: 'Pairs with their lines, the longest waiting first.', schema: WaitingForRates } },
  errors: [],
});

export const createRate = defineOperation({
  id: 'createRate',
  method: 'post',
  path: '/rates',
  tag: RATES,
  summary: 'Enter a rate; another person confirms it',
  access: FINANCE,
  ids: {},
  body: CreateRate,
  answers: { 201: { description: 'Entered.', schema: Rate } },
  errors: ['already_exists', 'date_out_of_range'],
});

export const confirmRate = defineOperation({
  id: 'confirmRate',
  method: 'post',
  path: '/rates/{id}/confirm',
  tag: RATES,
  summary: 'Confirm a rate (not who entered it)',
  description:
    'Lines that wait for this pair accrue by themselves, when the day of the rate is at most seven days back.',
  access: FINANCE,
  ids: { id: 'rate' },
  body: DecideRate,
  answers: { 200: { description: 'Confirmed.', schema: Rate } },
  errors: ['separation_of_duties', 'step_up_required', 'not_allowed_in_state'],
});

export const refuseRate = defineOperation({
  id: 'refuseRate',
  method: 'post',
  path: '/rates/{id}/refuse',
  tag: RATES,
  summary: 'Refuse a rate, or take the own one back',
  access: FINANCE,
  ids: { id: 'rate' },
  body: DecideRate,
  answers: { 200: { description: 'Refused.', schema: Rate } },
  errors: ['not_allowed_in_state'],
});
