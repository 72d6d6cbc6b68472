import { describe, expect, it } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { createRunReads } from '../../adapters/database/runReads.ts';
import type { RunCommand } from '../../adapters/database/payoutRunPort.ts';
import type { PayeeAccount } from '../../domain/payees/account.ts';
import { payoutRunWorkflowId, TASK_QUEUE } from '../../workflows/messages.ts';
import { approvedLine, createMoneyWorld, type MoneyWorld } from '../support/moneyWorld.ts';
import { BRIGHTWATER } from '../support/payees.ts';
import { balancesOf, moneyViolations, openProcesses, prepareRun, storedCommand } from '../support/payoutRuns.ts';
import { spawnWorker, untilTakenOver, type WorkerProcess } from '../support/spawnWorker.ts';
import { createTestNamespace } from '../support/temporal.ts';
import { ON_CANCELLED_RUN, ON_PAYMENT, ON_REFUSAL } from './points.ts';
import { TODAY } from '../support/today.ts';

const BOUND_MS = 300_000;
const CONFIRMATION = { reference: 'BANK-1', settledOn: TODAY };

type Ground = {
  world: MoneyWorld;
  runId: string;
  client: Client;
  worker: () => WorkerProcess;
  replace: () => Promise<void>;
};

/** A prepared run of two payees, its workflow, and a worker that will die at the point. */
async function withDoomedWorker(
  crashAt: string,
  use: (ground: Ground) => Promise<void>,
  account: PayeeAccount | null = BRIGHTWATER,
): Promise<void> {
  const world = await createMoneyWorld();
  const processes = openProcesses(world);
  const { address, namespace } = await createTestNamespace();
  const connection = await Connection.connect({ address });
  const place = { databaseUrl: world.url, address, namespace };
  let worker = await spawnWorker({ ...place, crashAt });
  try {
    await approvedLine(world, { account });
    await approvedLine(world, { amount: 2_000_000, account });
    const { id: runId } = await prepareRun(processes.api, { by: world.staff.paul });
    const client = new Client({ connection, namespace });
    await client.workflow.start('payoutRun', {
      workflowId: payoutRunWorkflowId(runId),
      taskQueue: TASK_QUEUE,
      args: [{ runId, rail: 'csv' }],
      workflowTaskTimeout: '2 seconds',
    });
    const replace = async (): Promise<void> => {
      await worker.crashed();
      worker = await spawnWorker(place);
    };
    await use({ world, runId, client, worker: () => worker, replace });
  } finally {
    await worker.stop();
    await connection.close();
    await processes.close();
    await world.close();
  }
}

/** By signal and twice, as a relay that does not know whether the first one arrived. */
async function signalTwice({ client, runId }: Ground, { name, commandId, actor, payload }: RunCommand): Promise<void> {
  const handle = client.workflow.getHandle(payoutRunWorkflowId(runId));
  for (const _attempt of [1, 2]) await handle.signal(name, { commandId, actor, ...payload });
}

const stateIs =
  ({ world, runId }: Ground, state: string) =>
  async (): Promise<boolean> =>
    (await world.database.payoutRun.findUniqueOrThrow({ where: { id: runId } })).state === state;

async function expectPaidOnce({ world, runId }: Ground): Promise<void> {
  const run = await createRunReads(world.database).run(runId);
  expect(run?.items.map(({ state, lines }) => [state, lines.length])).toEqual([
    ['paid', 1],
    ['paid', 1],
  ]);
  expect(await moneyViolations(world.database)).toEqual([]);
  expect(await balancesOf(world.database)).toEqual({
    commission_expense: 680_000,
    payable_pending: 0,
    payable_due: 0,
    payout_clearing: 0,
    bank: -680_000,
  });
  expect(await world.database.railPayment.count()).toBe(2);
  expect(await world.database.commission.count({ where: { state: 'paid' } })).toBe(2);
  const mails = await world.database.outboxRow.findMany({ where: { kind: 'mail' } });
  expect(mails.filter(({ payload }) => (payload as { text: string }).text === 'commission_paid')).toHaveLength(2);
  expect(await world.database.event.count({ where: { type: 'commission.paid' } })).toBe(2);
}

describe('a worker that dies', () => {
  it.concurrent.each(ON_PAYMENT)(
    'at %s is replaced, and everybody is paid once',
    (point) =>
      withDoomedWorker(point, async (ground) => {
        const { world, runId } = ground;
        await signalTwice(ground, await storedCommand(world, { runId, name: 'release', by: 'ines' }));
        const confirm = await storedCommand(world, { runId, name: 'confirm', by: 'paul', payload: CONFIRMATION });
        if (!point.startsWith('settle')) await ground.replace();
        await untilTakenOver(stateIs(ground, 'submitted'), `submitted after ${point}`);
        await signalTwice(ground, confirm);
        if (point.startsWith('settle')) await ground.replace();
        await untilTakenOver(stateIs(ground, 'settled'), `settled after ${point}`);
        await expectPaidOnce(ground);
        expect(await world.database.command.count({ where: { runId, state: 'done' } })).toBe(2);
      }),
    BOUND_MS,
  );

  it.concurrent.each(ON_REFUSAL)(
    'at %s is replaced, and what has no account goes back once',
    (point) =>
      withDoomedWorker(
        point,
        async (ground) => {
          const { world, runId } = ground;
          await signalTwice(ground, await storedCommand(world, { runId, name: 'release', by: 'ines' }));
          await ground.replace();
          await untilTakenOver(stateIs(ground, 'partly_returned'), `over after ${point}`);
          expect(await world.database.payoutItem.count({ where: { runId, state: 'refused' } })).toBe(2);
          expect(await world.database.commission.count({ where: { state: 'returned' } })).toBe(2);
          expect(await moneyViolations(world.database)).toEqual([]);
          expect(await balancesOf(world.database)).toMatchObject({ payable_due: -680_000, payout_clearing: 0 });
          expect(await world.database.railPayment.count()).toBe(0);
          expect(await world.database.event.count({ where: { type: 'commission.not_paid' } })).toBe(2);
        },
        null,
      ),
    BOUND_MS,
  );

  it.concurrent.each(ON_CANCELLED_RUN)(
    'at %s is replaced, and every line can be paid by another run',
    (point) =>
      withDoomedWorker(point, async (ground) => {
        const { world, runId } = ground;
        await signalTwice(ground, await storedCommand(world, { runId, name: 'cancel', by: 'paul' }));
        await ground.replace();
        await untilTakenOver(stateIs(ground, 'cancelled'), `cancelled after ${point}`);
        await untilTakenOver(
          async () => (await world.database.command.count({ where: { runId, state: 'done' } })) === 1,
          'the answer',
        );
        expect(await world.database.commission.count({ where: { state: 'approved' } })).toBe(2);
        expect(await moneyViolations(world.database)).toEqual([]);
        expect(await world.database.railPayment.count()).toBe(0);
      }),
    BOUND_MS,
  );
});
