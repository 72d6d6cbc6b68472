import { AppError } from '../../domain/errors.ts';
import { mayDecideRate } from '../../domain/ledger/rates.ts';
import { newId } from '../ids.ts';
import { callProcedure } from './callFunction.ts';
import type { Database, Queryable, Transaction } from './client.ts';
import { readFor } from './partnerReads.ts';
import type { RateRecord, Rates, RateWrites, WaitingForRate } from './ratesPort.ts';
import { onceInTransaction } from './setup.ts';

const RATES = `SELECT x.id, x.from_currency AS "from", x.to_currency AS "to", x.rate, to_char(x.day, 'YYYY-MM-DD') AS day, x.source, x.state,
    jsonb_build_object('id', x.proposed_by, 'name', proposer.name) AS "proposedBy", iso_ms(x.proposed_at) AS "proposedAt",
    CASE WHEN x.decided_by IS NOT NULL THEN jsonb_build_object('id', x.decided_by, 'name', decider.name) END AS "decidedBy",
    iso_ms(x.decided_at) AS "decidedAt"
  FROM rates x LEFT JOIN users proposer ON proposer.id = x.proposed_by LEFT JOIN users decider ON decider.id = x.decided_by`;

/**
 * A line may wait only because another one of its deal does; then it is in the currency of its payout already. What is corrected waits
 * with what it came to before.
 */
const WAITING = `SELECT w.from_currency AS "from", w.to_currency AS "to",
    jsonb_agg(jsonb_build_object('commissionId', c.id, 'referralId', r.id, 'referralNumber', r.number, 'partnerId', p.id,
      'partnerName', p.name, 'amount', jsonb_build_object('amount', c.amount_minor, 'currency', c.currency),
      'since', iso_ms(c.accrued_at)) ORDER BY c.accrued_at, c.id) AS lines
  FROM (SELECT id, currency AS from_currency, payout_currency AS to_currency FROM commissions WHERE state = 'waiting_trigger' AND currency <> payout_currency
      UNION ALL SELECT id, corrected_awaits, currency FROM commissions WHERE corrected_awaits IS NOT NULL AND state <> 'rejected') AS w
    JOIN commissions c ON c.id = w.id JOIN referrals r ON r.id = c.referral_id JOIN partners p ON p.id = c.partner_id
  GROUP BY w.from_currency, w.to_currency ORDER BY 1, 2`;

export const createRates = (database: Database): Rates => ({
  rates: async ({ from, to, state }, { limit, after }) => {
    const sql = `${RATES} WHERE ($1::text IS NULL OR x.from_currency = $1) AND ($2::text IS NULL OR x.to_currency = $2)
      AND ($3::text IS NULL OR x.state = $3) AND ($4::text IS NULL OR x.id < $4) ORDER BY x.id DESC LIMIT $5::int`;
    const rows = await readFor(database, null, (as) =>
      as.$queryRawUnsafe<RateRecord[]>(sql, from ?? null, to ?? null, state ?? null, after?.[0] ?? null, limit + 1),
    );
    const last = rows[limit - 1];
    return { rows: rows.slice(0, limit), next: rows.length > limit && last !== undefined ? [last.id] : undefined };
  },

  waiting: () => readFor(database, null, (as) => as.$queryRawUnsafe<WaitingForRate[]>(WAITING)),

  once: (ticket, act) => onceInTransaction(database, ticket, (transaction) => act(createWrites(transaction))),
});

const createWrites = (transaction: Transaction): RateWrites => ({
  propose: async ({ from, to, rate, day, source, by, at }) => {
    await callProcedure(transaction, 'lock_name', `rate:${from}:${to}`);
    const pair = { fromCurrency: from, toCurrency: to, day: new Date(day) };
    if ((await transaction.rate.count({ where: { ...pair, state: { not: 'refused' } } })) > 0) {
      throw new AppError({ code: 'already_exists', detail: 'There is a rate of this pair and day already.' });
    }
    const { id } = await transaction.rate.create({
      data: { id: newId('rate'), ...pair, rate, source, proposedBy: by, proposedAt: at },
    });
    return found(await readRate(transaction, id));
  },

  decide: async ({ id, decision, by, at }) => {
    await transaction.$executeRaw`SELECT 1 FROM rates WHERE id = ${id} FOR UPDATE`;
    const { state, proposedBy } = found(await readRate(transaction, id));
    const refusal = mayDecideRate({ state, proposedBy: proposedBy.id }, by, decision);
    if (refusal !== null) throw new AppError({ code: refusal.refused, detail: refusal.why });
    const decided = decision === 'confirm' ? 'confirmed' : 'refused';
    await transaction.rate.update({ where: { id }, data: { state: decided, decidedBy: by, decidedAt: at } });
    return found(await readRate(transaction, id));
  },
});

async function readRate(as: Queryable, id: string): Promise<RateRecord | undefined> {
  const [rate] = await as.$queryRawUnsafe<RateRecord[]>(`${RATES} WHERE x.id = $1`, id);
  return rate;
}

function found(rate: RateRecord | undefined): RateRecord {
  if (rate === undefined) throw new AppError({ code: 'not_found' });
  return rate;
}
