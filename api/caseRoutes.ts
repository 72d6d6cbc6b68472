import type { CaseDesk } from '../adapters/database/casePort.ts';
import type { Reads } from '../adapters/database/readsPort.ts';
import type { Route } from './route.ts';
import {
  answerCaseRoute,
  decideCaseRoute,
  secondLookRoute,
  withdrawCaseRoute,
  type CaseCommandDeps,
} from './routes/commandCase.ts';
import { contestReferralRoute } from './routes/contestReferral.ts';
import { listCasesRoute, readCaseRoute } from './routes/readCases.ts';

export type CaseDeps = CaseCommandDeps & { reads: Reads; caseDesk: CaseDesk };

/** What partners contest, and what becomes of it. */
export const caseRoutes = (deps: CaseDeps): Route[] => [
  contestReferralRoute(deps),
  listCasesRoute(deps),
  readCaseRoute(deps),
  answerCaseRoute(deps),
  decideCaseRoute(deps),
  withdrawCaseRoute(deps),
  secondLookRoute(deps),
];
