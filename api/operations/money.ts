import { z } from 'zod';
import { defineOperation, type Access } from '../operation.ts';
import {
  ApproveCommission,
  Commission,
  Commissions,
  FreezeCommission,
  ListCommissions,
  RejectCommission,
  UnfreezeCommission,
} from '../schemas/commissions.ts';
import { CommandStatus } from '../schemas/commands.ts';
import {
  CancelPayoutRun,
  ChangePayoutItem,
  ConfirmPayoutRun,
  CreatePayoutRun,
  DownloadPayoutFile,
  ListPayoutRuns,
  PayoutRun,
  PayoutRuns,
  ReleasePayoutRun,
} from '../schemas/payoutRuns.ts';
import { FINANCE, FINANCE_READERS, PREPARERS } from './access.ts';

const APPROVERS = { kind: 'person', roles: ['finance_approver'] } as const satisfies Access;

const COMMISSION_READERS: Access = {
  kind: 'caller',
  scope: 'commissions:read',
  roles: ['partner_admin', 'partner_user', 'partner_manager', 'finance_preparer', 'finance_approver', 'auditor'],
};

const PENDING = {
  description: 'Stored; it is carried out as soon as possible.',
  schema: CommandStatus,
  headers: ['Location'],
} as const;

export const listCommissions = defineOperation({
  id: 'listCommissions',
  method: 'get',
  path: '/commissions',
  tag: 'Commissions',
  summary: 'List the commissions that you may read',
  access: COMMISSION_READERS,
  ids: {},
  query: ListCommissions,
  answers: { 200: { description: 'A page.', schema: Commissions } },
  errors: ['invalid_cursor'],
});

export const readCommission = defineOperation({
  id: 'readCommission',
  method: 'get',
  path: '/commissions/{id}',
  tag: 'Commissions',
  summary: 'Read one commission with its explanation',
  access: COMMISSION_READERS,
  ids: { id: 'commission' },
  answers: { 200: { description: 'The line.', schema: Commission, headers: ['ETag'] } },
  errors: [],
});

const decision = <Name extends 'approve' | 'reject', Body extends z.ZodType>(name: Name, summary: string, body: Body) =>
  defineOperation({
    id: `${name}Commission`,
    method: 'post',
    path: `/commissions/{id}/${name}`,
    tag: 'Commissions',
    summary,
    access: APPROVERS,
    ids: { id: 'commission' },
    body,
    ifMatch: true,
    answers: { 200: { description: 'The line.', schema: Commission, headers: ['ETag'] }, 202: PENDING },
    errors: [
      'separation_of_duties',
      'step_up_required',
      'content_changed',
      'already_approved',
      'not_allowed_in_state',
      'threshold_missing',
      'against_the_record',
    ],
  });

export const approveCommission = decision('approve', 'Approve a line', ApproveCommission);
export const rejectCommission = decision('reject', 'Reject a line', RejectCommission);

const STOPPED = {
  200: { description: 'The line.', schema: Commission, headers: ['ETag'] },
  202: PENDING,
} as const;

export const freezeCommission = defineOperation({
  id: 'freezeCommission',
  method: 'post',
  path: '/commissions/{id}/freeze',
  tag: 'Commissions',
  summary: 'Stop a line',
  description: 'It is not approved and not paid until it is let go on. What a released run pays cannot be stopped.',
  access: FINANCE,
  ids: { id: 'commission' },
  body: FreezeCommission,
  ifMatch: true,
  answers: STOPPED,
  errors: ['not_allowed_in_state', 'against_the_record'],
});

export const unfreezeCommission = defineOperation({
  id: 'unfreezeCommission',
  method: 'post',
  path: '/commissions/{id}/unfreeze',
  tag: 'Commissions',
  summary: 'Let a line go on that finance has stopped',
  description:
    'Not who had a part in it. A line that a case has stopped as well goes on with the decision of the case.',
  access: APPROVERS,
  ids: { id: 'commission' },
  body: UnfreezeCommission,
  ifMatch: true,
  answers: STOPPED,
  errors: ['not_allowed_in_state', 'separation_of_duties', 'against_the_record', 'step_up_required'],
});

const RUN = 'Payout runs';

export const createPayoutRun = defineOperation({
  id: 'createPayoutRun',
  method: 'post',
  path: '/payout-runs',
  tag: RUN,
  summary: 'Prepare a run of everything that is payable',
  access: PREPARERS,
  ids: {},
  body: CreatePayoutRun,
  answers: { 201: { description: 'Prepared.', schema: PayoutRun, headers: ['Location', 'ETag'] } },
  errors: [],
});

export const listPayoutRuns = defineOperation({
  id: 'listPayoutRuns',
  method: 'get',
  path: '/payout-runs',
  tag: RUN,
  summary: 'List the runs, newest first',
  access: FINANCE_READERS,
  ids: {},
  query: ListPayoutRuns,
  answers: { 200: { description: 'A page.', schema: PayoutRuns } },
  errors: ['invalid_cursor'],
});

export const readPayoutRun = defineOperation({
  id: 'readPayoutRun',
  method: 'get',
  path: '/payout-runs/{id}',
  tag: RUN,
  summary: 'Read one run',
  access: FINANCE_READERS,
  ids: { id: 'run' },
  answers: { 200: { description: 'The run.', schema: PayoutRun, headers: ['ETag'] } },
  errors: [],
});

export const releasePayoutRun = defineOperation({
  id: 'releasePayoutRun',
  method: 'post',
  path: '/payout-runs/{id}/release',
  tag: RUN,
  summary: 'Release a run (not who prepared it)',
  access: FINANCE,
  ids: { id: 'run' },
  body: ReleasePayoutRun,
  answers: { 200: { description: 'Released.', schema: PayoutRun, headers: ['ETag'] }, 202: PENDING },
  errors: ['separation_of_duties', 'step_up_required', 'not_allowed_in_state', 'line_not_payable'],
});

export const confirmPayoutRun = defineOperation({
  id: 'confirmPayoutRun',
  method: 'post',
  path: '/payout-runs/{id}/confirm',
  tag: RUN,
  summary: 'Confirm that the bank has paid',
  access: FINANCE,
  ids: { id: 'run' },
  body: ConfirmPayoutRun,
  answers: { 200: { description: 'Settled.', schema: PayoutRun, headers: ['ETag'] }, 202: PENDING },
  errors: ['not_allowed_in_state', 'date_out_of_range'],
});

export const cancelPayoutRun = defineOperation({
  id: 'cancelPayoutRun',
  method: 'post',
  path: '/payout-runs/{id}/cancel',
  tag: RUN,
  summary: 'Cancel a run that is not released',
  access: FINANCE,
  ids: { id: 'run' },
  body: CancelPayoutRun,
  answers: { 200: { description: 'Cancelled.', schema: PayoutRun, headers: ['ETag'] }, 202: PENDING },
  errors: ['not_allowed_in_state'],
});

const ITEM_CHANGE = {
  ...({ method: 'post', tag: RUN, access: FINANCE } as const),
  ids: { id: 'run', itemId: 'item' },
  body: ChangePayoutItem,
  answers: { 200: { description: 'The run.', schema: PayoutRun, headers: ['ETag'] } },
} as const;

export const excludePayoutItem = defineOperation({
  ...ITEM_CHANGE,
  id: 'excludePayoutItem',
  path: '/payout-runs/{id}/items/{itemId}/exclude',
  summary: 'Take a payee out of a run that is not released',
  errors: ['not_allowed_in_state'],
});

export const includePayoutItem = defineOperation({
  ...ITEM_CHANGE,
  id: 'includePayoutItem',
  path: '/payout-runs/{id}/items/{itemId}/include',
  summary: 'Put a payee back into a run that is not released (only who prepared it; a draft: who prepares runs)',
  errors: ['not_allowed_in_state', 'line_not_payable', 'separation_of_duties'],
});

export const downloadPayoutFile = defineOperation({
  id: 'downloadPayoutFile',
  method: 'get',
  path: '/payout-runs/{id}/file',
  tag: RUN,
  summary: 'The bank file of a released run',
  description:
    'Made once, in the form of its rail: CSV, pain.001.001.09 or NACHA. Every time it is fetched is recorded, from the second time on with a reason.',
  access: FINANCE,
  ids: { id: 'run' },
  query: DownloadPayoutFile,
  answers: {
    200: {
      description: 'The file.',
      schema: z.string(),
      mediaType: ['text/csv', 'application/xml', 'text/plain'],
      headers: ['Content-Disposition'],
    },
  },
  errors: ['not_allowed_in_state', 'reason_required'],
});
