import type { DealDesk } from '../adapters/database/dealDeskPort.ts';
import type { DealReads } from '../adapters/database/dealReadsPort.ts';
import type { FinanceTodayReads } from '../adapters/database/financeTodayPort.ts';
import type { Csv } from '../adapters/csv/port.ts';
import type { PayoutDesk } from '../adapters/database/payoutDeskPort.ts';
import type { RailName } from '../domain/commission/rails.ts';
import { listDealsRoute, readDealRoute } from './routes/readDeals.ts';
import { readFinanceTodayRoute } from './routes/readFinanceToday.ts';
import { uploadDealTableRoute } from './routes/uploadDealTable.ts';
import type { Route } from './route.ts';
import { excludePayoutItemRoute, includePayoutItemRoute } from './routes/changePayoutItem.ts';
import { cancelPayoutRunRoute, confirmPayoutRunRoute, releasePayoutRunRoute } from './routes/commandPayoutRun.ts';
import { createPayoutRunRoute, listPayoutRailsRoute, preparePayoutRunRoute } from './routes/createPayoutRun.ts';
import { approveCommissionsRoute } from './routes/approveCommissions.ts';
import { approveCommissionRoute, rejectCommissionRoute, type MoneyCommandDeps } from './routes/decideCommission.ts';
import { freezeCommissionRoute, unfreezeCommissionRoute } from './routes/freezeCommission.ts';
import { adjustCommissionRoute } from './routes/adjustCommission.ts';
import { downloadPayoutFileRoute } from './routes/downloadPayoutFile.ts';
import { listCommissionsRoute } from './routes/listCommissions.ts';
import { readEarningsRoute } from './routes/readEarnings.ts';
import { readCommissionRoute } from './routes/readCommission.ts';
import { recordInvoiceRoute, recordPaymentRoute } from './routes/recordPayment.ts';
import { correctDealRoute } from './routes/correctDeal.ts';
import { recordRefundRoute } from './routes/recordRefund.ts';
import {
  listCarriedOverRoute,
  listPayoutPeriodsRoute,
  listPayoutRunsRoute,
  readPayoutRunRoute,
} from './routes/readPayoutRuns.ts';
import { answerSplitRoute, proposeSplitRoute, readSplitRoute, type SplitDeps } from './routes/splits.ts';
import { listStatementsRoute, uploadStatementRoute, type StatementDeps } from './routes/uploadStatement.ts';

export type MoneyDeps = MoneyCommandDeps &
  SplitDeps &
  StatementDeps & {
    payoutDesk: PayoutDesk;
    dealDesk: DealDesk;
    dealReads: DealReads;
    csv: Csv;
    financeToday: FinanceTodayReads;
    rails: readonly RailName[];
  };

/** Commissions, who shares them, what becomes of their deals, and payout runs. */
export const moneyRoutes = (deps: MoneyDeps): Route[] => [
  listCommissionsRoute(deps),
  readEarningsRoute(deps),
  approveCommissionsRoute(deps), // before the addresses of one line, which would take its name for an id
  readCommissionRoute(deps),
  approveCommissionRoute(deps),
  rejectCommissionRoute(deps),
  freezeCommissionRoute(deps),
  unfreezeCommissionRoute(deps),
  adjustCommissionRoute(deps),
  readSplitRoute(deps),
  proposeSplitRoute(deps),
  answerSplitRoute(deps),
  listDealsRoute(deps),
  readDealRoute(deps),
  uploadDealTableRoute(deps),
  readFinanceTodayRoute(deps),
  recordRefundRoute(deps),
  correctDealRoute(deps),
  listPayoutRailsRoute(deps),
  recordPaymentRoute(deps),
  recordInvoiceRoute(deps),
  createPayoutRunRoute(deps),
  listPayoutPeriodsRoute(deps),
  listCarriedOverRoute(deps),
  listPayoutRunsRoute(deps),
  readPayoutRunRoute(deps),
  preparePayoutRunRoute(deps),
  releasePayoutRunRoute(deps),
  confirmPayoutRunRoute(deps),
  cancelPayoutRunRoute(deps),
  excludePayoutItemRoute(deps),
  includePayoutItemRoute(deps),
  downloadPayoutFileRoute(deps),
  uploadStatementRoute(deps),
  listStatementsRoute(deps),
];
