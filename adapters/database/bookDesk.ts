import { mayClose, mayPropose, type Closing, type Period } from '../../domain/ledger/periods.ts';
import { AppError } from '../../domain/errors.ts';
import { readPeriod } from './books.ts';
import type { BookDesk, BookWrites, PeriodRecord } from './booksPort.ts';
import { callProcedure } from './callFunction.ts';
import type { Database, Transaction } from './client.ts';
import { onceInTransaction } from './setup.ts';

export const createBookDesk = (database: Database): BookDesk => ({
  once: (ticket, act) => onceInTransaction(database, ticket, (transaction) => act(createWrites(transaction))),
});

const createWrites = (transaction: Transaction): BookWrites => ({
  proposeClosing: async ({ period, by, at }) => {
    const { closing, closedThrough } = await lockPeriods(transaction, period);
    refuseIf(mayPropose({ period, closing, closedThrough, now: at }));
    await transaction.ledgerPeriod.create({ data: { period, proposedBy: by, proposedAt: at } });
    return found(await readPeriod(transaction, period));
  },

  close: async ({ period, by, at }) => {
    refuseIf(mayClose({ period, ...(await lockPeriods(transaction, period)), userId: by }));
    await transaction.ledgerPeriod.update({ where: { period }, data: { closedBy: by, closedAt: at } });
    return found(await readPeriod(transaction, period));
  },
});

/** Of two people at once the second finds what the first has done; and nothing is being booked meanwhile. */
async function lockPeriods(
  transaction: Transaction,
  period: Period,
): Promise<{ closing: Closing | null; closedThrough: Period | null; earliestProposed: Period | null }> {
  await callProcedure(transaction, 'lock_name', 'ledger-periods');
  const last = await transaction.ledgerPeriod.aggregate({ where: { closedAt: { not: null } }, _max: { period: true } });
  const first = await transaction.ledgerPeriod.aggregate({ where: { closedAt: null }, _min: { period: true } });
  const closing = await transaction.ledgerPeriod.findUnique({
    where: { period },
    select: { proposedBy: true, closedBy: true },
  });
  return { closing, closedThrough: last._max.period, earliestProposed: first._min.period };
}

function refuseIf(refusal: ReturnType<typeof mayPropose>): void {
  if (refusal !== null) throw new AppError({ code: refusal.refused, detail: refusal.why });
}

function found(period: PeriodRecord | undefined): PeriodRecord {
  if (period === undefined) throw new AppError({ code: 'not_found' });
  return period;
}
