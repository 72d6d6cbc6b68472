import type { Database, Queryable } from './client.ts';
import type { CarriedOver, MoneyReads, ProgramCalendar, RunRecord } from './moneyReadsPort.ts';
import { readFor } from './partnerReads.ts';
import { PAYOUT_CALENDARS } from './payoutCalendars.ts';
import type { Page, PageRequest } from './readsPort.ts';

/** Lines of an item: those it holds, or held before it was taken out. */
const RUNS = `SELECT u.id, u.state, u.rail, u.currency, iso_ms(u.cut_off) AS "cutOff", u.excluded, u.reference,
    to_char(u.settled_on, 'YYYY-MM-DD') AS "settledOn", u.file_hash AS "fileHash", u.version,
    CASE WHEN u.program_id IS NOT NULL THEN jsonb_build_object('programId', u.program_id, 'programName', (SELECT name FROM programs WHERE id = u.program_id),
      'cutOffDay', u.cut_off_day, 'payDay', u.pay_day, 'part', u.part,
      'late', is_late(u)) END AS period, iso_ms(u.made_at) AS "madeAt",
    CASE WHEN u.prepared_by IS NOT NULL THEN jsonb_build_object('id', u.prepared_by, 'name', preparer.name) END AS "preparedBy", iso_ms(u.prepared_at) AS "preparedAt",
    CASE WHEN u.released_by IS NOT NULL THEN jsonb_build_object('id', u.released_by, 'name', releaser.name) END AS "releasedBy",
    iso_ms(u.released_at) AS "releasedAt",
    coalesce((SELECT jsonb_agg(DISTINCT jsonb_build_object('userId', e.user_id, 'reason', e.reason)) FROM payout_items i
      JOIN payout_item_lines l ON l.item_id = i.id AND l.open JOIN commission_exclusions e ON e.commission_id = l.commission_id
      WHERE i.run_id = u.id), '[]') AS exclusions,
    coalesce((SELECT jsonb_agg(jsonb_build_object('id', i.id, 'partnerId', i.partner_id, 'partnerName', p.name,
        'amount', jsonb_build_object('amount', i.amount_minor - CASE WHEN i.state = 'prepared' THEN n.netted ELSE 0 END, 'currency', i.currency),
        'nettings', n.nettings, 'stillOwed', jsonb_build_object('amount', d.owed - CASE WHEN i.state = 'prepared' THEN n.netted ELSE 0 END,
          'currency', i.currency), 'state', i.state,
        'excludedReason', i.excluded_reason, 'railReference', i.rail_reference,
        'paidOn', to_char(i.paid_on, 'YYYY-MM-DD'), 'returnedOn', to_char(i.returned_on, 'YYYY-MM-DD'),
        'bankReference', i.bank_reference, 'returnReason', i.return_reason,
        'lines', coalesce((SELECT jsonb_agg(jsonb_build_object('commissionId', c.id, 'referralId', c.referral_id, 'referralNumber', r.number,
            'amount', jsonb_build_object('amount', l.amount_minor, 'currency', c.currency)) ORDER BY c.accrued_at, r.number, c.id)
          FROM payout_item_lines l JOIN commissions c ON c.id = l.commission_id JOIN referrals r ON r.id = c.referral_id
          WHERE l.item_id = i.id AND (l.open OR i.state IN ('excluded', 'cancelled')
            OR (i.state IN ('returned', 'refused') AND NOT u.excluded @> jsonb_build_array(jsonb_build_object('commissionId', c.id))))), '[]')) ORDER BY p.name, i.id)
      FROM payout_items i JOIN partners p ON p.id = i.partner_id,
        LATERAL (SELECT coalesce(sum(o.amount_minor), 0) AS netted, coalesce(jsonb_agg(jsonb_build_object('commissionId', o.debt_id,
            'referralNumber', r.number, 'amount', jsonb_build_object('amount', o.amount_minor, 'currency', i.currency)) ORDER BY c.accrued_at, r.number, c.id), '[]') AS nettings
          FROM nettings_of_item(i) o JOIN commissions c ON c.id = o.debt_id JOIN referrals r ON r.id = c.referral_id) AS n,
        LATERAL (SELECT coalesce(sum(owed), 0) AS owed FROM debts_of(i.partner_id, i.currency)) AS d
      WHERE i.run_id = u.id), '[]') AS items
  FROM payout_runs u LEFT JOIN users preparer ON preparer.id = u.prepared_by LEFT JOIN users releaser ON releaser.id = u.released_by`;

const pageOf = <Row extends { id: string }>(rows: Row[], limit: number): Page<Row> => {
  const last = rows[limit - 1];
  return { rows: rows.slice(0, limit), next: rows.length > limit && last !== undefined ? [last.id] : undefined };
};

/** Also within the transaction that has just changed the run. */
export async function readRun(as: Queryable, id: string): Promise<RunRecord | undefined> {
  const [run] = await as.$queryRawUnsafe<RunRecord[]>(`${RUNS} WHERE u.id = $1`, id);
  return run;
}

/** Of what one draft pays together, all lines say the same of the minimum. */
const CARRIED_OVER = `SELECT g.partner_id AS "partnerId", p.name AS "partnerName", g.program_id AS "programId", o.name AS "programName", g.lines,
    jsonb_build_object('amount', g.so_far->'soFar', 'currency', g.currency) AS "soFar",
    jsonb_build_object('amount', g.so_far->'minimum', 'currency', g.currency) AS minimum
  FROM (SELECT c.partner_id, c.program_id, c.currency, count(*)::int AS lines, (array_agg(s.so_far))[1] AS so_far
    FROM (SELECT DISTINCT partner_id FROM commissions WHERE state IN ('approved', 'returned')) AS a
      CROSS JOIN LATERAL payouts_so_far(a.partner_id) AS s JOIN commissions c ON c.id = s.commission_id
      JOIN referrals r ON r.id = c.referral_id JOIN policy_versions v ON v.id = r.policy_version_id
    WHERE c.state IN ('approved', 'returned') AND coalesce(v.body->'minimumPayout', '[]') <> '[]'
      AND NOT held_by_gate(coalesce(v.body->'gates', '[]'), c.partner_id, c.program_id, r.submitted_at, c.id, now())
    GROUP BY c.partner_id, c.program_id, c.currency, v.body->'payoutCalendar') AS g
  JOIN partners p ON p.id = g.partner_id JOIN programs o ON o.id = g.program_id
  ORDER BY p.name, o.name, g.currency LIMIT 1000`;

export const createRunReads = (
  database: Database,
): Pick<MoneyReads, 'run' | 'runs' | 'carriedOver' | 'payoutCalendars'> => ({
  payoutCalendars: () => readFor(database, null, (as) => as.$queryRawUnsafe<ProgramCalendar[]>(PAYOUT_CALENDARS)),

  run: (id) => readFor(database, null, (as) => readRun(as, id)),

  runs: async (isLate, { limit, after }: PageRequest) => {
    const late = isLate ? 'AND is_late(u)' : '';
    const sql = `${RUNS} WHERE ($1::text IS NULL OR u.id < $1) ${late} ORDER BY u.id DESC LIMIT $2::int`;
    const rows = await readFor(database, null, (as) =>
      as.$queryRawUnsafe<RunRecord[]>(sql, after?.[0] ?? null, limit + 1),
    );
    return pageOf(rows, limit);
  },

  carriedOver: () => readFor(database, null, (as) => as.$queryRawUnsafe<CarriedOver[]>(CARRIED_OVER)),
});
