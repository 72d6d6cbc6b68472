import { expect, it } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { TASK_QUEUE } from '../../workflows/messages.ts';
import { createGround } from '../support/ground.ts';
import { spawnWorker } from '../support/spawnWorker.ts';
import { createTestNamespace } from '../support/temporal.ts';
import { partnerThatWon } from '../support/wonPartner.ts';
import { ON_TIER } from './points.ts';

const BOUND_MS = 300_000;

it.concurrent.each(ON_TIER)(
  'a worker that dies at %s is replaced, and the partner is lifted and told once, also when it is fired again',
  async (crashAt) => {
    const ground = await createGround();
    const { address, namespace } = await createTestNamespace();
    const connection = await Connection.connect({ address });
    const place = { databaseUrl: ground.url, address, namespace };
    let worker = await spawnWorker({ ...place, crashAt });
    try {
      const { id, adminId } = await partnerThatWon(ground, 6_000_000);
      const { workflow } = new Client({ connection, namespace });
      const check = (workflowId: string) => {
        const args = [{ at: '2027-06-01T05:00:00.000Z' }];
        const start = { workflowId, taskQueue: TASK_QUEUE, args, workflowTaskTimeout: '2 seconds' } as const;
        return workflow.start('tierChecks', start);
      };
      await check('tier-checks');
      await worker.crashed();
      worker = await spawnWorker(place);
      await (await check('tier-checks-again')).result();
      expect((await ground.database.partner.findUniqueOrThrow({ where: { id } })).tier).toBe('silver');
      expect(await ground.database.tierCheck.count({ where: { partnerId: id } })).toBe(1);
      const mails = await ground.database.outboxRow.findMany({
        where: { kind: 'mail', payload: { path: ['text'], equals: 'tier_reached' } },
      });
      expect(mails).toMatchObject([{ payload: { receiver: { kind: 'user', userId: adminId } } }]);
    } finally {
      await worker.stop();
      await connection.close();
      await ground.close();
    }
  },
  BOUND_MS,
);
