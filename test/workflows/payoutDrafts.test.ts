import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { createPayoutDraftActivities } from '../../activities/payoutDrafts.ts';
import { createFinanceToday } from '../../adapters/database/financeToday.ts';
import { createPayoutDrafts } from '../../adapters/database/payoutDrafts.ts';
import { createWatch } from '../../adapters/database/watch.ts';
import { newId } from '../../adapters/ids.ts';
import { defaultPolicy } from '../../domain/policy.ts';
import { TASK_QUEUE, type PayoutDraftsInput } from '../../workflows/messages.ts';
import type { payoutDrafts } from '../../workflows/payoutDrafts.ts';
import { moneyTests } from '../support/moneyTests.ts';
import { approvedLine, type MoneyWorld } from '../support/moneyWorld.ts';
import { CUT_OFF } from '../support/payoutDrafts.ts';
import { moneyViolations, type Processes } from '../support/payoutRuns.ts';
import { createTimeSkippingEnvironment } from '../support/temporal.ts';
import { workflowBundle } from '../support/workflowBundle.ts';

/** Three workers one after the other, and a few tries of what fails. */
const BOUND_MS = 240_000;

let world: MoneyWorld;
let processes: Processes;
let environment: TestWorkflowEnvironment;
moneyTests((opened) => {
  ({ world, processes } = opened);
});
beforeAll(async () => {
  environment = await createTimeSkippingEnvironment();
});
afterAll(() => environment.teardown());

/** As the schedule fires it. */
async function fire(workflowId: string): Promise<number> {
  const drafts = createPayoutDrafts(processes.worker, { rails: ['manual', 'csv'] });
  const worker = await Worker.create({
    connection: environment.nativeConnection,
    taskQueue: TASK_QUEUE,
    workflowBundle: await workflowBundle(),
    activities: createPayoutDraftActivities({ drafts }),
  });
  const args: [PayoutDraftsInput] = [{ at: CUT_OFF }];
  return worker.runUntil(
    environment.client.workflow.execute<typeof payoutDrafts>('payoutDrafts', {
      workflowId,
      taskQueue: TASK_QUEUE,
      args,
    }),
  );
}

/** A program whose periods the database refuses to close, and which is looked at before all others. */
async function brokenProgram(): Promise<{ mend: () => Promise<unknown> }> {
  const { database, staff } = world;
  const programId = 'prg_00000000000000000000000001';
  await database.program.create({ data: { id: programId, name: 'Broken', currency: 'EUR' } });
  await database.policyVersion.create({
    data: { id: newId('policyVersion'), programId, version: 1, body: defaultPolicy('EUR'), draftedBy: staff.olga },
  });
  await database.$executeRawUnsafe(`CREATE FUNCTION refuse_period() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'Broken cannot be closed'; END $$`);
  await database.$executeRawUnsafe(`CREATE TRIGGER broken BEFORE INSERT ON payout_periods FOR EACH ROW
    WHEN (NEW.program_id = '${programId}') EXECUTE FUNCTION refuse_period()`);
  return { mend: () => database.$executeRawUnsafe('DROP TRIGGER broken ON payout_periods') };
}

const unclosed = async () => (await createFinanceToday(processes.api).today(new Date(CUT_OFF))).unclosedPeriods;
const stuck = async () => {
  const all = await createWatch({ database: processes.api, expected: [] }).stuck(new Date(CUT_OFF));
  return all.filter(({ kind }) => kind === 'period_not_closed').map(({ cause, attempts }) => [cause, attempts]);
};

it(
  'a period that cannot be closed is shown and passed by, the others have their drafts, and it is tried again',
  async () => {
    const { line } = await approvedLine(world);
    const { mend } = await brokenProgram();
    expect(await fire('payout-drafts-1')).toBe(1);
    const drafted = await world.database.commission.findUnique({ where: { id: line.commissionId } });
    expect(drafted?.state).toBe('in_run');
    expect(await unclosed()).toEqual([{ program: 'Broken', cutOffDay: '2027-01-31', payDay: '2027-02-15' }]);
    const cause = 'The payout drafts of "Broken" with the cut-off of 2027-01-31 could not be made: internal_error.';
    expect(await stuck()).toEqual([[cause, 1]]);
    expect(await fire('payout-drafts-2')).toBe(0);
    expect(await stuck()).toEqual([[cause, 2]]);
    await mend();
    expect(await fire('payout-drafts-3')).toBe(0);
    expect([await unclosed(), await stuck()]).toEqual([[], []]);
    expect(await world.database.payoutPeriod.count()).toBe(2);
    expect(await moneyViolations(world.database)).toEqual([]);
  },
  BOUND_MS,
);
