import type { PayeeAccount } from '../../domain/payees/account.ts';
import { approvedLine, type MoneyWorld } from './moneyWorld.ts';
import { PAY_DAY, prepareRun, runActivities, storedCommand, type Processes } from './payoutRuns.ts';

/** `account`: null for a partner without one. */
type ReleasedItem = { rail: string; account?: PayeeAccount | null; currency?: string };

/** The item of one new partner in a run that was released to this rail and not submitted yet. */
export async function releasedItem(
  { world, processes }: { world: MoneyWorld; processes: Processes },
  { rail, ...line }: ReleasedItem,
): Promise<string> {
  const { partnerId } = await approvedLine(world, line);
  const { id: runId, items } = await prepareRun(processes.api, {
    by: world.staff.paul,
    rail,
    currency: line.currency ?? 'EUR',
  });
  const command = await storedCommand(world, { runId, name: 'release', by: 'ines' });
  const { answer } = await runActivities(processes.worker).decideRun({ runId, at: PAY_DAY, command });
  const item = items.find((one) => one.partnerId === partnerId);
  if (answer.outcome !== 'done' || item === undefined) throw new Error('not released');
  return item.id;
}
