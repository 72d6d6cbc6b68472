import type { Companies } from '../../adapters/database/companiesPort.ts';
import { answerOnce } from '../answerOnce.ts';
import { unmergeCompanies } from '../operations/companies.ts';
import { route } from '../route.ts';

export const unmergeCompaniesRoute = ({ companies }: { companies: Companies }) =>
  route(unmergeCompanies, ({ caller, ids, body, ticket, now }) =>
    answerOnce(companies, ticket, async (writes) => {
      const decision = { companyId: ids.id, by: caller.id, at: now };
      return { status: 200, body: await writes.unmerge({ ...decision, otherId: body.companyId }) };
    }),
  );
