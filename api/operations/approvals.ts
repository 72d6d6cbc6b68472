import { defineOperation } from '../operation.ts';
import { Approvals, ApproveCommissions } from '../schemas/approvals.ts';

export const approveCommissions = defineOperation({
  id: 'approveCommissions',
  method: 'post',
  path: '/commissions/approvals',
  tag: 'Commissions',
  summary: 'Approve up to 200 lines, with a result for each',
  description:
    'Each line is approved as if alone: what changed since it was read (`content_changed`), what needs somebody else or has gone on meanwhile is refused, and the others are not touched by it. `pending`: stored, and carried out as soon as possible.',
  access: { kind: 'person', roles: ['finance_approver'] },
  ids: {},
  body: ApproveCommissions,
  answers: { 200: { description: 'What became of each line.', schema: Approvals } },
  errors: ['step_up_required'],
});
