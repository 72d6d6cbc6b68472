import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { Database } from '../database/client.ts';
import { createOutbox } from '../database/outbox.ts';
import type { Outbox, OutboxLane, OutboxWork } from '../database/outbox.ts';
import type { Logger } from '../logger.ts';
import { isOutage } from './client.ts';
import { deliveryStart } from './deliveryStart.ts';
import { createBell, listen } from './relayBell.ts';
import type { Bell } from './relayBell.ts';
import { relayToTemporal } from './relayWork.ts';

/** Who found less than a full batch waits a little, so that the next one is fuller; nobody waits for a mail. */
const LANES = {
  temporal: { batch: 24, gatherMs: 10 },
  mail: { batch: 24, gatherMs: 100 },
} as const satisfies Record<OutboxLane, { batch: number; gatherMs: number }>;

const POLL_MS = 1_000;
const CALL_MS = 5_000;
const BACK_OFF_FIRST_MS = 500;
const BACK_OFF_MAX_MS = 5_000;
const ATTEMPTS_MAX = 10;

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
  const bells = { temporal: createBell(), mail: createBell() };
  const listener = listen({ ...deps, bells });
  const lanes = [
    runLane({ deps, outbox, lane: 'temporal', bell: bells.temporal }, (work) => callTemporal(deps, work)),
    runLane({ deps, outbox, lane: 'mail', bell: bells.mail }, (work) => mailFirst(deps, outbox, work)),
  ];
  return {
    stop: async () => {
      for (const bell of Object.values(bells)) bell.close();
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

type Lane = { deps: Deps; outbox: Outbox; lane: OutboxLane; bell: Bell };

async function runLane(
  { deps, outbox, lane, bell }: Lane,
  carryOut: (work: OutboxWork) => Promise<void>,
): Promise<void> {
  const { batch, gatherMs } = LANES[lane];
  while (!bell.closed()) {
    const heard = bell.count();
    const taken = await takeBatch(deps, outbox, lane);
    const finished = await Promise.all(taken.map((work) => attempt(deps, outbox, work, carryOut)));
    // Mails are marked by their delivery. A failed acknowledgement repeats after the lease.
    await outbox.done(finished.filter((id) => id !== undefined)).catch((error: unknown) => {
      deps.logger.warn({ err: error }, 'relay could not acknowledge');
    });
    if (taken.length === batch) continue;
    if (taken.length === 0) await bell.wait(heard, POLL_MS);
    if (!bell.closed()) await pause(gatherMs);
  }
}

async function takeBatch(deps: Deps, outbox: Outbox, lane: OutboxLane): Promise<OutboxWork[]> {
  try {
    return await outbox.claim(lane, LANES[lane].batch);
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
