import { defineOperation, type Access } from '../operation.ts';
import {
  Absence,
  Absences,
  DryRun,
  DryRunResult,
  ListAbsences,
  PlanAbsence,
  RoutingRule,
  RoutingRules,
  WriteRoutingRule,
} from '../schemas/staff.ts';
import { ADMIN, INTERNAL } from './access.ts';

const READERS: Access = {
  kind: 'person',
  roles: ['program_admin', 'sales_manager', 'partner_manager', 'auditor'],
};
const TRIERS: Access = { kind: 'person', roles: ['program_admin', 'sales_manager', 'partner_manager'] };

export const listAbsences = defineOperation({
  id: 'listAbsences',
  method: 'get',
  path: '/absences',
  tag: 'People',
  summary: 'Who is away now or will be, and who stands in',
  access: INTERNAL,
  ids: {},
  query: ListAbsences,
  answers: { 200: { description: 'The earliest first.', schema: Absences } },
  errors: [],
});

export const planAbsence = defineOperation({
  id: 'planAbsence',
  method: 'post',
  path: '/absences',
  tag: 'People',
  summary: 'Plan an absence, with or without a deputy',
  description: 'Your own; for others as a manager or administrator. Who is away gets nothing new.',
  access: INTERNAL,
  ids: {},
  body: PlanAbsence,
  answers: { 201: { description: 'Planned.', schema: Absence, headers: ['Location'] } },
  errors: ['not_found', 'already_exists', 'deputy_not_available'],
});

export const endAbsence = defineOperation({
  id: 'endAbsence',
  method: 'delete',
  path: '/absences/{id}',
  tag: 'People',
  summary: 'Back at work: one that has begun ends now, one to come is taken back',
  access: INTERNAL,
  ids: { id: 'absence' },
  answers: { 204: { description: 'Over.' } },
  errors: [],
});

export const listRoutingRules = defineOperation({
  id: 'listRoutingRules',
  method: 'get',
  path: '/routing-rules',
  tag: 'Routing',
  summary: 'The routing rules in their order',
  description: 'Without rules every active sales rep gets referrals in turn.',
  access: READERS,
  ids: {},
  answers: { 200: { description: 'The first that fits decides.', schema: RoutingRules } },
  errors: [],
});

export const createRoutingRule = defineOperation({
  id: 'createRoutingRule',
  method: 'post',
  path: '/routing-rules',
  tag: 'Routing',
  summary: 'Add a routing rule',
  access: ADMIN,
  ids: {},
  body: WriteRoutingRule,
  answers: { 201: { description: 'In force at once.', schema: RoutingRule, headers: ['Location', 'ETag'] } },
  errors: ['not_found', 'owner_not_available'],
});

export const replaceRoutingRule = defineOperation({
  id: 'replaceRoutingRule',
  method: 'put',
  path: '/routing-rules/{id}',
  tag: 'Routing',
  summary: 'Change or move a routing rule',
  access: ADMIN,
  ids: { id: 'rule' },
  body: WriteRoutingRule,
  ifMatch: true,
  answers: { 200: { description: 'In force at once.', schema: RoutingRule, headers: ['ETag'] } },
  errors: ['owner_not_available'],
});

export const deleteRoutingRule = defineOperation({
  id: 'deleteRoutingRule',
  method: 'delete',
  path: '/routing-rules/{id}',
  tag: 'Routing',
  summary: 'Remove a routing rule',
  access: ADMIN,
  ids: { id: 'rule' },
  answers: { 204: { description: 'Gone; what it has given stays where it is.' } },
  errors: [],
});

export const dryRunRouting = defineOperation({
  id: 'dryRunRouting',
  method: 'post',
  path: '/routing-rules/dry-run',
  tag: 'Routing',
  summary: 'Who would get it, by which rule, and why not the others',
  description: 'Changes nothing, not even whose turn it is.',
  access: TRIERS,
  ids: {},
  body: DryRun,
  answers: { 200: { description: 'As it would be decided now.', schema: DryRunResult } },
  errors: ['not_found'],
});
