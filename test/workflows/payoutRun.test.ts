import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import type { WorkflowHandleWithFirstExecutionRunId } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { createPayoutRunActivities } from '../../activities/payoutRuns.ts';
import type { RunCommand } from '../../adapters/database/payoutRunPort.ts';
import { createPayoutRuns } from '../../adapters/database/payoutRuns.ts';
import { createBuiltInRails } from '../../adapters/rails/builtIn.ts';
import type { Rail } from '../../adapters/rails/port.ts';
import { AppError } from '../../domain/errors.ts';
import type { CommandAnswer } from '../../domain/referral/commands.ts';
import { payoutRunWorkflowId, RUN_COMMANDS, TASK_QUEUE } from '../../workflows/messages.ts';
import { moneyTests } from '../support/moneyTests.ts';
import { approvedLine, type MoneyWorld, type StaffName } from '../support/moneyWorld.ts';
import { payeesOf, testVault } from '../support/payees.ts';
import { moneyViolations, prepareRun, storedCommand, type Processes } from '../support/payoutRuns.ts';
import { recordHistory } from '../support/recordHistories.ts';
import { createTimeSkippingEnvironment } from '../support/temporal.ts';
import { workflowBundle } from '../support/workflowBundle.ts';
import { TODAY } from '../support/today.ts';

const CONFIRMATION = { reference: 'BANK-1', settledOn: TODAY };
const PATIENCE_MS = 15_000;
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

type Handle = WorkflowHandleWithFirstExecutionRunId;
type World = { handle: Handle; runId: string; items: string[] };
type Options = { csv?: (usual: Rail) => Rail; acceptRawSignals?: boolean };

/** A prepared run of two payees with its workflow on a worker of its own, while `use` runs. */
async function withRun(
  use: (run: World) => Promise<void>,
  { csv = (usual) => usual, acceptRawSignals = true }: Options = {},
): Promise<void> {
  await approvedLine(world);
  await approvedLine(world, { amount: 2_000_000 });
  const { id: runId, items } = await prepareRun(processes.api, { by: world.staff.paul });
  const rails = createBuiltInRails(processes.worker, payeesOf(processes.worker));
  if (rails['csv'] === undefined) throw new Error('no csv rail');
  const worker = await Worker.create({
    connection: environment.nativeConnection,
    taskQueue: TASK_QUEUE,
    workflowBundle: await workflowBundle(),
    activities: createPayoutRunActivities({
      runs: createPayoutRuns(processes.worker, testVault),
      rails: { csv: csv(rails['csv']) },
      acceptRawSignals,
    }),
  });
  const handle = await start(runId);
  await worker.runUntil(async () => {
    await use({ handle, runId, items: items.map(({ id }) => id) });
    const { state } = await processes.worker.payoutRun.findUniqueOrThrow({ where: { id: runId } });
    await recordHistory(handle, expect.getState().currentTestName ?? 'payoutRun', `run-${state}`);
  });
}

const start = (runId: string): Promise<Handle> =>
  environment.client.workflow.start('payoutRun', {
    workflowId: payoutRunWorkflowId(runId),
    taskQueue: TASK_QUEUE,
    args: [{ runId, rail: 'csv' }],
  });

const messagesOf = (name: RunCommand['name']) => {
  const found = RUN_COMMANDS.find((command) => command.name === name);
  if (found === undefined) throw new Error(name);
  return found;
};
const send = (handle: Handle, { commandId, name, actor, payload }: RunCommand): Promise<CommandAnswer> =>
  handle.executeUpdate(messagesOf(name).update, { args: [{ commandId, actor, ...payload }], updateId: commandId });
const give = async (run: World, name: RunCommand['name'], by: StaffName, payload: RunCommand['payload'] = {}) =>
  send(run.handle, await storedCommand(world, { runId: run.runId, name, by, payload }));
const stateOf = async (runId: string) =>
  (await world.database.payoutRun.findUniqueOrThrow({ where: { id: runId } })).state;

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error('waited in vain');
    await pause(20);
  }
}

describe('the payout run', () => {
  it('is released by another person, submitted, confirmed, and then ends', () =>
    withRun(async (run) => {
      expect(await give(run, 'release', 'clara')).toEqual({ outcome: 'done' });
      // The confirmation waits for its turn until everything is with the rail.
      expect(await give(run, 'confirm', 'paul', CONFIRMATION)).toEqual({ outcome: 'done' });
      expect(await run.handle.result()).toBe('settled');
      expect(await moneyViolations(world.database)).toEqual([]);
    }));

  it('refuses the preparer and goes on; the refusal is kept with the command', () =>
    withRun(async (run) => {
      expect(await give(run, 'release', 'paul')).toMatchObject({ outcome: 'refused', code: 'separation_of_duties' });
      expect(await give(run, 'release', 'greta')).toMatchObject({
        code: 'separation_of_duties',
        facts: { why: 'closed_deal' },
      });
      expect(await give(run, 'confirm', 'paul', CONFIRMATION)).toMatchObject({ code: 'not_allowed_in_state' });
      expect(await give(run, 'cancel', 'paul')).toEqual({ outcome: 'done' });
      expect(await run.handle.result()).toBe('cancelled');
    }));

  it('answers one command once, however it comes and however often', () =>
    withRun(async (run) => {
      const release = await storedCommand(world, { runId: run.runId, name: 'release', by: 'ines' });
      const { commandId, actor } = release;
      await run.handle.signal(messagesOf('release').signal, { commandId, actor });
      const answers = await Promise.all([send(run.handle, release), send(run.handle, release)]);
      await run.handle.signal(messagesOf('release').signal, { commandId, actor });
      expect(answers).toEqual([{ outcome: 'done' }, { outcome: 'done' }]);
      await give(run, 'confirm', 'ines', CONFIRMATION);
      await run.handle.result();
      expect(await world.database.ledgerJournal.count({ where: { source: { in: run.items } } })).toBe(
        2 * run.items.length,
      );
    }));

  it('leaves nobody without an answer: of two who come at once one is done and the other refused', () =>
    withRun(async (run) => {
      const commands = [
        await storedCommand(world, { runId: run.runId, name: 'cancel', by: 'paul' }),
        await storedCommand(world, { runId: run.runId, name: 'cancel', by: 'clara' }),
      ];
      const answers = await Promise.all(commands.map((command) => send(run.handle, command)));
      expect(answers.map(({ outcome }) => outcome).sort()).toEqual(['done', 'refused']);
      await run.handle.result();
    }));

  it('ignores what it cannot read and refuses what it does not know', () =>
    withRun(async (run) => {
      for (const nonsense of ['nonsense', null, undefined]) await run.handle.signal('release', nonsense);
      await run.handle.signal('release', { commandId: 'a\0b', actor: { kind: 'user', id: 'usr_nobody' } });
      const who = { actor: { kind: 'user', id: 'usr_nobody' } };
      await run.handle.signal('confirm', { ...who, commandId: 'c', reference: 'a\0b', settledOn: TODAY });
      await run.handle.signal('confirm', {
        ...who,
        commandId: 'raw 2',
        reference: 'B',
        settledOn: '0000-01-01',
        x: '\0',
      });
      await run.handle.signal('release', { commandId: 'raw 1', actor: { kind: 'user', id: 'usr_nobody' } });
      await until(
        async () =>
          (await world.database.command.count({
            where: { runId: run.runId, source: 'temporal', state: 'refused' },
          })) === 2,
      );
      await give(run, 'cancel', 'paul');
      expect(await run.handle.result()).toBe('cancelled');
    }));

  it('takes a release by signal from a finance approver who may, where raw signals are accepted', () =>
    withRun(async (run) => {
      await run.handle.signal('release', { commandId: 'raw 2', actor: { kind: 'user', id: world.staff.viktor } });
      await until(async () => (await stateOf(run.runId)) === 'submitted');
      await give(run, 'confirm', 'paul', CONFIRMATION);
      await run.handle.result();
    }));

  it('takes none where they are refused', () =>
    withRun(
      async (run) => {
        await run.handle.signal('release', { commandId: 'raw 3', actor: { kind: 'user', id: world.staff.viktor } });
        await until(
          async () =>
            (await world.database.command.count({ where: { runId: run.runId, code: 'raw_signals_refused' } })) === 1,
        );
        expect(await stateOf(run.runId)).toBe('prepared');
        await give(run, 'cancel', 'paul');
        await run.handle.result();
      },
      { acceptRawSignals: false },
    ));
});

describe('a rail whose answer is lost', () => {
  it('is looked up; what it knows is not sent again', async () => {
    const sent: string[] = [];
    const csv = (usual: Rail): Rail => ({
      ...usual,
      submit: async (item, key) => {
        sent.push(key);
        await usual.submit(item, key);
        throw new AppError({ code: 'rail_unavailable' });
      },
    });
    await withRun(
      async (run) => {
        await give(run, 'release', 'ines');
        await give(run, 'confirm', 'paul', CONFIRMATION);
        await run.handle.result();
        expect(sent.sort()).toEqual([...run.items].sort());
        expect(await moneyViolations(world.database)).toEqual([]);
      },
      { csv },
    );
  });

  it('is asked again with the same key when it has never heard of it', async () => {
    const sent = new Map<string, number>();
    const csv = (usual: Rail): Rail => ({
      ...usual,
      submit: (item, key) => {
        const attempt = (sent.get(key) ?? 0) + 1;
        sent.set(key, attempt);
        return attempt < 3 ? Promise.reject(new AppError({ code: 'rail_unavailable' })) : usual.submit(item, key);
      },
    });
    await withRun(
      async (run) => {
        await give(run, 'release', 'ines');
        await environment.sleep('1 minute');
        await give(run, 'confirm', 'paul', CONFIRMATION);
        await run.handle.result();
        expect([...sent.values()]).toEqual(run.items.map(() => 3));
        expect(await moneyViolations(world.database)).toEqual([]);
      },
      { csv },
    );
  });
});

it('a run that is told anew after its workflow was lost goes on where it was', () =>
  withRun(async (run) => {
    await give(run, 'release', 'ines');
    await until(async () => (await stateOf(run.runId)) === 'submitted');
    await run.handle.terminate('lost');
    const handle = await start(run.runId);
    await give({ ...run, handle }, 'confirm', 'paul', CONFIRMATION);
    expect(await handle.result()).toBe('settled');
    expect(await moneyViolations(world.database)).toEqual([]);
  }));
