import { setTimeout as pause } from 'node:timers/promises';
import type { Pool } from 'pg';
import { spreadOf, type Spread } from './stats.ts';

const LOOK_EVERY_MS = 100;

async function count(pool: Pool, sql: string): Promise<number> {
  const { rows } = await pool.query<{ n: string }>(sql);
  return Number(rows[0]?.n ?? 0);
}

/** Referrals whose check is not done. */
export const undecided = (pool: Pool): Promise<number> =>
  count(pool, `SELECT count(*) AS n FROM referrals WHERE stage = 'submitted'`);

/** Work the relay has not done (mails that a delivery workflow owns wait until year 9999 and count as well). */
export const openWork = (pool: Pool): Promise<number> =>
  count(pool, 'SELECT count(*) AS n FROM outbox WHERE done_at IS NULL');

/** How long until `remaining` says 0; undefined when that is not within the limit. */
export async function drained(remaining: () => Promise<number>, limitMs: number): Promise<number | undefined> {
  const begun = performance.now();
  while (performance.now() - begun < limitMs) {
    if ((await remaining()) === 0) return performance.now() - begun;
    await pause(LOOK_EVERY_MS);
  }
  return undefined;
}

/**
 * From receipt until the check was written (accepted, or a place in line), in milliseconds. The mail that tells of it
 * stands in the same transaction and carries the database's own time.
 */
export async function decisionLag(pool: Pool, referralIds: readonly string[]): Promise<Spread> {
  const { rows } = await pool.query<{ ms: string }>(
    `SELECT extract(epoch FROM o.created_at - r.submitted_at) * 1000 AS ms
     FROM outbox o JOIN referrals r ON r.id = o.payload->>'referralId'
     WHERE o.kind = 'mail' AND o.payload->>'text' IN ('accepted', 'waitlisted') AND r.id = ANY ($1)`,
    [referralIds],
  );
  return spreadOf(rows.map(({ ms }) => Number(ms)));
}
