import { approvedLine, type MoneyWorld } from './moneyWorld.ts';
import { PAY_DAY, prepareRun, runActivities, storedCommand, type Processes } from './payoutRuns.ts';

/** The only item of a run that was released to this rail and not submitted yet. */
export async function releasedItem(
  { world, processes }: { world: MoneyWorld; processes: Processes },
  rail: string,
): Promise<string> {
  await approvedLine(world);
  const { id: runId, items } = await prepareRun(processes.api, { by: world.staff.paul, rail });
  const command = await storedCommand(world, { runId, name: 'release', by: 'ines' });
  const { answer } = await runActivities(processes.worker).decideRun({ runId, at: PAY_DAY, command });
  const [item] = items;
  if (answer.outcome !== 'done' || item === undefined) throw new Error('not released');
  return item.id;
}
