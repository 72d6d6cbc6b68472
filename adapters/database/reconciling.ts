import { UNEXPLAINED } from '../../domain/commission/statementLine.ts';
import type { BankLine, UnsettledItem } from '../../domain/reconciliation/bank.ts';
import type { Balance, Books, ItemSum, LineSum } from '../../domain/reconciliation/books.ts';
import type { DealHere } from '../../domain/reconciliation/deals.ts';
import { comparisonsMade, kindsFoundBy } from '../../domain/reconciliation/finding.ts';
import { callFunction, callProcedure } from './callFunction.ts';
import type { Database } from './client.ts';
import type { Reconciling } from './reconciliationPort.ts';

/** Where more disagrees than this, the first of it is enough to begin with. */
const DISAGREEING_MAX = 10_000;

type AsText<Row> = Omit<Row, 'amount' | 'owedBack'> & Record<keyof Row & ('amount' | 'owedBack'), string>;

type BookSides = { lines: AsText<LineSum>[]; items: AsText<ItemSum>[]; balances: AsText<Balance>[] };

export const createReconciling = (database: Database): Reconciling => ({
  begin: ({ workflowId, at }) => callFunction(database, 'begin_reconciliation', workflowId, null, new Date(at)),

  dealsHere: ({ after, limit, at }) =>
    callFunction<DealHere[]>(database, 'deals_here_after', after, limit, new Date(at)),

  credited: async (ids) => new Set(await callFunction<string[]>(database, 'credited_deals', { ids })),

  bank: (at) =>
    callFunction<{ compared: number; items: UnsettledItem[]; lines: BankLine[] }>(
      database,
      'bank_sides',
      { takenFor: UNEXPLAINED, limit: DISAGREEING_MAX },
      new Date(at),
    ),

  books: async (): Promise<Books> => {
    const { lines, items, balances } = await callFunction<BookSides>(database, 'book_sides');
    return {
      lines: lines.map((line) => ({ ...line, amount: BigInt(line.amount), owedBack: BigInt(line.owedBack) })),
      items: items.map((item) => ({ ...item, amount: BigInt(item.amount) })),
      balances: balances.map((balance) => ({ ...balance, amount: BigInt(balance.amount) })),
    };
  },

  note: ({ id, findings, at }) =>
    findings.length === 0
      ? Promise.resolve()
      : callProcedure(database, 'note_findings', id, { findings }, new Date(at)),

  end: ({ id, compared, at }) => {
    const kinds = kindsFoundBy(comparisonsMade(compared));
    return callProcedure(database, 'end_reconciliation', id, { compared, kinds }, new Date(at));
  },
});
