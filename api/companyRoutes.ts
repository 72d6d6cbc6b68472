import type { Companies } from '../adapters/database/companiesPort.ts';
import type { Route } from './route.ts';
import { aliasCompanyRoute } from './routes/aliasCompany.ts';
import { mergeCompaniesRoute } from './routes/mergeCompanies.ts';
import { setParentCompanyRoute } from './routes/setParentCompany.ts';
import { unmergeCompaniesRoute } from './routes/unmergeCompanies.ts';

/** Which records are one company, and what it is also called. */
export const companyRoutes = (deps: { companies: Companies }): Route[] => [
  mergeCompaniesRoute(deps),
  unmergeCompaniesRoute(deps),
  aliasCompanyRoute(deps),
  setParentCompanyRoute(deps),
];
