import type { Client } from '@temporalio/client';
import type { Pool } from 'pg';
import { referralWorkflowId } from '../../workflows/messages.ts';
import type { Told } from './actors.ts';
import { brokenLinks, type EventRow } from './chain.ts';

export type Finding = { invariant: string; checked: number; violations: string[] };

type Query = { invariant: string; checked: string; violations: string };

/** Each is one question to the database: how many were looked at, and which break the rule (one text each). */
const QUERIES: readonly Query[] = [
  {
    invariant: 'every referral has its story',
    checked: 'SELECT count(*)::int AS n FROM referrals',
    violations: "SELECT id AS what FROM referrals WHERE story_run_id IS NULL OR stage = 'submitted'",
  },
  {
    invariant: 'one holder per company and overlapping line',
    checked: "SELECT count(*)::int AS n FROM queue_entries WHERE state = 'held'",
    violations: `SELECT a.referral_id || ' and ' || b.referral_id AS what FROM queue_entries a JOIN queue_entries b
      ON a.company_id = b.company_id AND a.referral_id < b.referral_id AND lines_overlap(a.product_line, b.product_line)
      WHERE a.state = 'held' AND b.state = 'held'`,
  },
  {
    invariant: 'who waits came after who holds, and nobody waits for nothing',
    checked: "SELECT count(*)::int AS n FROM queue_entries WHERE state = 'waiting'",
    violations: `SELECT w.referral_id AS what FROM queue_entries w WHERE w.state = 'waiting' AND NOT EXISTS (
      SELECT 1 FROM queue_entries h WHERE h.company_id = w.company_id AND h.state IN ('held', 'pending')
        AND h.intake_no < w.intake_no AND lines_overlap(h.product_line, w.product_line))`,
  },
  {
    invariant: 'the stage agrees with the claim',
    checked: 'SELECT count(*)::int AS n FROM queue_entries',
    violations: `SELECT r.id || ' ' || r.stage || ' ' || q.state AS what FROM referrals r JOIN queue_entries q ON q.referral_id = r.id
      WHERE (q.state = 'held') <> (r.stage IN ('accepted', 'contacted', 'qualified', 'opportunity', 'proposal', 'negotiation'))
         OR (q.state = 'waiting') <> (r.stage = 'waitlisted')`,
  },
  {
    invariant: 'transitions are numbered without a gap',
    checked: 'SELECT count(*)::int AS n FROM transitions',
    violations: `SELECT r.id AS what FROM referrals r LEFT JOIN transitions t ON t.referral_id = r.id
      GROUP BY r.id HAVING count(t.*) <> r.transition_no OR coalesce(max(t.transition_no), 0) <> r.transition_no`,
  },
  {
    invariant: 'every command has its answer',
    checked: 'SELECT count(*)::int AS n FROM commands',
    violations: "SELECT id AS what FROM commands WHERE state = 'pending'",
  },
  {
    invariant: 'a contact command is one attempt',
    checked: "SELECT count(*)::int AS n FROM commands WHERE name = 'contact' AND state = 'done'",
    violations: `SELECT c.id AS what FROM commands c LEFT JOIN contact_attempts a ON a.id = c.id
      WHERE c.name = 'contact' AND (c.state = 'done') <> (a.id IS NOT NULL)`,
  },
  {
    invariant: 'everything in the outbox was done',
    checked: 'SELECT count(*)::int AS n FROM outbox',
    violations: "SELECT kind || ' ' || id || ' ' || coalesce(last_error, '') AS what FROM outbox WHERE done_at IS NULL",
  },
  {
    invariant: 'the ledger balances per journal and currency',
    checked: 'SELECT count(*)::int AS n FROM ledger_journals',
    violations: `SELECT journal_id AS what FROM ledger_entries GROUP BY journal_id, currency
      HAVING sum(CASE side WHEN 'debit' THEN amount_minor ELSE -amount_minor END) <> 0`,
  },
  {
    invariant: 'a paid line is in exactly one settled item',
    checked: "SELECT count(*)::int AS n FROM commissions WHERE state = 'paid'",
    violations: `SELECT c.id AS what FROM commissions c LEFT JOIN payout_item_lines l ON l.commission_id = c.id AND l.open
      LEFT JOIN payout_items i ON i.id = l.item_id JOIN referrals r ON r.id = c.referral_id
      WHERE c.state = 'paid' GROUP BY c.id HAVING count(i.id) FILTER (WHERE i.state = 'settled') <> 1`,
  },
  {
    invariant: 'the rail was told what the bank was credited',
    checked: 'SELECT count(*)::int AS n FROM rail_payments',
    violations: `SELECT 'rail ' || rail || ', bank ' || bank AS what FROM (
      SELECT (SELECT coalesce(sum(amount_minor), 0) FROM rail_payments) AS rail,
        (SELECT coalesce(sum(e.amount_minor), 0) FROM ledger_entries e JOIN ledger_accounts a ON a.id = e.account_id
          WHERE a.kind = 'bank' AND e.side = 'credit') AS bank) sums WHERE rail <> bank`,
  },
  {
    invariant: 'no line is paid without its distinct approvals',
    checked: 'SELECT count(*)::int AS n FROM commission_approvals',
    violations: `SELECT c.id AS what FROM commissions c WHERE c.state = 'paid' AND (
      SELECT count(DISTINCT a.user_id) FROM commission_approvals a WHERE a.commission_id = c.id AND a.content_hash = c.content_hash
        AND NOT EXISTS (SELECT 1 FROM commission_exclusions x WHERE x.commission_id = c.id AND x.user_id = a.user_id)
      ) < c.approvals_required`,
  },
];

type Sources = { pool: Pool; client: Client; told: readonly Told[]; mailIds: readonly string[] };

export async function checkInvariants(sources: Sources): Promise<Finding[]> {
  const { pool } = sources;
  const findings: Finding[] = [];
  for (const { invariant, checked, violations } of QUERIES) {
    const { rows: counted } = await pool.query<{ n: number }>(checked);
    const { rows } = await pool.query<{ what: string }>(violations);
    findings.push({ invariant, checked: counted[0]?.n ?? 0, violations: rows.map(({ what }) => what) });
  }
  return [
    await nothingLost(sources),
    ...findings,
    await chainsHold(pool),
    await storiesExist(sources),
    await mailsWereSent(sources),
  ];
}

/** What was answered 201 is stored, once per key, and nothing else is. */
async function nothingLost({ pool, told }: Sources): Promise<Finding> {
  const { rows } = await pool.query<{ id: string }>('SELECT id FROM referrals');
  const stored = new Set(rows.map(({ id }) => id));
  const created = told.filter(({ isNew }) => isNew).map(({ referralId }) => referralId);
  const violations = [
    ...told.filter(({ referralId }) => !stored.has(referralId)).map(({ referralId }) => `lost ${referralId}`),
    ...(new Set(created).size === created.length ? [] : ['two keys were answered with one new referral']),
    ...[...stored].filter((id) => !created.includes(id)).map((id) => `stored without an answer: ${id}`),
  ];
  return { invariant: 'what was answered is stored, once per key', checked: told.length, violations };
}

async function chainsHold(pool: Pool): Promise<Finding> {
  const { rows } = await pool.query<EventRow>('SELECT * FROM events ORDER BY referral_id, seq');
  const byReferral = new Map<string, EventRow[]>();
  for (const row of rows) byReferral.set(row.referral_id, [...(byReferral.get(row.referral_id) ?? []), row]);
  return {
    invariant: 'every chain verifies, without a gap',
    checked: rows.length,
    violations: [...byReferral.values()].flatMap(brokenLinks),
  };
}

/** Ended stories have ended, open ones run; none failed. */
async function storiesExist({ pool, client }: Sources): Promise<Finding> {
  const { rows } = await pool.query<{ id: string }>('SELECT id FROM referrals');
  const violations: string[] = [];
  for (const { id } of rows) {
    const { status } = await client.workflow.getHandle(referralWorkflowId(id)).describe();
    if (!['RUNNING', 'COMPLETED'].includes(status.name)) violations.push(`${id} ${status.name}`);
  }
  return { invariant: 'Temporal has one story per referral, none failed', checked: rows.length, violations };
}

/** At least once, under an id that a repeat would have carried too. */
async function mailsWereSent({ pool, mailIds }: Sources): Promise<Finding> {
  const { rows } = await pool.query<{ event: string; text: string }>(
    "SELECT payload->>'eventId' AS event, payload->>'text' AS text FROM outbox WHERE kind = 'mail'",
  );
  const sent = new Set(mailIds.map((id) => id.replace(/^</, '').split('.').slice(0, -1).join('.')));
  const all = [...sent];
  const violations = rows
    .filter(({ event, text }) => !all.some((id) => id.startsWith(`${event}.${text}.`)))
    .map(({ event, text }) => `${event} ${text}`);
  return { invariant: 'every mail was sent at least once', checked: rows.length, violations };
}
