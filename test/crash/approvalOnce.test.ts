import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { spawnWorker, untilTakenOver, type WorkerProcess } from '../support/spawnWorker.ts';
import { recordCommand } from '../support/giveCommand.ts';
import { carryOut, createGround, readings, type Ground } from '../support/storyWorld.ts';
import { createTestNamespace } from '../support/temporal.ts';
import { winReferral } from '../support/winReferral.ts';
import { ON_APPROVAL } from './points.ts';

const BOUND_MS = 240_000;

let ground: Ground;
beforeAll(async () => {
  ground = await createGround();
}, BOUND_MS);
afterAll(() => ground.close());

describe('a worker that dies', () => {
  it.each(ON_APPROVAL)(
    'at %s is replaced, and the approval counts once',
    async (crashAt) => {
      const { database, url, vendor } = ground;
      const { address, namespace } = await createTestNamespace();
      const connection = await Connection.connect({ address });
      const clients = { database, client: new Client({ connection, namespace }) };
      const place = { databaseUrl: url, address, namespace };
      let worker: WorkerProcess = await spawnWorker({ ...place, crashAt });
      try {
        const { referralId, commissionId, contentHash } = await winReferral(clients, vendor);
        const payload = { commissionId, contentHash };
        const { commandId } = await recordCommand(clients, {
          referralId,
          name: 'approveCommission',
          userId: vendor.ines,
          payload,
        });
        await carryOut(database, clients.client);
        await worker.crashed();
        worker = await spawnWorker(place);
        const isAnswered = async (): Promise<boolean> =>
          (await database.command.findUniqueOrThrow({ where: { id: commandId } })).state === 'done';
        await untilTakenOver(isAnswered, 'the answer');
        const approvals = await database.commissionApproval.findMany({ where: { commissionId: payload.commissionId } });
        expect(approvals.map(({ userId, commandId: by }) => [userId, by])).toEqual([[vendor.ines, commandId]]);
        const { timeline, explain } = readings(database, clients.client);
        const given = (await timeline(referralId)).filter(({ type }) => type === 'commission.approval_given');
        expect(given).toHaveLength(1);
        const hasHeard = async (): Promise<boolean> => (await explain(referralId)).state.lines[0]?.approvals === 1;
        await untilTakenOver(hasHeard, 'the story itself');
      } finally {
        await worker.stop();
        await connection.close();
      }
    },
    BOUND_MS,
  );
});
