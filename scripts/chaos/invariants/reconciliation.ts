import { randomUUID } from 'node:crypto';
import { untilAnswered, untilRead, type ChaosWorld } from '../world.ts';
import type { Finding } from './invariant.ts';

const NAME = 'the reconciliation finds the ledger as lines and payments say';
const LOOK_MS = 120_000;

const NEW = `SELECT compared->>'books' AS compared FROM reconciliations WHERE ended_at IS NOT NULL AND id <> ALL($1)`;
const DIFFER = `SELECT subject AS what FROM reconciliation_findings WHERE kind = 'books_differ' AND gone_at IS NULL`;

/** Has a comparison made as finance would, and reads what it has found of the books. */
export async function reconciliationFinding(world: ChaosWorld): Promise<Finding> {
  const until = performance.now() + LOOK_MS;
  const here = { ...world, isOver: () => performance.now() > until };
  const { rows: before } = await world.pool.query<{ id: string }>('SELECT id FROM reconciliations');
  const known = before.map(({ id }) => id);
  const headers = { ...world.people.staff.paul.headers, 'idempotency-key': randomUUID() };
  const path = '/v1/reports/reconciliation/comparisons';
  await untilAnswered(here, () => world.http.call({ method: 'POST', path, headers, body: {} }));
  const compared = await untilRead(here, async () => {
    const { rows } = await world.pool.query<{ compared: string | null }>(NEW, [known]);
    if (rows[0] === undefined) throw new Error('it is being made');
    return Number(rows[0].compared ?? 0);
  });
  const { rows } = await world.pool.query<{ what: string }>(DIFFER);
  return { name: NAME, checked: compared ?? 0, violations: rows.map(({ what }) => what) };
}
