import { guarded } from './callFunction.ts';
import type { Database } from './client.ts';

export type OutboxKind =
  | 'start_story'
  | 'start_run'
  | 'start_case'
  | 'start_reconciliation'
  | 'open_case'
  | 'deliver_command'
  | 'signal'
  | 'mail';

export type OutboxWork = {
  id: bigint;
  kind: OutboxKind;
  groupKey: string;
  payload: Record<string, unknown>;
  attempts: number;
};

type Row = { id: bigint; kind: OutboxKind; group_key: string; payload: Record<string, unknown>; attempts: number };

/** Rows are taken with a lease and acknowledged later, so no transaction is open while somebody else is called. */
const LEASE_SECONDS = 30;

/** Two lanes, so that a slow mail server never holds up a story. */
export type OutboxLane = 'temporal' | 'mail';

export type Outbox = {
  claim(lane: OutboxLane, limit: number): Promise<OutboxWork[]>;
  done(ids: readonly bigint[]): Promise<void>;
  /** Another try after `delayMs`. */
  postpone(id: bigint, args: { delayMs: number; error: string }): Promise<void>;
  /** No further try by itself: it is listed as stuck. */
  bury(id: bigint, error: string): Promise<void>;
  /** A delivery workflow owns the row from here on. */
  handOver(id: bigint, error: string): Promise<void>;
};

/** Rows that a delivery workflow owns are never due for the relay. */
export const FAR_AWAY = new Date('9999-01-01T00:00:00Z');

/** Each lane has an index of its own, so a backlog of mails costs the stories nothing. */
const claimOf = (condition: string): string => `
  UPDATE outbox SET lease_until = now() + make_interval(secs => $1::int), attempts = attempts + 1
  WHERE id IN (
    SELECT o.id FROM outbox o
    WHERE o.done_at IS NULL AND o.dead_at IS NULL AND ${condition} AND o.available_at <= now()
      AND (o.lease_until IS NULL OR o.lease_until < now())
      AND NOT EXISTS (SELECT 1 FROM outbox e WHERE e.group_key = o.group_key AND e.id < o.id AND e.done_at IS NULL AND e.dead_at IS NULL)
    ORDER BY o.id LIMIT $2::int FOR UPDATE SKIP LOCKED)
  RETURNING id, kind, group_key, payload, attempts`;

/** So many fresh referrals without a decision are a rush, and mails give way to it, but not for longer than this. */
const RUSH = 32;
const MAIL_PATIENCE_SECONDS = 30;
const NO_RUSH = `(SELECT count(*) FROM (SELECT 1 FROM referrals r WHERE r.stage = 'submitted'
    AND r.submitted_at > now() - interval '1 minute' LIMIT ${String(RUSH)}) AS fresh) < ${String(RUSH)}`;

const CLAIM: Readonly<Record<OutboxLane, string>> = {
  temporal: claimOf(`o.kind <> 'mail'`),
  mail: claimOf(
    `o.kind = 'mail' AND (o.available_at < now() - make_interval(secs => ${String(MAIL_PATIENCE_SECONDS)}) OR ${NO_RUSH})`,
  ),
};

export const createOutbox = (database: Database): Outbox => ({
  claim: (lane, limit) =>
    guarded(async () => {
      const rows = await database.$queryRawUnsafe<Row[]>(CLAIM[lane], LEASE_SECONDS, limit);
      return rows
        .map(({ group_key: groupKey, ...row }) => ({ ...row, groupKey }))
        .sort((one, other) => (one.id < other.id ? -1 : 1));
    }),

  done: async (ids) => {
    if (ids.length === 0) return;
    await database.$executeRaw`UPDATE outbox SET done_at = clock_timestamp() WHERE id = ANY (${[...ids]}) AND done_at IS NULL`;
  },

  postpone: async (id, { delayMs, error }) => {
    // By the clock that `claim` reads: a process whose own is wrong neither hurries a row nor forgets it.
    await database.$executeRaw`
      UPDATE outbox SET available_at = now() + make_interval(secs => ${delayMs}::double precision / 1000), lease_until = NULL,
        last_error = ${error.slice(0, 500)} WHERE id = ${id}`;
  },

  bury: async (id, error) => {
    await database.outboxRow.update({ where: { id }, data: { deadAt: new Date(), lastError: error.slice(0, 500) } });
  },

  handOver: async (id, error) => {
    await database.outboxRow.update({
      where: { id },
      data: { availableAt: FAR_AWAY, leaseUntil: null, lastError: error.slice(0, 500) },
    });
  },
});
