import { beforeAll, expect, it } from '@jest/globals';
import { createFinanceToday } from '../../adapters/database/financeToday.ts';
import { createRunReads } from '../../adapters/database/runReads.ts';
import { moneyTests } from '../support/moneyTests.ts';
import { approvedLine, type MoneyWorld } from '../support/moneyWorld.ts';
import { CUT_OFF, draftActivities, draftAll, prepareDraft } from '../support/payoutDrafts.ts';
import { prepareRun, runActivities, storedCommand, type Processes } from '../support/payoutRuns.ts';

let world: MoneyWorld;
let processes: Processes;
moneyTests((opened) => {
  ({ world, processes } = opened);
});
let runId = '';
beforeAll(async () => {
  await approvedLine(world);
  await draftAll(processes.worker, CUT_OFF);
  ({ id: runId } = await world.database.payoutRun.findFirstOrThrow());
});

/** The calendar pays on the 15th, in UTC. */
const DAY_IS_OVER = '2027-02-16T00:00:00.000Z';
const tell = (at: string) => draftActivities(processes.worker).tellLateRuns({ at });
const lateOnes = async () => {
  const { rows } = await createRunReads(processes.api).runs(true, { limit: 10, after: undefined });
  const { lateRuns } = await createFinanceToday(processes.api).today(new Date(DAY_IS_OVER));
  return [rows.map(({ id, period }) => [id, period?.late]), lateRuns.map((run) => run.runId)];
};

it('is late once its pay day is over and not before; everybody who prepares or releases runs is told once', async () => {
  expect(await tell('2027-02-15T23:59:59.999Z')).toBe(0);
  expect(await lateOnes()).toEqual([[], []]);
  const told = await Promise.all([tell(DAY_IS_OVER), tell(DAY_IS_OVER)]);
  expect(told.sort()).toEqual([0, 1]);
  expect(await tell('2027-02-17T00:00:00.000Z')).toBe(0);
  expect(await lateOnes()).toEqual([[[runId, true]], [runId]]);
  const mails = await world.database.outboxRow.findMany({
    where: { kind: 'mail', payload: { path: ['text'], equals: 'payout_late' } },
  });
  const { paul, clara, ines, viktor, olga, greta } = world.staff;
  const receivers = mails.map(({ payload }) => (payload as { receiver: { userId: string } }).receiver.userId);
  expect(receivers.sort()).toEqual([paul, clara, ines, viktor, olga, greta].sort());
  expect(mails[0]?.payload).toMatchObject({
    facts: { runId, amountMinor: 480_000, currency: 'EUR', partners: 1, payDay: '2027-02-15', runState: 'draft' },
  });
  const again = world.database.$executeRaw`UPDATE payout_runs SET late_at = NULL`;
  await expect(again).rejects.toThrow(/FL014/);
});

it('is late no more when it is settled', async () => {
  await prepareDraft(processes.api, { runId, by: world.staff.paul });
  const { decideRun, itemsToSubmit, submitItems, finishSubmission } = runActivities(processes.worker);
  const decide = async (name: 'release' | 'confirm', by: 'viktor' | 'paul', payload = {}) =>
    decideRun({ runId, at: DAY_IS_OVER, command: await storedCommand(world, { runId, name, by, payload }) });
  await decide('release', 'viktor');
  await submitItems({ itemIds: await itemsToSubmit({ runId, limit: 100 }), attempt: 1, at: DAY_IS_OVER });
  await finishSubmission({ runId, rail: 'csv' });
  expect(await lateOnes()).toEqual([[[runId, true]], [runId]]);
  await decide('confirm', 'paul', { reference: 'BANK-1', settledOn: '2027-02-16' });
  expect(await lateOnes()).toEqual([[], []]);
});

it('is never late where a person began it, or where it was cancelled', async () => {
  await approvedLine(world);
  await draftAll(processes.worker, '2027-03-01T00:00:00.000Z');
  const draft = await world.database.payoutRun.findFirstOrThrow({ where: { state: 'draft' } });
  const { decideRun } = runActivities(processes.worker);
  const command = await storedCommand(world, { runId: draft.id, name: 'cancel', by: 'clara' });
  await decideRun({ runId: draft.id, at: DAY_IS_OVER, command });
  await prepareRun(processes.api, { by: world.staff.paul });
  expect(await tell('2027-06-01T00:00:00.000Z')).toBe(0);
});
