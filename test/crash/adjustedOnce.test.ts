import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { recordCommand } from '../support/giveCommand.ts';
import { untilTakenOver } from '../support/spawnWorker.ts';
import { createGround, type Ground } from '../support/ground.ts';
import { readings } from '../support/storyWorld.ts';
import { workerReplaced } from '../support/workerReplaced.ts';
import { ON_ADJUSTMENT } from './points.ts';

const BOUND_MS = 240_000;

let ground: Ground;
beforeAll(async () => {
  ground = await createGround();
}, BOUND_MS);
afterAll(() => ground.close());

describe('a worker that dies', () => {
  it.each(ON_ADJUSTMENT)(
    'at %s is replaced, and the adjustment is proposed once',
    (crashAt) =>
      workerReplaced({
        ground,
        crashAt,
        act: (clients, { referralId, commissionId }) =>
          recordCommand(clients, {
            referralId,
            name: 'adjust',
            userId: ground.vendor.paul,
            payload: { commissionId, amount: { amount: 12_000, currency: 'EUR' }, reasonCode: 'wrong_base' },
            texts: { message: 'Counted twice.' },
          }),
        look: async ({ database, client }, { referralId, commissionId }, { commandId }) => {
          const isAnswered = async (): Promise<boolean> =>
            (await database.command.findUniqueOrThrow({ where: { id: commandId } })).state === 'done';
          await untilTakenOver(isAnswered, 'the answer');
          const lines = await database.commission.findMany({ where: { adjusts: commissionId } });
          expect(lines).toMatchObject([{ state: 'awaiting_approval', amountMinor: 12_000n }]);
          const { explain } = readings(database, client);
          const hasHeard = async (): Promise<boolean> => (await explain(referralId)).state.lines.length === 2;
          await untilTakenOver(hasHeard, 'the story itself');
        },
      }),
    BOUND_MS,
  );
});
