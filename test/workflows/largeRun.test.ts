import { expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import { createPayoutRunActivities } from '../../activities/payoutRuns.ts';
import { createPayoutRuns } from '../../adapters/database/payoutRuns.ts';
import { createBuiltInRails } from '../../adapters/rails/builtIn.ts';
import { payoutRunWorkflowId, TASK_QUEUE, type PayoutRunInput } from '../../workflows/messages.ts';
import { manyLines } from '../support/manyLines.ts';
import { moneyTests } from '../support/moneyTests.ts';
import type { MoneyWorld } from '../support/moneyWorld.ts';
import { payeesOf, testVault } from '../support/payees.ts';
import { bankFileOf, moneyViolations, prepareRun, storedCommand, type Processes } from '../support/payoutRuns.ts';
import { createTestNamespace } from '../support/temporal.ts';
import { workflowBundle } from '../support/workflowBundle.ts';

/** More items than one page of history holds. */
const LINES = 450;
const PAYEES = 300;
const BOUND_MS = 900_000;
const LOOK_EVERY_MS = 100;

let world: MoneyWorld;
let processes: Processes;
moneyTests((opened) => {
  ({ world, processes } = opened);
});

it(
  'a run of many lines is paid whole; a new page of history takes what the one before has left, and counts its attempts on',
  async () => {
    await manyLines(world, { lines: LINES, partners: PAYEES });
    const run = await prepareRun(processes.api, { by: world.staff.paul });
    // The line that the others are copies of has a partner of its own.
    expect(run.items).toHaveLength(PAYEES + 1);
    const { address, namespace } = await createTestNamespace();
    const connection = await Connection.connect({ address });
    const native = await NativeConnection.connect({ address });
    const client = new Client({ connection, namespace });
    const worker = await Worker.create({
      connection: native,
      namespace,
      taskQueue: TASK_QUEUE,
      workflowBundle: await workflowBundle(),
      activities: createPayoutRunActivities({
        runs: createPayoutRuns(processes.worker, testVault),
        rails: createBuiltInRails(processes.worker, payeesOf(processes.worker)),
        acceptRawSignals: false,
      }),
    });
    const handle = client.workflow.getHandle(payoutRunWorkflowId(run.id));
    const stateIs = async (state: string): Promise<boolean> =>
      (await world.database.payoutRun.findUniqueOrThrow({ where: { id: run.id } })).state === state;
    // As a page of history that another one was turned to: its release waits, and the rail was asked three times before.
    const { name, ...message } = await storedCommand(world, { runId: run.id, name: 'release', by: 'viktor' });
    const page: PayoutRunInput = { runId: run.id, rail: 'csv', waiting: [{ name, message }], attemptsBefore: 3 };
    await worker.runUntil(async () => {
      await client.workflow.start('payoutRun', {
        workflowId: handle.workflowId,
        taskQueue: TASK_QUEUE,
        args: [page],
      });
      while (!(await stateIs('submitted'))) await pause(LOOK_EVERY_MS);
      const payload = { reference: 'BANK-1', settledOn: new Date().toISOString().slice(0, 10) };
      const confirm = await storedCommand(world, { runId: run.id, name: 'confirm', by: 'paul', payload });
      const { commandId, actor } = confirm;
      const args: [object] = [{ commandId, actor, ...payload }];
      expect(await handle.executeUpdate('confirm', { args, updateId: commandId })).toEqual({ outcome: 'done' });
      expect(await handle.result()).toBe('settled');
    });
    expect((await bankFileOf(world.database, run.id))?.split('\r\n')).toHaveLength(PAYEES + 3);
    expect(await moneyViolations(world.database)).toEqual([]);
    expect(await world.database.commission.count({ where: { state: 'paid' } })).toBe(LINES + 1);
    expect(await world.database.railIntent.count({ where: { takenBy: { endsWith: '#4' } } })).toBe(PAYEES + 1);
    await native.close();
    await connection.close();
  },
  BOUND_MS,
);
