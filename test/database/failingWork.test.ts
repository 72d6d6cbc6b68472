import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApplicationFailure } from '@temporalio/common';
import { createDatabase } from '../../adapters/database/client.ts';
import type { Database } from '../../adapters/database/client.ts';
import { createFailingWork } from '../../adapters/database/failingWork.ts';
import { createWatch } from '../../adapters/database/watch.ts';
import { createSilentLogger } from '../../adapters/logger.ts';
import { listFailing } from '../../adapters/temporal/listFailing.ts';
import { createGround } from '../support/ground.ts';
import type { Ground } from '../support/ground.ts';

let ground: Ground;
let worker: Database;
beforeAll(async () => {
  ground = await createGround();
  worker = createDatabase({ url: ground.url, role: 'fairlead_worker', connections: 2 });
}, 300_000);
afterAll(async () => {
  await worker.$disconnect();
  await ground.close();
});

/** One attempt of an activity of a story, as the worker runs it. */
async function attempt(number: number, outcome: () => Promise<unknown>): Promise<unknown> {
  const interceptors = listFailing({ failing: createFailingWork(worker), logger: createSilentLogger() });
  const workflowExecution = { workflowId: 'referral:ref_1', runId: 'run' };
  const info = { attempt: number, activityType: 'recordTransition', workflowExecution };
  const { inbound } = interceptors({ info });
  return inbound?.execute?.({ args: [], headers: {} }, outcome);
}

const failing = (type: string) => () => Promise.reject(ApplicationFailure.create({ type, message: type }));
const stuck = async () => {
  const rows = await createWatch({ database: ground.database, expected: [] }).stuck(new Date());
  return rows.map(({ referralId, cause, attempts }) => ({ referralId, cause, attempts }));
};

describe('an activity that fails for a reason nobody foresaw', () => {
  it('is with the stuck work from the fifth attempt on, once, until it comes through', async () => {
    for (const number of [1, 2, 3, 4]) {
      await expect(attempt(number, failing('internal_error'))).rejects.toThrow('internal_error');
    }
    expect(await stuck()).toEqual([]);
    for (const number of [5, 6, 7]) {
      await expect(attempt(number, failing('internal_error'))).rejects.toThrow('internal_error');
    }
    expect(await stuck()).toEqual([
      {
        referralId: 'ref_1',
        cause: 'story_failing: recordTransition fails, see the log of the worker',
        attempts: 7,
      },
    ]);
    expect(await attempt(8, () => Promise.resolve('done'))).toBe('done');
    expect(await stuck()).toEqual([]);
  });

  it('is another matter than an outage, which passes', async () => {
    await expect(attempt(50, failing('unavailable'))).rejects.toThrow('unavailable');
    expect(await stuck()).toEqual([]);
  });
});
