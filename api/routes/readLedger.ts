import type { Books } from '../../adapters/database/booksPort.ts';
import { pageAnswer, pageRequest } from '../cursor.ts';
import { listLedgerAccounts, listLedgerJournals, listLedgerPeriods } from '../operations/ledger.ts';
import { presentAccount, presentPeriod } from '../presenters/ledger.ts';
import { route, type Route } from '../route.ts';

type Deps = { books: Books };

export const listLedgerAccountsRoute = ({ books }: Deps): Route =>
  route(listLedgerAccounts, async ({ query }) => ({
    status: 200,
    body: { data: (await books.accounts(query)).map(presentAccount) },
  }));

export const listLedgerJournalsRoute = ({ books }: Deps): Route =>
  route(listLedgerJournals, async ({ query: { limit, cursor, ...filter } }) => {
    const list = ['journals', filter];
    const { rows, next } = await books.journals(filter, pageRequest({ limit, cursor }, list));
    return { status: 200, body: pageAnswer(rows, next, list) };
  });

export const listLedgerPeriodsRoute = ({ books }: Deps): Route =>
  route(listLedgerPeriods, async () => {
    const periods = await books.periods();
    const closedThrough = periods.find(({ closedAt }) => closedAt !== null)?.period ?? null;
    return { status: 200, body: { data: periods.map((period) => presentPeriod(period, closedThrough)) } };
  });
