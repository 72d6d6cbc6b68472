import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import type { CommandPayloads } from '../../domain/referral/commands.ts';
import type { ReferralCommandName } from '../../domain/referral/stages.ts';
import { createPartner, createProgram, receive, submissionOf } from '../support/factories.ts';
import { spawnWorker, untilTakenOver, type WorkerProcess } from '../support/spawnWorker.ts';
import { giveCommand, recordCommand } from '../support/giveCommand.ts';
import { carryOut, createGround, readings, until, type Ground } from '../support/storyWorld.ts';
import { createTestNamespace } from '../support/temporal.ts';
import { ON_APPROVAL } from './points.ts';
import { TODAY } from '../support/today.ts';

const BOUND_MS = 240_000;
const YES = { need: 'yes', budget: 'yes', authority: 'yes', timeline: 'yes' } as const;
const AMOUNT = { amount: 4_800_000, currency: 'EUR' };

let ground: Ground;
beforeAll(async () => {
  ground = await createGround();
}, BOUND_MS);
afterAll(() => ground.close());

type Won = { referralId: string; commissionId: string; contentHash: string };

/** From the submission to a line that waits for its approval, all by the ordinary commands. */
async function winReferral(clients: { database: Ground['database']; client: Client }): Promise<Won> {
  const { database, client } = clients;
  const programId = await createProgram(database, { vendor: ground.vendor });
  const partner = await createPartner(database, { programIds: [programId] });
  const { referralId } = await receive(database, submissionOf(partner));
  await carryOut(database, client);
  const { isIn, row } = readings(database, client);
  await isIn(referralId, 'accepted');
  const give = async <Name extends ReferralCommandName>(name: Name, payload: CommandPayloads[Name]): Promise<void> => {
    const userId = (await row(referralId)).ownerId ?? '';
    await giveCommand(clients, { referralId, name, userId, payload });
  };
  await give('contact', { channel: 'phone', outcome: 'reached' });
  await isIn(referralId, 'contacted');
  await give('qualify', { ...YES, outcome: 'qualified', quality: 5 });
  await isIn(referralId, 'qualified');
  await give('close', { outcome: 'won', amount: AMOUNT, closedOn: TODAY, dealId: `D-${referralId}` });
  await isIn(referralId, 'won');
  await until(async () => (await database.commission.count({ where: { referralId } })) === 1, 'the line');
  const { id, contentHash } = await database.commission.findFirstOrThrow({ where: { referralId } });
  return { referralId, commissionId: id, contentHash };
}

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
        const { referralId, ...payload } = await winReferral(clients);
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
