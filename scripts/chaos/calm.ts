import { setTimeout as pause } from 'node:timers/promises';
import type { Pool } from 'pg';

const LOOK_EVERY_MS = 500;

/** What is still under way, by kind; empty when all is calm. */
const UNREST = `
  SELECT 'outbox ' || kind AS kind, count(*) AS n FROM outbox WHERE done_at IS NULL AND dead_at IS NULL GROUP BY kind
  UNION ALL SELECT 'command ' || name, count(*) FROM commands WHERE state = 'pending' GROUP BY name
  UNION ALL SELECT 'check', count(*) FROM referrals WHERE stage = 'submitted' HAVING count(*) > 0
  UNION ALL SELECT 'line in closing', count(*) FROM queue_entries WHERE state = 'closing' HAVING count(*) > 0
  UNION ALL SELECT 'hold', count(*) FROM commissions WHERE state = 'holding' HAVING count(*) > 0
  UNION ALL SELECT 'CRM record', count(*) FROM referrals
    WHERE crm_record_id IS NULL AND stage IN ('accepted', 'contacted', 'qualified', 'opportunity', 'proposal', 'negotiation')
    HAVING count(*) > 0
  UNION ALL SELECT 'released run', count(*) FROM payout_runs WHERE state = 'released' HAVING count(*) > 0`;

type Unrest = { kind: string; n: string };

/** A database that has just been killed is unrest as well. */
const unrest = (pool: Pool): Promise<Unrest[]> =>
  pool.query<Unrest>(UNREST).then(
    ({ rows }) => rows,
    () => [{ kind: 'database away', n: '1' }],
  );

export type Calm = { afterMs: number | undefined; left: Record<string, number> };

/** Waits until nothing is under way any more: everything has to carry itself on, nobody asks again. */
export async function waitForCalm(pool: Pool, limitMs: number): Promise<Calm> {
  const begun = performance.now();
  for (;;) {
    const rows = await unrest(pool);
    const afterMs = performance.now() - begun;
    if (rows.length === 0) return { afterMs, left: {} };
    if (afterMs > limitMs) {
      return { afterMs: undefined, left: Object.fromEntries(rows.map(({ kind, n }) => [kind, Number(n)])) };
    }
    await pause(LOOK_EVERY_MS);
  }
}

/** A delivery makes its first try five seconds after the relay gave the mail away; it has ended by then. */
const FIRST_TRIES_MS = 15_000;

/**
 * Mails that failed twice wait for minutes or hours by the schedule of their delivery, which has tests of its own. Here the
 * relay takes them back, once no delivery can be in the middle of its first try.
 */
export async function sendMailsNow(pool: Pool): Promise<void> {
  await pause(FIRST_TRIES_MS);
  await pool.query(
    "UPDATE outbox SET available_at = now() WHERE kind = 'mail' AND done_at IS NULL AND dead_at IS NULL AND available_at > now()",
  );
}
