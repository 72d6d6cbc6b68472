import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { recordCorrection } from '../support/corrections.ts';
import { createGround, type Ground } from '../support/ground.ts';
import { untilTakenOver } from '../support/spawnWorker.ts';
import { readings } from '../support/storyWorld.ts';
import { workerReplaced } from '../support/workerReplaced.ts';
import { ON_CORRECTION } from './points.ts';

const BOUND_MS = 240_000;

let ground: Ground;
beforeAll(async () => {
  ground = await createGround();
}, BOUND_MS);
afterAll(() => ground.close());

describe('a worker that dies', () => {
  it.each(ON_CORRECTION)(
    'at %s is replaced, and what the correction adds is added once',
    (crashAt) =>
      workerReplaced({
        ground,
        crashAt,
        act: async ({ database }, { referralId }) => {
          const { deal } = await database.referral.findUniqueOrThrow({ where: { id: referralId } });
          const { dealId, amount } = deal as { dealId: string; amount: { amount: number } };
          const at = new Date().toISOString();
          await recordCorrection(database, { dealId, amount: amount.amount * 2, by: ground.vendor.paul, at });
        },
        look: async ({ database, client }, { referralId, commissionId }) => {
          const { explain } = readings(database, client);
          const hasHeard = async (): Promise<boolean> =>
            (await explain(referralId)).state.deal?.corrected !== undefined &&
            (await explain(referralId)).state.lines.length === 2;
          await untilTakenOver(hasHeard, 'the story itself');
          const added = await database.commission.findMany({ where: { adjusts: commissionId } });
          expect(added).toMatchObject([{ state: 'awaiting_approval', kind: 'adjustment' }]);
        },
      }),
    BOUND_MS,
  );
});
