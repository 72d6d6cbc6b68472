import { expect, it } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { TASK_QUEUE } from '../../workflows/messages.ts';
import { approvedLine, createMoneyWorld } from '../support/moneyWorld.ts';
import { CUT_OFF } from '../support/payoutDrafts.ts';
import { moneyViolations } from '../support/payoutRuns.ts';
import { spawnWorker } from '../support/spawnWorker.ts';
import { createTestNamespace } from '../support/temporal.ts';
import { ON_DRAFT } from './points.ts';

const BOUND_MS = 300_000;

it.concurrent.each(ON_DRAFT)(
  'a worker that dies at %s is replaced, and the period has one draft, also when it is fired again',
  async (crashAt) => {
    const world = await createMoneyWorld();
    const { address, namespace } = await createTestNamespace();
    const connection = await Connection.connect({ address });
    const place = { databaseUrl: world.url, address, namespace };
    let worker = await spawnWorker({ ...place, crashAt });
    try {
      await approvedLine(world);
      await approvedLine(world, { amount: 2_000_000 });
      const { workflow } = new Client({ connection, namespace });
      const fire = (workflowId: string) =>
        workflow.start('payoutDrafts', {
          workflowId,
          taskQueue: TASK_QUEUE,
          args: [{ at: CUT_OFF }],
          workflowTaskTimeout: '2 seconds',
        });
      const first = await fire('payout-drafts');
      await worker.crashed();
      worker = await spawnWorker(place);
      const second = await fire('payout-drafts-again');
      const made = await Promise.all([first, second].map((handle) => handle.result()));
      expect(made.every((count) => count === 0 || count === 1)).toBe(true);
      const runs = await world.database.payoutRun.findMany({ include: { items: { include: { lines: true } } } });
      expect(runs.map(({ state, items }) => [state, items.length])).toEqual([['draft', 2]]);
      expect(await world.database.payoutPeriod.count()).toBe(1);
      expect(await world.database.commission.count({ where: { state: 'in_run' } })).toBe(2);
      expect(await world.database.outboxRow.count({ where: { kind: 'start_run' } })).toBe(1);
      const mails = { kind: 'mail', payload: { path: ['text'], equals: 'payout_drafted' } };
      expect(await world.database.outboxRow.count({ where: mails })).toBe(2);
      expect(await moneyViolations(world.database)).toEqual([]);
    } finally {
      await worker.stop();
      await connection.close();
      await world.close();
    }
  },
  BOUND_MS,
);
