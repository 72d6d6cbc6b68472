import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { recordCommand } from '../support/giveCommand.ts';
import { untilTakenOver } from '../support/spawnWorker.ts';
import { createGround, type Ground } from '../support/ground.ts';
import { readings } from '../support/storyWorld.ts';
import { workerReplaced } from '../support/workerReplaced.ts';
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
    (crashAt) =>
      workerReplaced({
        ground,
        crashAt,
        act: (clients, { referralId, commissionId, contentHash }) =>
          recordCommand(clients, {
            referralId,
            name: 'approveCommission',
            userId: ground.vendor.ines,
            payload: { commissionId, contentHash },
          }),
        look: async ({ database, client }, { referralId, commissionId }, { commandId }) => {
          const isAnswered = async (): Promise<boolean> =>
            (await database.command.findUniqueOrThrow({ where: { id: commandId } })).state === 'done';
          await untilTakenOver(isAnswered, 'the answer');
          const approvals = await database.commissionApproval.findMany({ where: { commissionId } });
          expect(approvals.map(({ userId, commandId: by }) => [userId, by])).toEqual([[ground.vendor.ines, commandId]]);
          const { timeline, explain } = readings(database, client);
          const given = (await timeline(referralId)).filter(({ type }) => type === 'commission.approval_given');
          expect(given).toHaveLength(1);
          const hasHeard = async (): Promise<boolean> => (await explain(referralId)).state.lines[0]?.approvals === 1;
          await untilTakenOver(hasHeard, 'the story itself');
        },
      }),
    BOUND_MS,
  );
});
