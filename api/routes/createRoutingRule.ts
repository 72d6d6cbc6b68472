import type { Staff } from '../../adapters/database/staffPort.ts';
import { answerOnce } from '../answerOnce.ts';
import { createRoutingRule } from '../operations/staff.ts';
import { ruleHeaders } from '../presenters/staff.ts';
import { route } from '../route.ts';

export const createRoutingRuleRoute = ({ staff }: { staff: Staff }) =>
  route(createRoutingRule, ({ caller, body, ticket }) =>
    answerOnce(staff, ticket, async (writes) => {
      const { programId = null, order, ...rest } = body;
      const rule = await writes.addRule({ ...rest, programId, order, by: caller.id });
      return { status: 201, headers: { Location: `/v1/routing-rules/${rule.id}`, ...ruleHeaders(rule) }, body: rule };
    }),
  );
