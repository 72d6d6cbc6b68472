import type { Client } from '@temporalio/client';
import pg from 'pg';
import type { Database } from '../database/client.ts';
import { createOutbox } from '../database/outbox.ts';
import type { Outbox, OutboxKind, OutboxWork } from '../database/outbox.ts';
import type { Logger } from '../logger.ts';
import { isOutage } from './client.ts';
import { deliveryStart } from './deliveryStart.ts';
import { relayToTemporal } from './relayWork.ts';

/** Two lanes, so that a slow mail server never holds up a story. */
const LANES = {
  temporal: { kinds: ['start_story', 'start_run', 'deliver_command', 'signal'], batch: 24 },
  mail: { kinds: ['mail'], batch: 8 },
} as const satisfies Record<string, { kinds: readonly OutboxKind[]; batch: number }>;

const POLL_MS = 1_000;
const CALL_MS = 5_000;
const BACK_OFF_FIRST_MS = 500;
const BACK_OFF_MAX_MS = 5_000;
const ATTEMPTS_MAX = 10;
const RECONNECT_MS = 1_000;

type Deps = {
  database: Database;
  databaseUrl: string;
  client: Client;
  /** First attempt at a mail; throws when it could not be handed over. */
  deliverMail: (args: { outboxId: string }) => Promise<void>;
  logger: Logger;
};

export type Relay = { stop(): Promise<void> };

/**
 * Carries out what transactions have left in the outbox: starts stories, delivers commands and signals, makes the first
 * attempt at mails. Woken by NOTIFY, polling as a fallback; several relays share the work.
 */
export function startRelay(deps: Deps): Relay {
  const outbox = createOutbox(deps.database);
  const bell = createBell();
  const listener = listen(deps, bell.ring);
  const lanes = [
    runLane(deps, outbox, bell, LANES.temporal, (work) => callTemporal(deps, work)),
    runLane(deps, outbox, bell, LANES.mail, (work) => mailFirst(deps, outbox, work)),
  ];
  return {
    stop: async () => {
      bell.close();
      await Promise.all(lanes);
      await listener.close();
    },
  };
}

const callTemporal = (deps: Deps, work: OutboxWork): Promise<void> =>
  deps.client.withDeadline(Date.now() + CALL_MS, () => relayToTemporal(deps, work));

/** What fails goes to a delivery workflow, which owns the schedule of further tries. */
async function mailFirst(deps: Deps, outbox: Outbox, work: OutboxWork): Promise<void> {
  try {
    await deps.deliverMail({ outboxId: String(work.id) });
  } catch (error) {
    deps.logger.warn({ outboxId: String(work.id), err: error }, 'mail goes to a delivery workflow');
    // In this order: a row that nobody owns would never be sent. The workflow waits a little before its first try.
    await startDelivery(deps, work);
    await outbox.handOver(work.id, messageOf(error));
  }
}

async function startDelivery({ client }: Deps, work: OutboxWork): Promise<void> {
  const start = deliveryStart({ outboxId: String(work.id), groupKey: work.groupKey });
  await client.withDeadline(Date.now() + CALL_MS, () =>
    client.workflow.start('delivery', { ...start, workflowIdConflictPolicy: 'USE_EXISTING' }),
  );
}

type Lane = { kinds: readonly OutboxKind[]; batch: number };

async function runLane(
  deps: Deps,
  outbox: Outbox,
  bell: Bell,
  lane: Lane,
  carryOut: (work: OutboxWork) => Promise<void>,
): Promise<void> {
  while (!bell.closed()) {
    const heard = bell.count();
    const taken = await takeBatch(deps, outbox, lane);
    if (taken.length === 0) {
      await bell.wait(heard, POLL_MS);
      continue;
    }
    const finished = await Promise.all(taken.map((work) => attempt(deps, outbox, work, carryOut)));
    // Mails are marked by their delivery; a second mark does no harm. A failed acknowledgement repeats after the lease.
    await outbox.done(finished.filter((id) => id !== undefined)).catch((error: unknown) => {
      deps.logger.warn({ err: error }, 'relay could not acknowledge');
    });
  }
}

async function takeBatch(deps: Deps, outbox: Outbox, lane: Lane): Promise<OutboxWork[]> {
  try {
    return await outbox.claim(lane.kinds, lane.batch);
  } catch (error) {
    deps.logger.warn({ err: error }, 'relay cannot read the outbox');
    return [];
  }
}

/** The id when it is done. An outage is waited out; anything else gets a few tries and is then listed as stuck. */
async function attempt(
  deps: Deps,
  outbox: Outbox,
  work: OutboxWork,
  carryOut: (work: OutboxWork) => Promise<void>,
): Promise<bigint | undefined> {
  try {
    await carryOut(work);
    return work.kind === 'mail' ? undefined : work.id;
  } catch (error) {
    const outage = isOutage(error);
    const delayMs = Math.min(BACK_OFF_FIRST_MS * 2 ** Math.min(work.attempts - 1, 10), BACK_OFF_MAX_MS);
    deps.logger.warn(
      { kind: work.kind, group: work.groupKey, attempts: work.attempts, outage, err: error },
      'relay will try again',
    );
    const note =
      outage || work.attempts < ATTEMPTS_MAX
        ? outbox.postpone(work.id, { delayMs, error: messageOf(error) })
        : outbox.bury(work.id, messageOf(error));
    await note.catch(() => undefined); // the lease ends by itself
    return undefined;
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

type Bell = {
  ring: () => void;
  close(): void;
  closed(): boolean;
  count(): number;
  wait(heard: number, maxMs: number): Promise<void>;
};

/** Rings that fall while work is under way are not lost: `wait` returns at once when the count has moved on. */
function createBell(): Bell {
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

/** A connection of its own for NOTIFY; when it breaks, polling carries on and it is made anew. */
function listen({ databaseUrl, logger }: Deps, ring: () => void): { close(): Promise<void> } {
  let client: pg.Client | undefined;
  let closing = false;
  let timer: NodeJS.Timeout | undefined;
  const connect = async (): Promise<void> => {
    if (closing) return;
    const next = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: CALL_MS });
    next.on('notification', ring);
    next.on('error', () => undefined); // `end` follows
    next.on('end', () => {
      if (!closing) timer = setTimeout(() => void connect(), RECONNECT_MS);
    });
    client = next;
    try {
      await next.connect();
      await next.query('LISTEN outbox');
      ring();
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
