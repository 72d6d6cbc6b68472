import pg from 'pg';
import type { OutboxLane } from '../database/outbox.ts';
import type { Logger } from '../logger.ts';

const CONNECT_MS = 5_000;
const RECONNECT_MS = 1_000;

export type Bell = {
  ring: () => void;
  close(): void;
  closed(): boolean;
  count(): number;
  wait(heard: number, maxMs: number): Promise<void>;
};

/** Rings that fall while work is under way are not lost: `wait` returns at once when the count has moved on. */
export function createBell(): Bell {
  let rung = 0;
  let isClosed = false;
  let waiting = new Set<() => void>();
  const ring = (): void => {
    rung += 1;
    const wakers = waiting;
    waiting = new Set();
    for (const wake of wakers) wake();
  };
  return {
    ring,
    close: () => {
      isClosed = true;
      ring();
    },
    closed: () => isClosed,
    count: () => rung,
    wait: (heard, maxMs) =>
      new Promise((resolve) => {
        if (rung !== heard || isClosed) {
          resolve();
          return;
        }
        const timer = setTimeout(resolve, maxMs);
        waiting.add(() => {
          clearTimeout(timer);
          resolve();
        });
      }),
  };
}

type ListenArgs = { databaseUrl: string; logger: Logger; bells: Readonly<Record<OutboxLane, Bell>> };

/** A connection of its own for NOTIFY, which names the lane; when it breaks, polling carries on and it is made anew. */
export function listen({ databaseUrl, logger, bells }: ListenArgs): { close(): Promise<void> } {
  let client: pg.Client | undefined;
  let closing = false;
  let timer: NodeJS.Timeout | undefined;
  const connect = async (): Promise<void> => {
    if (closing) return;
    const next = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: CONNECT_MS });
    next.on('notification', ({ payload }) => bells[payload === 'mail' ? 'mail' : 'temporal'].ring());
    next.on('error', () => undefined); // `end` follows
    next.on('end', () => {
      if (!closing) timer = setTimeout(() => void connect(), RECONNECT_MS);
    });
    client = next;
    try {
      await next.connect();
      await next.query('LISTEN outbox');
      for (const bell of Object.values(bells)) bell.ring();
    } catch (error) {
      logger.warn({ err: error }, 'relay cannot listen, it polls');
      await next.end().catch(() => undefined);
    }
  };
  void connect();
  return {
    close: async () => {
      closing = true;
      clearTimeout(timer);
      await client?.end().catch(() => undefined);
    },
  };
}
