import type { MoneyWorld, StaffName } from './moneyWorld.ts';
import { PAY_DAY, prepareRun, runActivities, storedCommand, type Processes } from './payoutRuns.ts';

/** A run over everything that is approved, from its preparation to the word of the bank. */
export async function payOutAll(world: MoneyWorld, processes: Processes): Promise<void> {
  const { id } = await prepareRun(processes.api, { by: world.staff.paul });
  const { decideRun, itemsToSubmit, submitItems, finishSubmission } = runActivities(processes.worker);
  const give = async (name: 'release' | 'confirm', by: StaffName, payload = {}) =>
    decideRun({ runId: id, at: PAY_DAY, command: await storedCommand(world, { runId: id, name, by, payload }) });
  await give('release', 'viktor');
  await submitItems({ itemIds: await itemsToSubmit({ runId: id, limit: 100 }), attempt: 1, at: PAY_DAY });
  await finishSubmission({ runId: id, rail: 'csv' });
  await give('confirm', 'paul', { reference: 'BANK-1', settledOn: PAY_DAY.slice(0, 10) });
}
