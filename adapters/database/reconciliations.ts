import { AppError } from '../../domain/errors.ts';
import { COMPARISONS } from '../../domain/reconciliation/finding.ts';
import { callFunction } from './callFunction.ts';
import type { Database, Queryable, Transaction } from './client.ts';
import { readFor } from './partnerReads.ts';
import {
  FINDINGS_SHOWN_MAX,
  type FindingRecord,
  type ReconciliationRecord,
  type Reconciliations,
  type ReconciliationWrites,
} from './reconciliationPort.ts';
import { onceInTransaction } from './setup.ts';

/** Two comparisons that people ask for are this far apart. */
const APART_MS = 60_000;

const named = (id: string, name: string): string =>
  `CASE WHEN ${id} IS NOT NULL THEN jsonb_build_object('id', ${id}, 'name', ${name}) END`;

const EXCLUSIONS = `coalesce((SELECT jsonb_agg(DISTINCT jsonb_build_object('userId', e.user_id, 'reason', e.reason))
    FROM commissions c JOIN commission_exclusions e ON e.commission_id = c.id
    WHERE c.referral_id = f.referral_id AND e.reason IN ('closed_deal', 'confirmed_win')), '[]')`;

const FINDINGS = `SELECT f.id, f.kind, f.number, f.referral_id AS "referralId", f.run_id AS "runId", ${named('f.partner_id', 'p.name')} AS partner, f.account,
    ${named('f.owner_id', 'o.name')} AS owner, ${EXCLUSIONS} AS exclusions, f.ours, f.theirs, iso_ms(f.since) AS since, f.version,
    CASE WHEN f.accepted_by IS NOT NULL THEN jsonb_build_object('by', jsonb_build_object('id', f.accepted_by, 'name', a.name),
      'at', iso_ms(f.accepted_at), 'reason', f.accept_reason) END AS accepted
  FROM reconciliation_findings f LEFT JOIN partners p ON p.id = f.partner_id LEFT JOIN users o ON o.id = f.owner_id
  LEFT JOIN users a ON a.id = f.accepted_by WHERE f.gone_at IS NULL`;

const asOf = (comparison: string): string => `'${comparison}', (SELECT iso_ms(max(started_at)) FROM reconciliations
  WHERE jsonb_typeof(compared->'${comparison}') = 'number')`;

const STATE = `SELECT
    (SELECT jsonb_build_object('startedAt', iso_ms(started_at), 'compared', compared) FROM reconciliations
      WHERE compared IS NOT NULL ORDER BY started_at DESC, id DESC LIMIT 1) AS last,
    jsonb_build_object(${COMPARISONS.map(asOf).join(', ')}) AS "asOf",
    (SELECT jsonb_build_object('startedAt', iso_ms(c.started_at), 'startedBy', ${named('c.started_by', 'u.name')})
      FROM reconciliations c LEFT JOIN users u ON u.id = c.started_by WHERE c.ended_at IS NULL) AS running,
    (SELECT coalesce(jsonb_object_agg(kind, found), '{}') FROM (SELECT kind, count(*)::int AS found
      FROM reconciliation_findings WHERE gone_at IS NULL AND accepted_by IS NULL GROUP BY kind) AS k) AS open`;

export const createReconciliations = (database: Database): Reconciliations => ({
  read: () =>
    readFor(database, null, async (as) => {
      const [state] = await as.$queryRawUnsafe<Omit<ReconciliationRecord, 'findings'>[]>(STATE);
      if (state === undefined) throw new AppError({ code: 'internal_error' });
      const findings = await as.$queryRawUnsafe<FindingRecord[]>(
        `${FINDINGS} ORDER BY f.accepted_by IS NOT NULL, f.since, f.id LIMIT $1::int`,
        FINDINGS_SHOWN_MAX,
      );
      return { ...state, findings };
    }),

  once: (ticket, act) => onceInTransaction(database, ticket, (transaction) => act(createWrites(transaction))),
});

const createWrites = (transaction: Transaction): ReconciliationWrites => ({
  start: async ({ by, at }) => {
    const running = await runningOf(transaction);
    if (running !== null) return { startedAt: running.toISOString() };
    const { _max: last } = await transaction.reconciliation.aggregate({
      where: { startedBy: { not: null } },
      _max: { startedAt: true },
    });
    if (last.startedAt !== null && at.getTime() - last.startedAt.getTime() < APART_MS)
      throw new AppError({ code: 'rate_limited', facts: { max: 1 } });
    const begun = await callFunction<string | null>(transaction, 'begin_reconciliation', null, by, at);
    return { startedAt: (begun === null ? ((await runningOf(transaction)) ?? at) : at).toISOString() };
  },

  accept: async ({ id, reason, by, at, check }) => {
    await transaction.$executeRaw`SELECT 1 FROM reconciliation_findings WHERE id = ${id} FOR UPDATE`;
    const finding = await readFinding(transaction, id);
    check(finding);
    if (finding.accepted !== null)
      throw new AppError({ code: 'not_allowed_in_state', detail: 'This difference is accepted already.' });
    await transaction.reconciliationFinding.update({
      where: { id },
      data: { acceptedBy: by, acceptedAt: at, acceptReason: reason, version: { increment: 1 } },
    });
    return readFinding(transaction, id);
  },
});

async function runningOf(transaction: Transaction): Promise<Date | null> {
  const running = await transaction.reconciliation.findFirst({ where: { endedAt: null } });
  return running?.startedAt ?? null;
}

async function readFinding(as: Queryable, id: string): Promise<FindingRecord> {
  const [finding] = await as.$queryRawUnsafe<FindingRecord[]>(`${FINDINGS} AND f.id = $1`, id);
  if (finding === undefined) throw new AppError({ code: 'not_found' });
  return finding;
}
