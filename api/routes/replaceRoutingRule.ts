import type { Staff } from '../../adapters/database/staffPort.ts';
import { AppError } from '../../domain/errors.ts';
import { answerOnce } from '../answerOnce.ts';
import { checkIfMatch } from '../etag.ts';
import { replaceRoutingRule } from '../operations/staff.ts';
import { ruleHeaders } from '../presenters/staff.ts';
import { route } from '../route.ts';

export const replaceRoutingRuleRoute = ({ staff }: { staff: Staff }) =>
  route(replaceRoutingRule, ({ ids, body, ifMatch, ticket }) =>
    answerOnce(staff, ticket, async (writes) => {
      const { programId = null, order, ...rest } = body;
      const check = (version: number): void => checkIfMatch(ifMatch, version);
      const rule = await writes.replaceRule(ids.id, { ...rest, programId, order }, check);
      if (rule === undefined) throw new AppError({ code: 'not_found' });
      return { status: 200, headers: ruleHeaders(rule), body: rule };
    }),
  );
