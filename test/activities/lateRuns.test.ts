import { beforeAll, expect, it } from '@jest/globals';
import { createAttainments } from '../../adapters/database/attainment.ts';
import { createFinanceToday } from '../../adapters/database/financeToday.ts';
import type { RunCommand } from '../../adapters/database/payoutRunPort.ts';
import { createRunReads } from '../../adapters/database/runReads.ts';
import { moneyTests } from '../support/moneyTests.ts';
import { approvedLine, type MoneyWorld, type StaffName } from '../support/moneyWorld.ts';
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
const A_YEAR_ON = '2028-02-16T00:00:00.000Z';
const tell = (at: string) => draftActivities(processes.worker).tellLateRuns({ at });
const lateOnes = async () => {
  const { rows } = await createRunReads(processes.api).runs(true, { limit: 10, after: undefined });
  const { lateRuns } = await createFinanceToday(processes.api).today(new Date(DAY_IS_OVER));
  return [rows.map(({ id, period }) => [id, period?.late]), lateRuns.map((run) => run.runId)];
};

/** How pay days were kept, as [total, kept] of each partner. */
const promisesKept = async (until: string) => {
  const period = { since: new Date(CUT_OFF), until: new Date(until) };
  const ofAll = { programIds: undefined, partnerId: undefined, ownerId: undefined, managerId: undefined };
  const rows = await createAttainments(processes.api).count({ by: 'partner', kinds: ['payout'], ...period, ...ofAll });
  return rows.map(({ total, kept }) => [total, kept]);
};

type Decided = { name: RunCommand['name']; by: StaffName; payload?: RunCommand['payload'] };

const decide = async (id: string, command: Decided, at = DAY_IS_OVER) =>
  runActivities(processes.worker).decideRun({
    ...{ runId: id, at },
    command: await storedCommand(world, { runId: id, ...command }),
  });

/** The draft goes to the rail. */
async function submit(id: string): Promise<void> {
  await prepareDraft(processes.api, { runId: id, by: world.staff.paul });
  await decide(id, { name: 'release', by: 'viktor' });
  const { itemsToSubmit, submitItems, finishSubmission } = runActivities(processes.worker);
  const itemIds = await itemsToSubmit({ runId: id, limit: 100 });
  await submitItems({ itemIds, attempt: 1, at: DAY_IS_OVER });
  await finishSubmission({ runId: id, rail: 'csv' });
}

const settle = (id: string, settledOn: string) =>
  decide(
    id,
    { name: 'confirm', by: 'paul', payload: { reference: 'BANK-1', settledOn } },
    `${settledOn}T20:00:00.000Z`,
  );

it('is late once its pay day is over and not before; everybody who prepares or releases runs is told once', async () => {
  expect(await tell('2027-02-15T23:59:59.999Z')).toBe(0);
  expect(await lateOnes()).toEqual([[], []]);
  expect(await promisesKept('2027-02-15T23:59:59.999Z')).toEqual([]);
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
  expect(await promisesKept(DAY_IS_OVER)).toEqual([[1, 0]]);
});

it('is late no more when it is settled, and its promise stays missed', async () => {
  await submit(runId);
  expect(await lateOnes()).toEqual([[[runId, true]], [runId]]);
  await settle(runId, '2027-02-16');
  expect(await lateOnes()).toEqual([[], []]);
  expect(await promisesKept(A_YEAR_ON)).toEqual([[1, 0]]);
});

/** One more line, and the draft of the period in which it is due. */
async function nextDraft(cutOff: string): Promise<{ id: string; payDay: string; payBy: string }> {
  await approvedLine(world);
  await draftAll(processes.worker, cutOff);
  const { id, payDay, payBy } = await world.database.payoutRun.findFirstOrThrow({ where: { state: 'draft' } });
  const isoOf = (date: Date | null): string => date?.toISOString() ?? '';
  return { id, payDay: isoOf(payDay).slice(0, 'YYYY-MM-DD'.length), payBy: isoOf(payBy) };
}

it('is never late where a person began it, or where it was cancelled; nothing was promised by it then', async () => {
  const { id } = await nextDraft('2027-03-01T00:00:00.000Z');
  await decide(id, { name: 'cancel', by: 'clara' });
  await prepareRun(processes.api, { by: world.staff.paul });
  expect(await tell('2027-06-01T00:00:00.000Z')).toBe(0);
  expect(await promisesKept(A_YEAR_ON)).toEqual([[1, 0]]);
});

it('keeps its promise when the bank has paid on the pay day, and breaks it when it is late and then cancelled', async () => {
  const inTime = await nextDraft('2027-04-01T00:00:00.000Z');
  await submit(inTime.id);
  await settle(inTime.id, inTime.payDay);
  const late = await nextDraft('2027-05-01T00:00:00.000Z');
  expect(await tell(late.payBy)).toBe(1);
  await decide(late.id, { name: 'cancel', by: 'clara' });
  expect((await promisesKept(A_YEAR_ON)).sort()).toEqual([
    [1, 0],
    [1, 0],
    [1, 1],
  ]);
});
