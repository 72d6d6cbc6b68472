import type { SetupReads } from '../../adapters/database/setupPort.ts';
import { listPlans } from '../operations/setup.ts';
import { presentPlan } from '../presenters/setup.ts';
import { route } from '../route.ts';

export const listPlansRoute = ({ setupReads }: { setupReads: SetupReads }) =>
  route(listPlans, async ({ query }) => {
    const [plans, programs] = await Promise.all([setupReads.plans(query.programId), setupReads.programs(null)]);
    const currencies = new Map(programs.map(({ id, currency }) => [id, currency]));
    return { status: 200, body: { data: plans.map((plan) => presentPlan(plan, currencies.get(plan.programId))) } };
  });
