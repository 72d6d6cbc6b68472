import { databaseError } from './callFunction.ts';
import type { Database } from './client.ts';

export type OutboxKind = 'start_story' | 'start_run' | 'deliver_command' | 'signal' | 'mail';

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

export type Outbox = {
  claim(kinds: readonly OutboxKind[], limit: number): Promise<OutboxWork[]>;
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

export const createOutbox = (database: Database): Outbox => ({
  claim: async (kinds, limit) => {
    try {
      const rows = await database.$queryRaw<Row[]>`
        UPDATE outbox SET lease_until = now() + make_interval(secs => ${LEASE_SECONDS}), attempts = attempts + 1
        WHERE id IN (
          SELECT o.id FROM outbox o
          WHERE o.done_at IS NULL AND o.dead_at IS NULL AND o.kind = ANY(${kinds as string[]}) AND o.available_at <= now()
            AND (o.lease_until IS NULL OR o.lease_until < now())
            AND NOT EXISTS (SELECT 1 FROM outbox e WHERE e.group_key = o.group_key AND e.id < o.id AND e.done_at IS NULL AND e.dead_at IS NULL)
          ORDER BY o.id LIMIT ${limit} FOR UPDATE SKIP LOCKED)
        RETURNING id, kind, group_key, payload, attempts`;
      return rows
        .map(({ group_key: groupKey, ...row }) => ({ ...row, groupKey }))
        .sort((one, other) => (one.id < other.id ? -1 : 1));
    } catch (error) {
      throw databaseError(error);
    }
  },

  done: async (ids) => {
    if (ids.length === 0) return;
    await database.outboxRow.updateMany({ where: { id: { in: [...ids] } }, data: { doneAt: new Date() } });
  },

  postpone: async (id, { delayMs, error }) => {
    await database.outboxRow.update({
      where: { id },
      data: { availableAt: new Date(Date.now() + delayMs), leaseUntil: null, lastError: error.slice(0, 500) },
    });
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
