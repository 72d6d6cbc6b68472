import type { RunCommand } from '../../adapters/database/payoutRunPort.ts';
import type { RunRecord } from '../../adapters/database/moneyReadsPort.ts';
import { moneyTests } from './moneyTests.ts';
import { approvedLine, type MoneyWorld, type StaffName } from './moneyWorld.ts';
import { PAY_DAY, prepareRun, runActivities, storedCommand, type Processes } from './payoutRuns.ts';

type Opened = { world: MoneyWorld; processes: Processes; activities: ReturnType<typeof runActivities> };
type Line = Awaited<ReturnType<typeof approvedLine>>;

/** The tests of one file about payout runs: what `moneyTests` opens, with the steps of a run on its pay day. */
export function payoutRunTests(open: (opened: Opened) => void) {
  let world: MoneyWorld;
  let processes: Processes;
  let activities: Opened['activities'];
  moneyTests((opened) => {
    ({ world, processes } = opened);
    activities = runActivities(processes.worker);
    open({ world, processes, activities });
  });
  return {
    decide: async (runId: string, name: RunCommand['name'], by: StaffName, payload: RunCommand['payload'] = {}) =>
      activities.decideRun({ runId, at: PAY_DAY, command: await storedCommand(world, { runId, name, by, payload }) }),

    stateOf: async (commissionId: string) =>
      (await world.database.commission.findUniqueOrThrow({ where: { id: commissionId } })).state,

    /** Two lines of one partner, and one of another. */
    preparedRun: async (
      by: StaffName = 'paul',
      rail = 'csv',
    ): Promise<{ run: RunRecord; first: Line; second: Line; other: Line }> => {
      const first = await approvedLine(world);
      const second = await approvedLine(world, { amount: 2_000_000, partnerId: first.partnerId });
      const other = await approvedLine(world, { amount: 1_000_000 });
      const run = await prepareRun(processes.api, { by: world.staff[by], rail });
      return { run, first, second, other };
    },

    /** All that was released, as the workflow hands it to its rail. */
    submitAll: async (runId: string, rail = 'csv'): Promise<void> => {
      const itemIds = await activities.itemsToSubmit({ runId, limit: 100 });
      await activities.submitItems({ itemIds, attempt: 1, at: PAY_DAY });
      await activities.finishSubmission({ runId, rail });
    },
  };
}
