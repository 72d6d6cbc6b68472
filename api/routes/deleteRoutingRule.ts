import type { Staff } from '../../adapters/database/staffPort.ts';
import { AppError } from '../../domain/errors.ts';
import { answerOnce } from '../answerOnce.ts';
import { deleteRoutingRule } from '../operations/staff.ts';
import { route } from '../route.ts';

export const deleteRoutingRuleRoute = ({ staff }: { staff: Staff }) =>
  route(deleteRoutingRule, async ({ ids }) => {
    await answerOnce(staff, undefined, async (writes) => {
      if (!(await writes.removeRule(ids.id))) throw new AppError({ code: 'not_found' });
      return { status: 204 };
    });
    return { status: 204 };
  });
