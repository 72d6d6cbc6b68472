import type { Setup, SetupReads } from '../../adapters/database/setupPort.ts';
import { AppError } from '../../domain/errors.ts';
import { answerOnce } from '../answerOnce.ts';
import { publishPlan } from '../operations/plans.ts';
import { presentPlan } from '../presenters/setup.ts';
import { route } from '../route.ts';

export const publishPlanRoute = ({ setup, setupReads }: { setup: Setup; setupReads: SetupReads }) =>
  route(publishPlan, async ({ ids, caller, ticket, now }) => {
    const draft = await setupReads.plan(ids.id);
    if (draft === undefined) throw new AppError({ code: 'not_found' });
    const [program, approvers] = await Promise.all([setupReads.program(draft.programId, null), setupReads.approvers()]);
    return answerOnce(setup, ticket, async (writes) => {
      const plan = await writes.publishPlan({ id: ids.id, by: caller.id, at: now });
      return { status: 200, body: presentPlan(plan, { program, approvers, caller }) };
    });
  });
