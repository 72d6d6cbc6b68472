import type { PayeeDesk, PayeeReads } from '../adapters/database/payeePort.ts';
import type { TaxDesk, TaxReads } from '../adapters/database/taxPort.ts';
import type { VendorIdentities } from '../adapters/database/vendorIdentitiesPort.ts';
import type { BankBook } from '../domain/payees/account.ts';
import type { TaxBook } from '../domain/tax/profile.ts';
import type { Route } from './route.ts';
import { changePayeeRoute } from './routes/changePayee.ts';
import { refusePayeeRoute, unmaskPayeeRoute, verifyPayeeRoute } from './routes/decidePayee.ts';
import { documentRoutes, type DocumentDeps } from './routes/documents.ts';
import { objectionRoutes, type ObjectionDeps } from './routes/objections.ts';
import { vendorRoutes } from './routes/vendor.ts';
import { invoiceRoutes, type InvoiceDeps } from './routes/invoices.ts';
import { listPayeesRoute, readPayeeRoute } from './routes/readPayee.ts';
import { changeTaxProfileRoute, readTaxProfileRoute, uploadTaxFormRoute } from './routes/changeTaxProfile.ts';
import {
  readTaxFormRoute,
  readTaxIdentityRoute,
  refuseTaxProfileRoute,
  verifyTaxProfileRoute,
} from './routes/decideTaxProfile.ts';

export type PayeeDeps = DocumentDeps &
  InvoiceDeps &
  ObjectionDeps & {
    payeeReads: PayeeReads;
    payeeDesk: PayeeDesk;
    bankBook: BankBook;
    taxReads: TaxReads;
    taxDesk: TaxDesk;
    taxBook: TaxBook;
    vendorIdentities: VendorIdentities;
    coolingOffMs: number;
  };

/** Where the money of partners goes, how they are taxed, and by what their payments are documented. */
export const payeeRoutes = (deps: PayeeDeps): Route[] => [
  readPayeeRoute(deps),
  listPayeesRoute(deps),
  changePayeeRoute(deps),
  verifyPayeeRoute(deps),
  refusePayeeRoute(deps),
  unmaskPayeeRoute(deps),
  readTaxProfileRoute(deps),
  uploadTaxFormRoute(deps),
  changeTaxProfileRoute(deps),
  verifyTaxProfileRoute(deps),
  refuseTaxProfileRoute(deps),
  readTaxIdentityRoute(deps),
  readTaxFormRoute(deps),
  ...documentRoutes(deps),
  ...invoiceRoutes(deps),
  ...objectionRoutes(deps),
  ...vendorRoutes(deps),
];
