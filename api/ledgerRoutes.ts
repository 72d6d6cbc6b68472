import type { Books } from '../adapters/database/booksPort.ts';
import type { Route } from './route.ts';
import {
  exportJournalsRoute,
  listAccountNumbersRoute,
  setAccountNumberRoute,
  type ExportDeps,
} from './routes/exportJournals.ts';
import { closePeriodRoute, proposeClosingRoute, type ClosingDeps } from './routes/closePeriod.ts';
import {
  confirmRateRoute,
  createRateRoute,
  listRatesRoute,
  listWaitingForRatesRoute,
  refuseRateRoute,
  type RateDeps,
} from './routes/rates.ts';
import {
  exportPartnerStatementsRoute,
  listPartnerStatementLinesRoute,
  listPartnerStatementsRoute,
  type StatementDeps,
} from './routes/partnerStatements.ts';
import {
  acceptFindingRoute,
  readReconciliationRoute,
  startComparisonRoute,
  type ReconciliationDeps,
} from './routes/reconciliation.ts';
import { listLedgerAccountsRoute, listLedgerJournalsRoute, listLedgerPeriodsRoute } from './routes/readLedger.ts';

export type LedgerDeps = ClosingDeps & ExportDeps & RateDeps & ReconciliationDeps & StatementDeps & { books: Books };

/** The books: balances, journals, months, their export, what partners read of them, where they differ from others; and exchange rates. */
export const ledgerRoutes = (deps: LedgerDeps): Route[] => [
  listLedgerAccountsRoute(deps),
  listLedgerJournalsRoute(deps),
  listLedgerPeriodsRoute(deps),
  proposeClosingRoute(deps),
  closePeriodRoute(deps),
  exportJournalsRoute(deps),
  listAccountNumbersRoute(deps),
  setAccountNumberRoute(deps),
  listRatesRoute(deps),
  listWaitingForRatesRoute(deps),
  createRateRoute(deps),
  confirmRateRoute(deps),
  refuseRateRoute(deps),
  listPartnerStatementsRoute(deps),
  exportPartnerStatementsRoute(deps),
  listPartnerStatementLinesRoute(deps),
  readReconciliationRoute(deps),
  startComparisonRoute(deps),
  acceptFindingRoute(deps),
];
