import type { Books } from '../adapters/database/booksPort.ts';
import type { Route } from './route.ts';
import { closePeriodRoute, proposeClosingRoute, type ClosingDeps } from './routes/closePeriod.ts';
import { listLedgerAccountsRoute, listLedgerJournalsRoute, listLedgerPeriodsRoute } from './routes/readLedger.ts';

export type LedgerDeps = ClosingDeps & { books: Books };

/** The books: balances, journals, months. */
export const ledgerRoutes = (deps: LedgerDeps): Route[] => [
  listLedgerAccountsRoute(deps),
  listLedgerJournalsRoute(deps),
  listLedgerPeriodsRoute(deps),
  proposeClosingRoute(deps),
  closePeriodRoute(deps),
];
