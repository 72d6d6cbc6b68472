import type { Operation } from './operation.ts';
import * as adjustments from './operations/adjustments.ts';
import * as approvals from './operations/approvals.ts';
import * as calendars from './operations/calendars.ts';
import * as cases from './operations/cases.ts';
import * as commands from './operations/commands.ts';
import * as deals from './operations/deals.ts';
import * as documents from './operations/documents.ts';
import * as invoices from './operations/invoices.ts';
import * as duplicates from './operations/duplicates.ts';
import * as companies from './operations/companies.ts';
import * as earnings from './operations/earnings.ts';
import * as financeToday from './operations/financeToday.ts';
import * as furtherDeals from './operations/furtherDeals.ts';
import * as journalExport from './operations/journalExport.ts';
import * as ledger from './operations/ledger.ts';
import * as messages from './operations/messages.ts';
import * as money from './operations/money.ts';
import * as partnerStatements from './operations/partnerStatements.ts';
import * as payees from './operations/payees.ts';
import * as payoutDrafts from './operations/payoutDrafts.ts';
import * as payoutRails from './operations/payoutRails.ts';
import * as plans from './operations/plans.ts';
import * as profile from './operations/profile.ts';
import * as rates from './operations/rates.ts';
import * as reconciliation from './operations/reconciliation.ts';
import * as referrals from './operations/referrals.ts';
import * as reports from './operations/reports.ts';
import * as session from './operations/session.ts';
import * as setup from './operations/setup.ts';
import * as splits from './operations/splits.ts';
import * as statements from './operations/statements.ts';
import * as staff from './operations/staff.ts';
import * as tax from './operations/tax.ts';
import * as vendor from './operations/vendor.ts';
import * as users from './operations/users.ts';

/** Every operation of `/v1`, in the order of the document. */
export const OPERATIONS: readonly Operation[] = [
  session,
  profile,
  referrals,
  furtherDeals,
  commands,
  duplicates,
  messages,
  cases,
  companies,
  deals,
  money,
  earnings,
  approvals,
  adjustments,
  splits,
  payoutDrafts,
  payoutRails,
  statements,
  payees,
  tax,
  documents,
  invoices,
  vendor,
  ledger,
  financeToday,
  journalExport,
  partnerStatements,
  rates,
  setup,
  plans,
  staff,
  calendars,
  reports,
  reconciliation,
  users,
].flatMap((part) => Object.values<Operation>(part));
