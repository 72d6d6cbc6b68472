import type { Books } from '../adapters/database/booksPort.ts';
import type { Route } from './route.ts';
import {
  exportJournalsRoute,
  listAccountNumbersRoute,
  setAccountNumberRoute,
  type ExportDeps,
} from './routes/exportJournals.ts';
import { closePeriodRoute, proposeClosingRoute, type ClosingDeps } from './routes/closePeriod.ts';
import { listLedgerAccountsRoute, listLedgerJournalsRoute, listLedgerPeriodsRoute } from './routes/readLedger.ts';

export type LedgerDeps = ClosingDeps & ExportDeps & { books: Books };

/** The books: balances, journals, months, their export. */
export const ledgerRoutes = (deps: LedgerDeps): Route[] => [
  listLedgerAccountsRoute(deps),
  listLedgerJournalsRoute(deps),
  listLedgerPeriodsRoute(deps),
  proposeClosingRoute(deps),
  closePeriodRoute(deps),
  exportJournalsRoute(deps),
  listAccountNumbersRoute(deps),
  setAccountNumberRoute(deps),
];
