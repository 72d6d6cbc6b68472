import { defineOperation } from '../operation.ts';
import { CommandStatus } from '../schemas/commands.ts';
import { AdjustCommission, Commission } from '../schemas/commissions.ts';

export const adjustCommission = defineOperation({
  id: 'adjustCommission',
  method: 'post',
  path: '/commissions/{id}/adjust',
  tag: 'Commissions',
  summary: 'Propose to add to a line or to take from it',
  description:
    'A line of its own with its reason; others approve it by the threshold of the policy. What is added is paid like any other line; what is taken is off the line with the last approval, or owed back where that is paid. Answers with the line that it is about, which lists it under `adjustments`.',
  access: { kind: 'person', roles: ['finance_preparer'] },
  ids: { id: 'commission' },
  body: AdjustCommission,
  ifMatch: true,
  answers: {
    200: { description: 'The line.', schema: Commission, headers: ['ETag'] },
    202: {
      description: 'Stored; it is carried out as soon as possible.',
      schema: CommandStatus,
      headers: ['Location'],
    },
  },
  errors: [
    'not_allowed_in_state',
    'adjustment_out_of_range',
    'currency_differs',
    'deal_credited',
    'against_the_record',
  ],
});
