import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { recordRefund } from '../support/refunds.ts';
import { spawnWorker, untilTakenOver, type WorkerProcess } from '../support/spawnWorker.ts';
import { carryOut, createGround, readings, type Ground } from '../support/storyWorld.ts';
import { createTestNamespace } from '../support/temporal.ts';
import { winReferral } from '../support/winReferral.ts';
import { ON_CLAWBACK } from './points.ts';

const BOUND_MS = 240_000;

let ground: Ground;
beforeAll(async () => {
  ground = await createGround();
}, BOUND_MS);
afterAll(() => ground.close());

describe('a worker that dies', () => {
  it.each(ON_CLAWBACK)(
    'at %s is replaced, and the share of the refund is taken back once',
    async (crashAt) => {
      const { database, url, vendor } = ground;
      const { address, namespace } = await createTestNamespace();
      const connection = await Connection.connect({ address });
      const clients = { database, client: new Client({ connection, namespace }) };
      const place = { databaseUrl: url, address, namespace };
      let worker: WorkerProcess = await spawnWorker({ ...place, crashAt });
      try {
        const { referralId, commissionId, dealId } = await winReferral(clients, vendor);
        await recordRefund(database, { dealId, amountMinor: 1_200_000n, by: vendor.paul, at: new Date() });
        await carryOut(database, clients.client);
        await worker.crashed();
        worker = await spawnWorker(place);
        const { timeline, explain } = readings(database, clients.client);
        const hasHeard = async (): Promise<boolean> =>
          (await explain(referralId)).state.lines[0]?.amount.amount === 360_000;
        await untilTakenOver(hasHeard, 'the story itself');
        const line = await database.commission.findUniqueOrThrow({ where: { id: commissionId } });
        expect(line).toMatchObject({ state: 'holding', clawedBeforeMinor: 120_000n, clawedAfterMinor: 0n });
        const told = (await timeline(referralId)).filter(({ type }) => type === 'commission.clawed_back');
        expect(told).toHaveLength(1);
      } finally {
        await worker.stop();
        await connection.close();
      }
    },
    BOUND_MS,
  );
});
