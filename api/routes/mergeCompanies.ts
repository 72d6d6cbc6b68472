import type { Companies } from '../../adapters/database/companiesPort.ts';
import { answerOnce } from '../answerOnce.ts';
import { mergeCompanies } from '../operations/companies.ts';
import { route } from '../route.ts';

export const mergeCompaniesRoute = ({ companies }: { companies: Companies }) =>
  route(mergeCompanies, ({ caller, ids, body, ticket, now }) =>
    answerOnce(companies, ticket, async (writes) => {
      const decision = { companyId: ids.id, by: caller.id, at: now };
      return {
        status: 200,
        body: await writes.merge({ ...decision, otherId: body.companyId, keeps: body.keeps, reason: body.reason }),
      };
    }),
  );
