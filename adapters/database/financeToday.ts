import { BY_FINANCE } from '../../domain/approval/separation.ts';
import { UNEXPLAINED } from '../../domain/commission/statementLine.ts';
import type { Database } from './client.ts';
import type { FinanceToday, FinanceTodayReads } from './financeTodayPort.ts';
import { readFor } from './partnerReads.ts';
import { PAYOUT_CALENDARS } from './payoutCalendars.ts';

/** What takes something from another line counts, and is no part of what would be paid. */
const lines = (
  condition: string,
  further = '',
): string => `(SELECT jsonb_build_object('count', coalesce(sum(g.lines), 0),
    'oldestAt', iso_ms(min(g.oldest)), 'sums', coalesce(jsonb_agg(jsonb_build_object('amount', g.amount, 'currency', g.currency)
      ORDER BY g.currency), '[]')${further})
  FROM (SELECT c.currency, count(*) AS lines, min(c.accrued_at) AS oldest,
      coalesce(sum(payable_minor(c)) FILTER (WHERE NOT c.reduces), 0) AS amount
    FROM commissions c WHERE ${condition} GROUP BY c.currency) AS g)`;

/** As the queue of approvals shows them: also while the hold runs, as long as an approval is missing. */
const TO_APPROVE = 'approval_runs(c) AND c.approve_met_at IS NULL';

const CASES = `, 'cases', (SELECT count(DISTINCT cause) FROM commissions f, unnest(f.frozen_for) AS cause
    WHERE f.state = 'frozen' AND cause <> '${BY_FINANCE}')`;

const dealsThatAwait = (trigger: 'invoiced' | 'paid'): string =>
  `(SELECT count(DISTINCT c.referral_id) FROM commissions c WHERE awaited_trigger(c) = '${trigger}')`;

/** Findings that a person has to look at; what is older was looked at, or never will be. */
const STATEMENT_LINES = `SELECT s.run_id AS "runId", count(*) AS count
  FROM payout_statements s, jsonb_array_elements(coalesce(s.findings, '[]')) AS f
  WHERE f->>'kind' IN (${[...UNEXPLAINED, 'other_run'].map((kind) => `'${kind}'`).join(', ')})
    AND s.uploaded_at > $1::timestamptz - interval '30 days' GROUP BY s.run_id ORDER BY s.run_id DESC LIMIT 20`;

const PAYEES = `SELECT p.problem, count(*) AS partners, count(*) FILTER (WHERE p.due) AS "withDue"
  FROM (SELECT payee_problem(a.id, $1::timestamptz) AS problem, EXISTS (SELECT 1 FROM commissions c
      WHERE c.partner_id = a.id AND c.state IN ('approved', 'returned')) AS due FROM partners a) AS p
  WHERE p.problem IS NOT NULL GROUP BY p.problem ORDER BY p.problem`;

const RUNS = `SELECT u.state, count(*) AS count FROM payout_runs u WHERE u.state NOT IN ('settled', 'cancelled') GROUP BY u.state ORDER BY u.state`;

/** Until somebody has closed them, or a later try does. */
export const UNCLOSED_PERIODS = `SELECT f.program_id, p.name AS program, f.cut_off_day, f.pay_day, f.cause, f.since, f.times
  FROM payout_period_failures f JOIN programs p ON p.id = f.program_id
  WHERE NOT EXISTS (SELECT 1 FROM payout_periods c WHERE (c.program_id, c.cut_off, c.pay_day) = (f.program_id, f.cut_off, f.pay_day))`;

const PERIODS = `SELECT program, to_char(cut_off_day, 'YYYY-MM-DD') AS "cutOffDay", to_char(pay_day, 'YYYY-MM-DD') AS "payDay"
  FROM (${UNCLOSED_PERIODS}) AS f ORDER BY pay_day, program LIMIT 20`;

const LATE_RUNS = `SELECT u.id AS "runId", g.name AS program, to_char(u.pay_day, 'YYYY-MM-DD') AS "payDay" FROM payout_runs u
  JOIN programs g ON g.id = u.program_id WHERE is_late(u) ORDER BY u.pay_day, u.id LIMIT 20`;

const INVOICES = `SELECT count(*) AS count, iso_ms(min(i.uploaded_at)) AS "oldestAt" FROM partner_invoices i WHERE i.state = 'waiting'`;

const OBJECTIONS = `SELECT count(*) AS count, iso_ms(min(z.raised_at)) AS "oldestAt" FROM document_objections z WHERE z.decision IS NULL`;

/** Partners have agreed that the vendor writes their invoices, and it is not recorded what it is called in them. */
const VENDOR_MISSING = `(vendor_in_force($1::timestamptz) IS NULL AND EXISTS (SELECT 1 FROM agreement_acceptances a
  JOIN agreements g ON g.id = a.agreement_id WHERE g.program_id IS NULL))`;

const listOf = (rows: string): string => `(SELECT coalesce(jsonb_agg(to_jsonb(found)), '[]') FROM (${rows}) AS found)`;

const TODAY = `SELECT ${lines(TO_APPROVE)} AS "toApprove", ${lines(`c.state = 'returned'`)} AS returned,
  ${lines(`c.state = 'frozen'`, CASES)} AS frozen, ${lines('awaits_rate(c)')} AS "waitingForRate",
  jsonb_build_object('invoiced', ${dealsThatAwait('invoiced')}, 'paid', ${dealsThatAwait('paid')}) AS deals,
  (SELECT to_jsonb(found) FROM (${INVOICES}) AS found) AS invoices, (SELECT to_jsonb(found) FROM (${OBJECTIONS}) AS found) AS objections, ${VENDOR_MISSING} AS "vendorMissing",
  ${listOf(RUNS)} AS runs, ${listOf(PAYEES)} AS payees, ${listOf(STATEMENT_LINES)} AS "statementLines",
  ${listOf(PAYOUT_CALENDARS)} AS calendars, ${listOf(PERIODS)} AS "unclosedPeriods", ${listOf(LATE_RUNS)} AS "lateRuns",
  ARRAY(SELECT e.currency FROM ledger_entries e GROUP BY e.currency
    HAVING sum(CASE e.side WHEN 'debit' THEN e.amount_minor ELSE -e.amount_minor END) <> 0 ORDER BY 1) AS unbalanced`;

export const createFinanceToday = (database: Database): FinanceTodayReads => ({
  today: async (now) => {
    const [today] = await readFor(database, null, (as) => as.$queryRawUnsafe<FinanceToday[]>(TODAY, now));
    if (today === undefined) throw new Error('the database gave no row');
    return today;
  },
});
