import type { Pool } from 'pg';

/** How many things were looked at, and each that is wrong in one line. */
export type Finding = { name: string; checked: number; violations: string[] };

/** A rule whose statement lists what breaks it, beside a statement that counts what there is to break. */
export async function bySql(pool: Pool, rule: { name: string; count: string; violations: string }): Promise<Finding> {
  const counted = await pool.query<{ n: string }>(rule.count);
  const { rows } = await pool.query<{ what: string }>(rule.violations);
  return { name: rule.name, checked: Number(counted.rows[0]?.n ?? 0), violations: rows.map(({ what }) => what) };
}
