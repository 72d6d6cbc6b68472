import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { createTierCheckActivities } from '../../activities/tierChecks.ts';
import { createDatabase, type Database } from '../../adapters/database/client.ts';
import { createTierChecks } from '../../adapters/database/tierChecks.ts';
import { TASK_QUEUE, type TierChecksInput } from '../../workflows/messages.ts';
import type { tierChecks } from '../../workflows/tierChecks.ts';
import { createGround, type Ground } from '../support/ground.ts';
import { createTimeSkippingEnvironment } from '../support/temporal.ts';
import { partnerThatWon } from '../support/wonPartner.ts';
import { workflowBundle } from '../support/workflowBundle.ts';

const BOUND_MS = 240_000;
const JUNE = '2027-06-01T05:00:00.000Z';

let ground: Ground;
let worker: Database;
let environment: TestWorkflowEnvironment;
beforeAll(async () => {
  ground = await createGround();
  worker = createDatabase({ url: ground.url, role: 'fairlead_worker', connections: 3 });
  environment = await createTimeSkippingEnvironment();
});
afterAll(async () => {
  await environment.teardown();
  await worker.$disconnect();
  await ground.close();
});

/** As the schedule fires it. */
async function fire(workflowId: string, at: string): Promise<number> {
  const polling = await Worker.create({
    connection: environment.nativeConnection,
    taskQueue: TASK_QUEUE,
    workflowBundle: await workflowBundle(),
    activities: createTierCheckActivities({ checks: createTierChecks(worker) }),
  });
  const args: [TierChecksInput] = [{ at }];
  return polling.runUntil(
    environment.client.workflow.execute<typeof tierChecks>('tierChecks', { workflowId, taskQueue: TASK_QUEUE, args }),
  );
}

it(
  'lifts who has won enough, once a month however often it is fired, and tries again what fails for a while',
  async () => {
    const { id } = await partnerThatWon(ground, 6_000_000);
    await ground.database.$executeRawUnsafe('CREATE SEQUENCE tries');
    await ground.database
      .$executeRawUnsafe(`CREATE FUNCTION refuse_twice() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
      BEGIN IF nextval('tries') <= 2 THEN RAISE EXCEPTION 'not yet'; END IF; RETURN NEW; END $$`);
    await ground.database.$executeRawUnsafe(
      'CREATE TRIGGER twice BEFORE INSERT ON tier_checks FOR EACH ROW EXECUTE FUNCTION refuse_twice()',
    );
    expect(await fire('tier-checks-1', JUNE)).toBe(1);
    expect((await ground.database.partner.findUniqueOrThrow({ where: { id } })).tier).toBe('silver');
    expect(await fire('tier-checks-2', '2027-06-02T05:00:00.000Z')).toBe(0);
    expect(await fire('tier-checks-3', '2027-07-01T05:00:00.000Z')).toBe(0);
    expect(await ground.database.tierCheck.count()).toBe(2);
  },
  BOUND_MS,
);
