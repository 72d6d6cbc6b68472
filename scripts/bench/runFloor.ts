import pg from 'pg';

const TABLES = `CREATE TABLE IF NOT EXISTS floor_lines (id int PRIMARY KEY, state text NOT NULL, run int);
  CREATE TABLE IF NOT EXISTS floor_journals (id bigserial PRIMARY KEY, key text NOT NULL UNIQUE, at timestamptz NOT NULL DEFAULT now());
  CREATE TABLE IF NOT EXISTS floor_entries (journal_id bigint NOT NULL, side text NOT NULL, amount_minor bigint NOT NULL);
  TRUNCATE floor_lines, floor_journals, floor_entries`;

/**
 * The least that a release can be, in milliseconds: on one connection and in one transaction every line is marked, and every payee has a
 * journal with two entries, by prepared statements. No locks, no rules, no gates, no proof.
 */
export async function runFloor(
  databaseUrl: string,
  { lines, payees }: { lines: number; payees: number },
): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(TABLES);
    await client.query(`INSERT INTO floor_lines SELECT n, 'approved' FROM generate_series(1, $1::int) AS n`, [lines]);
    const begun = performance.now();
    await client.query('BEGIN');
    for (let line = 1; line <= lines; line += 1) {
      const text = `UPDATE floor_lines SET state = 'in_run', run = 1 WHERE id = $1`;
      await client.query({ name: 'line', text, values: [line] });
    }
    for (let payee = 1; payee <= payees; payee += 1) {
      const text = `WITH journal AS (INSERT INTO floor_journals(key) VALUES ($1) RETURNING id)
        INSERT INTO floor_entries SELECT id, side, $2 FROM journal, unnest(ARRAY['debit', 'credit']) AS side`;
      await client.query({ name: 'journal', text, values: [`released:${String(payee)}`, 100_000] });
    }
    await client.query('COMMIT');
    return performance.now() - begun;
  } finally {
    await client.end();
  }
}
