import type { Companies } from '../../adapters/database/companiesPort.ts';
import { answerOnce } from '../answerOnce.ts';
import { setParentCompany } from '../operations/companies.ts';
import { route } from '../route.ts';

export const setParentCompanyRoute = ({ companies }: { companies: Companies }) =>
  route(setParentCompany, ({ caller, ids, body, ticket, now }) =>
    answerOnce(companies, ticket, async (writes) => {
      const decision = { companyId: ids.id, by: caller.id, at: now };
      return { status: 200, body: await writes.setParent({ ...decision, parentId: body.parentId }) };
    }),
  );
