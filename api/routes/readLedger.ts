import type { MoneyReads } from '../../adapters/database/moneyReadsPort.ts';
import { pageAnswer, pageRequest } from '../cursor.ts';
import { listLedgerAccounts, listLedgerJournals } from '../operations/money.ts';
import { presentAccount } from '../presenters/payoutRun.ts';
import { route, type Route } from '../route.ts';

type Deps = { moneyReads: MoneyReads };

export const listLedgerAccountsRoute = ({ moneyReads }: Deps): Route =>
  route(listLedgerAccounts, async () => ({
    status: 200,
    body: { data: (await moneyReads.accounts()).map(presentAccount) },
  }));

export const listLedgerJournalsRoute = ({ moneyReads }: Deps): Route =>
  route(listLedgerJournals, async ({ query }) => {
    const { rows, next } = await moneyReads.journals(pageRequest(query, 'journals'));
    return { status: 200, body: pageAnswer(rows, next, 'journals') };
  });
