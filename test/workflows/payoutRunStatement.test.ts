import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { createPayoutRunActivities } from '../../activities/payoutRuns.ts';
import type { RunRecord } from '../../adapters/database/moneyReadsPort.ts';
import type { RunCommand } from '../../adapters/database/payoutRunPort.ts';
import { createPayoutRuns } from '../../adapters/database/payoutRuns.ts';
import { createBuiltInRails } from '../../adapters/rails/builtIn.ts';
import { createStories } from '../../adapters/temporal/stories.ts';
import type { StatementLine } from '../../domain/commission/statementLine.ts';
import { payoutRunWorkflowId, TASK_QUEUE } from '../../workflows/messages.ts';
import { moneyTests } from '../support/moneyTests.ts';
import { approvedLine, type MoneyWorld, type StaffName } from '../support/moneyWorld.ts';
import { keptStatement, moneyViolations, prepareRun, storedCommand, type Processes } from '../support/payoutRuns.ts';
import { payeesOf, testVault } from '../support/payees.ts';
import { bankLine } from '../support/statementLines.ts';
import { recordHistory } from '../support/recordHistories.ts';
import { carryOut } from '../support/storyWorld.ts';
import { createTimeSkippingEnvironment } from '../support/temporal.ts';
import { workflowBundle } from '../support/workflowBundle.ts';

const WAIT_MS = 10_000;

let world: MoneyWorld;
let processes: Processes;
let environment: TestWorkflowEnvironment;
moneyTests((opened) => {
  ({ world, processes } = opened);
});
beforeEach(async () => {
  environment = await createTimeSkippingEnvironment();
});
afterEach(() => environment.teardown());

const handleOf = (runId: string) => environment.client.workflow.getHandle(payoutRunWorkflowId(runId));
const executionOf = async (runId: string): Promise<string> => (await handleOf(runId).describe()).runId;

/** As the API does it: the row, then the update. */
async function give(runId: string, name: RunCommand['name'], by: StaffName, payload: RunCommand['payload'] = {}) {
  const stories = createStories({ client: environment.client, database: processes.api });
  const command = await storedCommand(world, { runId, name, by, payload });
  return stories.deliver({ ...command, workflowId: payoutRunWorkflowId(runId) }, WAIT_MS);
}

const statementOf = (runId: string, lines: StatementLine[]): Promise<string> =>
  keptStatement(processes.api, { runId, lines, by: world.staff.paul });

/** A run of one item with the bank, while `use` runs. */
async function withRun(use: (run: { id: string; item: RunRecord['items'][number] }) => Promise<void>): Promise<void> {
  await approvedLine(world);
  const { id, items } = await prepareRun(processes.api, { by: world.staff.paul });
  const [item, ...further] = items;
  if (item === undefined || further.length > 0) throw new Error('one item was wanted');
  const worker = await Worker.create({
    connection: environment.nativeConnection,
    taskQueue: TASK_QUEUE,
    workflowBundle: await workflowBundle(),
    activities: createPayoutRunActivities({
      runs: createPayoutRuns(processes.worker, testVault),
      rails: createBuiltInRails(processes.worker, payeesOf(processes.worker)),
      acceptRawSignals: false,
    }),
  });
  const start = { workflowId: payoutRunWorkflowId(id), taskQueue: TASK_QUEUE, args: [{ runId: id, rail: 'csv' }] };
  await environment.client.workflow.start('payoutRun', start);
  await worker.runUntil(async () => {
    expect(await give(id, 'release', 'ines')).toEqual({ outcome: 'done' });
    await use({ id, item });
    await recordHistory(handleOf(id), expect.getState().currentTestName ?? 'statement', 'run-statement');
  });
  expect(await moneyViolations(world.database)).toEqual([]);
}

it('other commands do not wake a run that has ended', () =>
  withRun(async ({ id, item }) => {
    const paid = await statementOf(id, [bankLine(item.id, item.amount.amount)]);
    await give(id, 'statement', 'paul', { statementId: paid });
    await handleOf(id).result();
    const execution = await executionOf(id);
    const stories = createStories({ client: environment.client, database: processes.api });
    const command = await storedCommand(world, { runId: id, name: 'cancel', by: 'paul' });
    expect(await stories.deliver({ ...command, workflowId: payoutRunWorkflowId(id) }, 300)).toEqual({
      outcome: 'later',
    });
    expect(await executionOf(id)).toBe(execution);
  }));

it('a run ends by its statement; what comes back later takes it up again, by update and by the relay', () =>
  withRun(async ({ id, item }) => {
    const paid = await statementOf(id, [bankLine(item.id, item.amount.amount)]);
    expect(await give(id, 'statement', 'paul', { statementId: paid })).toEqual({ outcome: 'done' });
    expect(await handleOf(id).result()).toBe('settled');
    const first = await executionOf(id);

    const returned = await statementOf(id, [bankLine(item.id, item.amount.amount, { movement: 'returned' })]);
    expect(await give(id, 'statement', 'paul', { statementId: returned })).toEqual({ outcome: 'done' });
    expect(await handleOf(id).result()).toBe('partly_returned');
    const second = await executionOf(id);
    expect(second).not.toBe(first);

    const late = await statementOf(id, [bankLine(item.id, 1)]);
    const { commandId } = await storedCommand(world, {
      runId: id,
      name: 'statement',
      by: 'paul',
      payload: { statementId: late },
    });
    const payload = { commandId };
    const groupKey = payoutRunWorkflowId(id);
    await world.database.outboxRow.updateMany({ where: { doneAt: null }, data: { doneAt: new Date() } });
    await world.database.outboxRow.create({ data: { kind: 'deliver_command', groupKey, payload } });
    await carryOut(processes.worker, environment.client);
    expect(await handleOf(id).result()).toBe('partly_returned');
    expect(await executionOf(id)).not.toBe(second);
    const { findings } = await world.database.payoutStatement.findUniqueOrThrow({ where: { id: late } });
    expect(findings).toMatchObject([{ kind: 'amount_differs', itemId: item.id }]);
  }));
