import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { moneyViolations } from '../support/payoutRuns.ts';
import { recordRefund } from '../support/refunds.ts';
import { untilTakenOver } from '../support/spawnWorker.ts';
import { createGround, type Ground } from '../support/ground.ts';
import { readings } from '../support/storyWorld.ts';
import { workerReplaced } from '../support/workerReplaced.ts';
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
    (crashAt) =>
      workerReplaced({
        ground,
        crashAt,
        act: ({ database }, { dealId }) =>
          recordRefund(database, { dealId, amountMinor: 1_200_000n, by: ground.vendor.paul, at: new Date() }),
        look: async ({ database, client }, { referralId, commissionId }) => {
          const { timeline, explain } = readings(database, client);
          const hasHeard = async (): Promise<boolean> =>
            (await explain(referralId)).state.lines[0]?.amount.amount === 360_000;
          await untilTakenOver(hasHeard, 'the story itself');
          const line = await database.commission.findUniqueOrThrow({ where: { id: commissionId } });
          expect(line).toMatchObject({ state: 'holding', clawedBeforeMinor: 120_000n, clawedAfterMinor: 0n });
          const told = (await timeline(referralId)).filter(({ type }) => type === 'commission.clawed_back');
          expect(told).toHaveLength(1);
          expect(await moneyViolations(database)).toEqual([]);
        },
      }),
    BOUND_MS,
  );
});
