import { PLAN_PUBLISHERS } from '../../domain/approval/plans.ts';
import { defineOperation, INTERNAL_ROLES, type Access } from '../operation.ts';
import { CreatePlan, ListPlans, Plan, PlanPreview, Plans, PreviewPlan, PublishPlan } from '../schemas/plans.ts';
import { ADMIN } from './access.ts';

const PUBLISHERS: Access = { kind: 'person', roles: PLAN_PUBLISHERS };
const TRIERS: Access = {
  kind: 'person',
  roles: ['program_admin', 'finance_preparer', 'finance_approver', 'auditor'],
};

export const createPlan = defineOperation({
  id: 'createPlan',
  method: 'post',
  path: '/plans',
  tag: 'Programs',
  summary: 'Draft a plan, or the next version of the plan of this name',
  access: ADMIN,
  ids: {},
  body: CreatePlan,
  answers: { 201: { description: 'A draft.', schema: Plan, headers: ['Location'] } },
  errors: ['not_found', 'already_exists'],
});

export const previewPlan = defineOperation({
  id: 'previewPlan',
  method: 'post',
  path: '/plans/{id}/preview',
  tag: 'Programs',
  summary: 'Try the newest version of a plan, on a deal that you make up and on those won in the last year',
  description: 'Changes nothing. Without a sample, only the deals of the last year are counted.',
  access: TRIERS,
  ids: { id: 'plan' },
  body: PreviewPlan,
  answers: { 200: { description: 'What would be owed, and why.', schema: PlanPreview } },
  errors: ['not_found'],
});

export const publishPlan = defineOperation({
  id: 'publishPlan',
  method: 'post',
  path: '/plans/{id}/publish',
  tag: 'Programs',
  summary: 'Publish a plan (not who drafted it)',
  access: PUBLISHERS,
  ids: { id: 'plan' },
  body: PublishPlan,
  answers: { 200: { description: 'Published; warnings do not block.', schema: Plan } },
  errors: ['separation_of_duties', 'already_published'],
});

export const listPlans = defineOperation({
  id: 'listPlans',
  method: 'get',
  path: '/plans',
  tag: 'Programs',
  summary: 'The newest version of every plan',
  access: { kind: 'person', roles: INTERNAL_ROLES },
  ids: {},
  query: ListPlans,
  answers: { 200: { description: 'Plans.', schema: Plans } },
  errors: [],
});
