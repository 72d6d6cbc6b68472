import type { SetupReads } from '../../adapters/database/setupPort.ts';
import { listPlans } from '../operations/plans.ts';
import { presentPlan } from '../presenters/setup.ts';
import { route } from '../route.ts';

export const listPlansRoute = ({ setupReads }: { setupReads: SetupReads }) =>
  route(listPlans, async ({ query, caller }) => {
    const [plans, programs, approvers] = await Promise.all([
      setupReads.plans(query.programId),
      setupReads.programs(null),
      setupReads.approvers(),
    ]);
    const byId = new Map(programs.map((program) => [program.id, program]));
    const data = plans.map((plan) => presentPlan(plan, { program: byId.get(plan.programId), approvers, caller }));
    return { status: 200, body: { data } };
  });
