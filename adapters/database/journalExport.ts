import { RUN_OF_SOURCE } from './books.ts';
import type { Database, Queryable } from './client.ts';
import type { AccountNumberRecord, ExportedEntry, JournalExports } from './journalExportPort.ts';
import { readFor } from './partnerReads.ts';
import { onceInTransaction } from './setup.ts';

const ENTRIES = `SELECT j.id AS journal, iso_ms(j.at) AS at, j.kind, j.source, j.reverses, a.kind AS account, e.currency,
    a.partner_id AS "partnerId", p.name AS "partnerName", e.side, e.amount_minor::text AS amount,
    ${RUN_OF_SOURCE} AS "runId",
    ARRAY(SELECT DISTINCT r.number FROM lines_of_source(j.source) AS part
      JOIN commissions c ON c.id = part.id JOIN referrals r ON r.id = c.referral_id ORDER BY r.number) AS referrals
  FROM ledger_journals j JOIN ledger_entries e ON e.journal_id = j.id JOIN ledger_accounts a ON a.id = e.account_id
  LEFT JOIN partners p ON p.id = a.partner_id WHERE j.period = $1 ORDER BY j.id, e.position`;

const IS_CLOSED = `SELECT EXISTS (SELECT 1 FROM ledger_periods WHERE closed_at IS NOT NULL AND period >= $1) AS "isClosed"`;

/** The last word on each account and currency. */
const NUMBERS = `SELECT * FROM (SELECT DISTINCT ON (n.account, n.currency) n.account, n.currency, n.number,
      jsonb_build_object('id', n.set_by, 'name', u.name) AS "setBy", iso_ms(n.set_at) AS "setAt"
    FROM ledger_account_numbers n LEFT JOIN users u ON u.id = n.set_by ORDER BY n.account, n.currency, n.id DESC) AS last
  WHERE number IS NOT NULL ORDER BY account, currency NULLS FIRST`;

const readNumbers = (as: Queryable): Promise<AccountNumberRecord[]> => as.$queryRawUnsafe(NUMBERS);

export const createJournalExports = (database: Database): JournalExports => ({
  entries: (period) =>
    readFor(database, null, async (as) => {
      const [closing] = await as.$queryRawUnsafe<{ isClosed: boolean }[]>(IS_CLOSED, period);
      const entries = await as.$queryRawUnsafe<ExportedEntry[]>(ENTRIES, period);
      return { isClosed: closing?.isClosed ?? false, entries };
    }),

  numbers: () => readFor(database, null, readNumbers),

  once: (ticket, act) =>
    onceInTransaction(database, ticket, (transaction) =>
      act({
        setNumber: async ({ account, currency, number, by, at }) => {
          await transaction.ledgerAccountNumber.create({ data: { account, currency, number, setBy: by, setAt: at } });
          return readNumbers(transaction);
        },
      }),
    ),
});
