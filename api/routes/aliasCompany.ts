import type { Companies } from '../../adapters/database/companiesPort.ts';
import { answerOnce } from '../answerOnce.ts';
import { aliasCompany } from '../operations/companies.ts';
import { route } from '../route.ts';

export const aliasCompanyRoute = ({ companies }: { companies: Companies }) =>
  route(aliasCompany, ({ caller, ids, body, ticket, now }) =>
    answerOnce(companies, ticket, async (writes) => {
      const decision = { companyId: ids.id, by: caller.id, at: now };
      return { status: 200, body: await writes.addAlias({ ...decision, alias: body }) };
    }),
  );
