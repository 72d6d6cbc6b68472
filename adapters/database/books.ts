import type { AccountRecord, Books, JournalFilter, JournalRecord, PeriodRecord } from './booksPort.ts';
import type { Database, Queryable } from './client.ts';
import { readFor } from './partnerReads.ts';

const OF_ACCOUNT = `($1::text IS NULL OR a.kind = $1) AND ($2::text IS NULL OR a.partner_id = $2) AND ($3::text IS NULL OR a.currency = $3)`;

const ACCOUNTS = `SELECT a.kind AS code, a.currency, a.partner_id AS "partnerId",
    coalesce(sum(CASE e.side WHEN 'debit' THEN e.amount_minor ELSE -e.amount_minor END) FILTER (WHERE j.period < $4), 0)::text AS opening,
    coalesce(sum(e.amount_minor) FILTER (WHERE e.side = 'debit' AND coalesce(j.period = $4, true)), 0)::text AS debits,
    coalesce(sum(e.amount_minor) FILTER (WHERE e.side = 'credit' AND coalesce(j.period = $4, true)), 0)::text AS credits
  FROM ledger_accounts a JOIN ledger_entries e ON e.account_id = a.id JOIN ledger_journals j ON j.id = e.journal_id
  WHERE ${OF_ACCOUNT} AND ($4::text IS NULL OR j.period <= $4)
  GROUP BY a.id ORDER BY a.kind, a.currency, a.partner_id NULLS FIRST`;

/** The run of a journal (alias `j`) whose source is a payout item. */
export const RUN_OF_SOURCE = `(SELECT i.run_id FROM payout_items i WHERE i.id = j.source)`;

const JOURNALS = `SELECT j.id, j.kind, j.source, iso_ms(j.at) AS at, j.period, j.reverses,
    (SELECT jsonb_agg(jsonb_build_object('account', a.kind, 'partnerId', a.partner_id, 'side', e.side,
        'amount', jsonb_build_object('amount', e.amount_minor, 'currency', e.currency)) ORDER BY e.position)
      FROM ledger_entries e JOIN ledger_accounts a ON a.id = e.account_id WHERE e.journal_id = j.id) AS entries,
    ${RUN_OF_SOURCE} AS "runId",
    coalesce((SELECT jsonb_agg(jsonb_build_object('commissionId', c.id, 'referralId', r.id, 'referralNumber', r.number,
        'amount', jsonb_build_object('amount', part.amount_minor, 'currency', c.currency)) ORDER BY c.id)
      FROM lines_of_source(j.source) AS part
      JOIN commissions c ON c.id = part.id JOIN referrals r ON r.id = c.referral_id), '[]') AS lines
  FROM ledger_journals j
  WHERE EXISTS (SELECT 1 FROM ledger_entries e JOIN ledger_accounts a ON a.id = e.account_id WHERE e.journal_id = j.id AND ${OF_ACCOUNT})
    AND ($4::text IS NULL OR j.period = $4) AND ($5::text IS NULL OR j.source = $5)
    AND ($6::text IS NULL OR j.source IN (SELECT c.id FROM commissions c WHERE c.referral_id = $6
      UNION ALL SELECT l.item_id FROM payout_item_lines l JOIN commissions c ON c.id = l.commission_id WHERE c.referral_id = $6))
    AND ($7::text IS NULL OR j.id < $7)
  ORDER BY j.id DESC LIMIT $8::int`;

const PERIODS = `SELECT coalesce(m.period, p.period) AS period, coalesce(m.journals, 0) AS journals,
    CASE WHEN p.proposed_by IS NOT NULL THEN jsonb_build_object('id', p.proposed_by, 'name', proposer.name) END AS "proposedBy",
    iso_ms(p.proposed_at) AS "proposedAt",
    CASE WHEN p.closed_by IS NOT NULL THEN jsonb_build_object('id', p.closed_by, 'name', closer.name) END AS "closedBy",
    iso_ms(p.closed_at) AS "closedAt", p.balances
  FROM (SELECT period, count(*)::int AS journals FROM ledger_journals GROUP BY period) AS m
  FULL JOIN ledger_periods p ON p.period = m.period
  LEFT JOIN users proposer ON proposer.id = p.proposed_by LEFT JOIN users closer ON closer.id = p.closed_by`;

const accountValues = ({ account, partnerId, currency, period }: JournalFilter): (string | null)[] => [
  account ?? null,
  partnerId ?? null,
  currency ?? null,
  period ?? null,
];

/** Also within the transaction that has just changed the month. */
export async function readPeriod(as: Queryable, period: string): Promise<PeriodRecord | undefined> {
  const sql = `${PERIODS} WHERE coalesce(m.period, p.period) = $1`;
  const [found] = await as.$queryRawUnsafe<PeriodRecord[]>(sql, period);
  return found;
}

export const createBooks = (database: Database): Books => ({
  accounts: async (filter) => {
    const rows = await readFor(database, null, (as) =>
      as.$queryRawUnsafe<(AccountRecord & Record<'opening' | 'debits' | 'credits', string>)[]>(
        ACCOUNTS,
        ...accountValues(filter),
      ),
    );
    return rows.map(({ opening, debits, credits, ...account }) => ({
      ...account,
      opening: Number(opening),
      debits: Number(debits),
      credits: Number(credits),
    }));
  },

  journals: async (filter, { limit, after }) => {
    const values = [...accountValues(filter), filter.source ?? null, filter.referralId ?? null, after?.[0] ?? null];
    const rows = await readFor(database, null, (as) =>
      as.$queryRawUnsafe<JournalRecord[]>(JOURNALS, ...values, limit + 1),
    );
    const last = rows[limit - 1];
    return { rows: rows.slice(0, limit), next: rows.length > limit && last !== undefined ? [last.id] : undefined };
  },

  periods: () =>
    readFor(database, null, (as) =>
      as.$queryRawUnsafe<PeriodRecord[]>(`${PERIODS} ORDER BY coalesce(m.period, p.period) DESC`),
    ),
});
