import type { Pool } from 'pg';
import { bySql, type Finding } from './invariant.ts';

/** Of a line that is of a part of the deal: what had come before that part. */
const COME_BEFORE = `(jsonb_path_query_first(c.explanation, '$.steps[*] ? (@.step == "received").before.amount'))::bigint`;

/** Of a line by a rule of which each payment earns its part. */
const IS_BY_PAYMENT = `c.explanation @? '$.steps[*] ? (@.step == "base" && @.base == "payments_received_net")'`;

const RULES = [
  {
    name: 'the books balance per journal and currency',
    count: 'SELECT count(*) AS n FROM ledger_journals',
    violations: `SELECT journal_id || ' ' || currency AS what FROM ledger_entries GROUP BY journal_id, currency
      HAVING sum(CASE side WHEN 'debit' THEN amount_minor ELSE -amount_minor END) <> 0
      UNION ALL SELECT j.id || ' is empty' FROM ledger_journals j WHERE NOT EXISTS (SELECT 1 FROM ledger_entries e WHERE e.journal_id = j.id)`,
  },
  {
    name: 'a won deal has its line, once',
    count: `SELECT count(*) AS n FROM referrals WHERE stage = 'won'`,
    // Where each payment earns its part, there is one of the first part.
    violations: `SELECT r.id || ' has ' || count(c.id) AS what FROM referrals r
        LEFT JOIN commissions c ON c.referral_id = r.id AND coalesce(${COME_BEFORE}, 0) = 0
      GROUP BY r.id, r.stage HAVING count(c.id) <> CASE r.stage WHEN 'won' THEN 1 ELSE 0 END`,
  },
  {
    name: 'a deal is owed to one referral',
    count: `SELECT count(DISTINCT deal_id) AS n FROM commissions`,
    violations: `SELECT deal_key(deal_id) AS what FROM commissions WHERE state <> 'rejected'
      GROUP BY deal_key(deal_id) HAVING count(DISTINCT referral_id) > 1`,
  },
  {
    // What was netted stays settled, also in an item whose payment came back.
    name: 'every paid line is in exactly one item that was paid, or settled it by netting',
    count: `SELECT count(*) AS n FROM commissions WHERE state = 'paid'`,
    violations: `SELECT c.id || ' ' || c.state || ' in ' || count(i.id) AS what FROM commissions c
      LEFT JOIN payout_item_lines l ON l.commission_id = c.id AND l.open
      LEFT JOIN payout_items i ON i.id = l.item_id AND (i.state IN ('paid', 'netted')
        OR (i.state IN ('returned', 'refused') AND netted_of(c.id) = payable_minor(c)))
      GROUP BY c.id, c.state HAVING count(i.id) <> CASE c.state WHEN 'paid' THEN 1 ELSE 0 END`,
  },
  {
    name: 'a paid item is what its lines are, less what was netted',
    count: `SELECT count(*) AS n FROM payout_items WHERE state = 'paid'`,
    violations: `SELECT i.id AS what FROM payout_items i WHERE i.state = 'paid'
      AND i.amount_minor + (SELECT coalesce(sum(n.amount_minor), 0) FROM nettings n WHERE n.item_id = i.id)
        <> (SELECT coalesce(sum(l.amount_minor), 0) FROM payout_item_lines l WHERE l.item_id = i.id AND l.open)`,
  },
  {
    name: 'no line is paid without its distinct approvals',
    count: `SELECT count(*) AS n FROM commissions WHERE state IN ('approved', 'in_run', 'paid')`,
    violations: `SELECT c.id || ' has ' || count(DISTINCT a.user_id) AS what FROM commissions c
      LEFT JOIN commission_approvals a ON a.commission_id = c.id AND a.content_hash = c.content_hash AND NOT EXISTS (
        SELECT 1 FROM commission_exclusions e WHERE e.commission_id = c.id AND e.user_id = a.user_id)
      WHERE c.state IN ('approved', 'in_run', 'paid') GROUP BY c.id, c.approvals_required
      HAVING coalesce(count(DISTINCT a.user_id) < c.approvals_required, true)`,
  },
  {
    // What it is content of is hashed anew from the line as it stands, never read from the column beside it.
    name: 'no approval survives a change of what it approved',
    count: `SELECT count(*) AS n FROM commission_approvals`,
    violations: `SELECT c.id || ' is ' || c.state || ' by approvals of something else' AS what FROM commissions c
      WHERE (c.state IN ('approved', 'in_run', 'paid') OR (c.reduces AND c.state = 'clawed_back')) AND (SELECT count(DISTINCT a.user_id) FROM commission_approvals a WHERE a.commission_id = c.id
        AND a.content_hash = sha256_hex(commission_content(shown_minor(c), c.currency, c.payee_fingerprint, c.plan_version_id))) < c.approvals_required`,
  },
  {
    name: 'documents of ours say what is left of their lines, in a series without gaps',
    count: 'SELECT count(*) AS n FROM documents',
    violations: `SELECT c.id || ' is documented with ' || d.said AS what FROM commissions c
        JOIN (SELECT commission_id, sum(amount_minor) AS said FROM document_lines GROUP BY 1) d ON d.commission_id = c.id
          WHERE d.said <> document_target(c) AND NOT EXISTS (SELECT 1 FROM document_lines l JOIN documents o ON o.id = l.document_id WHERE l.commission_id = c.id AND o.invoice_id IS NOT NULL)
      UNION ALL SELECT year || ' has a gap' FROM documents WHERE invoice_id IS NULL GROUP BY year HAVING count(*) <> max(series_no)`,
  },
  {
    name: 'a line that was released to a partner who is billed for stands in one invoice, and an item in one at most',
    count: `SELECT count(*) AS n FROM documents WHERE kind = 'self_billed'`,
    violations: `SELECT c.id || ' stands in ' || count(d.id) AS what FROM payout_items i JOIN payout_item_lines l ON l.item_id = i.id AND l.open
        JOIN commissions c ON c.id = l.commission_id LEFT JOIN document_lines e ON e.commission_id = c.id
        LEFT JOIN documents d ON d.id = e.document_id AND d.kind = 'self_billed'
      WHERE i.state IN ('released', 'submitted', 'paid', 'netted') AND self_billing_ready(i.partner_id, now()) GROUP BY c.id HAVING count(d.id) <> 1
      UNION ALL SELECT item_id || ' has ' || count(*) FROM documents WHERE kind = 'self_billed' GROUP BY item_id HAVING count(*) > 1`,
  },
  {
    name: 'what each payment of a customer earns comes to what all of them do, and with what is to come to the whole',
    count: `SELECT count(*) AS n FROM commissions c WHERE ${IS_BY_PAYMENT}`,
    violations: `SELECT p.deal_id || ' earned ' || p.earned || ' of ' || p.whole AS what FROM (
        SELECT c.deal_id, sum(c.amount_minor) AS whole, coalesce(sum(c.amount_minor) FILTER (WHERE c.state <> 'waiting_trigger'), 0) AS earned,
          min((jsonb_path_query_first(c.explanation, '$.steps[*] ? (@.step == "percent").basisPoints'))::int) AS points,
          min((r.deal->'amount'->>'amount')::bigint) AS worth, (SELECT coalesce(sum(m.amount_minor), 0) FROM deal_payments m
            WHERE m.deal_key = deal_key(c.deal_id) AND m.kind = 'paid') AS paid
        FROM commissions c JOIN referrals r ON r.id = c.referral_id WHERE ${IS_BY_PAYMENT} GROUP BY c.deal_id) AS p
      WHERE p.whole <> round(p.worth * p.points / 10000.0) OR p.earned <> round(p.paid * p.points / 10000.0)`,
  },
  {
    name: 'what partners owe is what refunds took back after the payment, less what was netted',
    count: 'SELECT count(*) AS n FROM commissions WHERE clawed_after_minor > 0',
    violations: `SELECT b.partner_id || ' owes ' || b.owed AS what FROM (
        SELECT a.partner_id, a.currency, sum(CASE e.side WHEN 'debit' THEN e.amount_minor ELSE -e.amount_minor END) AS owed
        FROM ledger_entries e JOIN ledger_accounts a ON a.id = e.account_id AND a.kind = 'partner_receivable' GROUP BY 1, 2) AS b
      WHERE b.owed < 0 OR b.owed <> (SELECT sum(c.clawed_after_minor - repaid_of(c.id)) FROM commissions c
        WHERE c.partner_id = b.partner_id AND c.currency = b.currency)`,
  },
  {
    name: 'no run is released by who prepared it',
    count: 'SELECT count(*) AS n FROM payout_runs',
    violations: 'SELECT id AS what FROM payout_runs WHERE released_by = prepared_by',
  },
];

export const moneyFindings = async (pool: Pool): Promise<Finding[]> => {
  const findings: Finding[] = [];
  for (const rule of RULES) findings.push(await bySql(pool, rule));
  return findings;
};
