import { Client, Connection } from '@temporalio/client';
import type { RunCommand } from '../../adapters/database/payoutRunPort.ts';
import type { PayeeAccount } from '../../domain/payees/account.ts';
import { payoutRunWorkflowId, TASK_QUEUE } from '../../workflows/messages.ts';
import { approvedLine, createMoneyWorld, type MoneyWorld } from './moneyWorld.ts';
import { BRIGHTWATER } from './payees.ts';
import { openProcesses, prepareRun, type Processes } from './payoutRuns.ts';
import { spawnWorker } from './spawnWorker.ts';
import { createTestNamespace } from './temporal.ts';

export type DoomedRun = {
  world: MoneyWorld;
  processes: Processes;
  runId: string;
  client: Client;
  /** Waits until the worker has died, and starts another; that one dies too where it is said. */
  replace: (crashAt?: string) => Promise<void>;
};

type Ground = Pick<DoomedRun, 'world' | 'processes'>;

/** Approved lines of two payees, whose account is this. */
export const twoLines =
  (account: PayeeAccount | null = BRIGHTWATER) =>
  async ({ world }: Ground): Promise<void> => {
    await approvedLine(world, { account });
    await approvedLine(world, { amount: 2_000_000, account });
  };

/** A run over what was earned, prepared, its workflow, and a worker that will die at the point. */
export async function withDoomedWorker(
  crashAt: string,
  { earn, use }: { earn: (ground: Ground) => Promise<unknown>; use: (run: DoomedRun) => Promise<void> },
): Promise<void> {
  const world = await createMoneyWorld();
  const processes = openProcesses(world);
  const { address, namespace } = await createTestNamespace();
  const connection = await Connection.connect({ address });
  const place = { databaseUrl: world.url, address, namespace };
  let worker = await spawnWorker({ ...place, crashAt });
  try {
    await earn({ world, processes });
    const { id: runId } = await prepareRun(processes.api, { by: world.staff.paul });
    const client = new Client({ connection, namespace });
    await client.workflow.start('payoutRun', {
      workflowId: payoutRunWorkflowId(runId),
      taskQueue: TASK_QUEUE,
      args: [{ runId, rail: 'csv' }],
      workflowTaskTimeout: '2 seconds',
    });
    const replace = async (again?: string): Promise<void> => {
      await worker.crashed();
      worker = await spawnWorker({ ...place, ...(again === undefined ? {} : { crashAt: again }) });
    };
    await use({ world, processes, runId, client, replace });
  } finally {
    await worker.stop();
    await connection.close();
    await processes.close();
    await world.close();
  }
}

/** By signal and twice, as a relay that does not know whether the first one arrived. */
export async function signalTwice(
  { client, runId }: DoomedRun,
  { name, commandId, actor, payload }: RunCommand,
): Promise<void> {
  const handle = client.workflow.getHandle(payoutRunWorkflowId(runId));
  for (const _attempt of [1, 2]) await handle.signal(name, { commandId, actor, ...payload });
}

export const stateIs =
  ({ world, runId }: DoomedRun, state: string) =>
  async (): Promise<boolean> =>
    (await world.database.payoutRun.findUniqueOrThrow({ where: { id: runId } })).state === state;
