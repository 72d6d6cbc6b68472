import type { PayeeDesk, PayeeReads } from '../adapters/database/payeePort.ts';
import type { BankBook } from '../domain/payees/account.ts';
import type { Route } from './route.ts';
import { changePayeeRoute } from './routes/changePayee.ts';
import { refusePayeeRoute, unmaskPayeeRoute, verifyPayeeRoute } from './routes/decidePayee.ts';
import { listPayeesRoute, readPayeeRoute } from './routes/readPayee.ts';

export type PayeeDeps = {
  payeeReads: PayeeReads;
  payeeDesk: PayeeDesk;
  bankBook: BankBook;
  stepUpMs: number;
  coolingOffMs: number;
};

/** Where the money of partners goes. */
export const payeeRoutes = (deps: PayeeDeps): Route[] => [
  readPayeeRoute(deps),
  listPayeesRoute(deps),
  changePayeeRoute(deps),
  verifyPayeeRoute(deps),
  refusePayeeRoute(deps),
  unmaskPayeeRoute(deps),
];
