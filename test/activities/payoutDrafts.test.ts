import { beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '../../adapters/ids.ts';
import { moneyTests } from '../support/moneyTests.ts';
import { approvedLine, commissionActivities, type MoneyWorld, type StaffName } from '../support/moneyWorld.ts';
import { CUT_OFF, draftAll, draftActivities, NEXT_CUT_OFF, prepareDraft } from '../support/payoutDrafts.ts';
import {
  changeItem,
  moneyViolations,
  PAY_DAY,
  prepareRun,
  runActivities,
  storedCommand,
} from '../support/payoutRuns.ts';
import type { Processes } from '../support/payoutRuns.ts';

let world: MoneyWorld;
let processes: Processes;
moneyTests((opened) => {
  ({ world, processes } = opened);
});

const JUST_BEFORE = '2027-01-31T23:59:59.999Z';
const runs = () =>
  world.database.payoutRun.findMany({
    where: { programId: { not: null } },
    include: { items: { include: { lines: true } } },
    orderBy: { id: 'asc' },
  });
const linesOf = (run: Awaited<ReturnType<typeof runs>>[number] | undefined) =>
  (run?.items ?? [])
    .flatMap(({ lines }) => lines.filter(({ open }) => open).map(({ commissionId }) => commissionId))
    .sort();
const decide = async (runId: string, name: 'release' | 'cancel', by: StaffName) => {
  const { decideRun } = runActivities(processes.worker);
  return (await decideRun({ runId, at: PAY_DAY, command: await storedCommand(world, { runId, name, by }) })).answer;
};

/** Everything of the tests before is paid by nobody any more. */
beforeEach(async () => {
  for (const { id, state } of await runs()) if (state !== 'cancelled') await decide(id, 'cancel', 'clara');
  await world.database.$executeRaw`UPDATE partners SET state = 'ended'`;
});

/** A month of its own for every test: a period is closed once. */
let month = 0;
function inNewMonth(): { cutOff: string; payDay: string } {
  month += 1;
  const cutOff = new Date(Date.UTC(2027, 1 + month, 1));
  return { cutOff: cutOff.toISOString(), payDay: new Date(Date.UTC(2027, 1 + month, 15)).toISOString().slice(0, 10) };
}

describe('the draft of a period', () => {
  it('makes itself at the cut-off and not before, is nobody’s, and is told once to who prepares runs', async () => {
    const { line } = await approvedLine(world);
    expect(await draftAll(processes.worker, JUST_BEFORE)).toBe(0);
    expect(await draftAll(processes.worker, CUT_OFF)).toBe(1);
    const [run] = await runs();
    expect(run).toMatchObject({
      state: 'draft',
      preparedBy: null,
      preparedAt: null,
      rail: 'csv',
      currency: 'EUR',
      programId: world.programId,
      cutOff: new Date(CUT_OFF),
      cutOffDay: new Date('2027-01-31'),
      payDay: new Date('2027-02-15'),
    });
    expect(linesOf(run)).toEqual([line.commissionId]);
    expect(await world.database.commission.findUnique({ where: { id: line.commissionId } })).toMatchObject({
      state: 'in_run',
    });
    const mails = await world.database.outboxRow.findMany({
      where: { kind: 'mail', payload: { path: ['text'], equals: 'payout_drafted' } },
    });
    expect(mails.map(({ payload }) => (payload as { receiver: { userId: string } }).receiver.userId).sort()).toEqual(
      [world.staff.paul, world.staff.clara].sort(),
    );
    expect(mails[0]?.payload).toMatchObject({
      referralId: null,
      facts: {
        runId: run?.id,
        amountMinor: 480_000,
        currency: 'EUR',
        partners: 1,
        cutOffDay: '2027-01-31',
        payDay: '2027-02-15',
      },
    });
    const started = await world.database.outboxRow.count({
      where: { kind: 'start_run', groupKey: `payout-run:${run?.id ?? ''}` },
    });
    expect(started).toBe(1);
    expect(await moneyViolations(world.database)).toEqual([]);
  });

  it('is one for each rail, and what a person has taken before is not in it', async () => {
    const { cutOff } = inNewMonth();
    const { line } = await approvedLine(world);
    const taken = await prepareRun(processes.api, { by: world.staff.paul });
    const other = await approvedLine(world);
    const byHand = await approvedLine(world, { account: null });
    expect(await draftAll(processes.worker, cutOff)).toBe(2);
    const made = (await runs()).filter(({ state }) => state === 'draft');
    expect(made.map((run) => [run.rail, linesOf(run)]).sort()).toEqual([
      ['csv', [other.line.commissionId]],
      ['manual', [byHand.line.commissionId]],
    ]);
    expect(taken.items.flatMap(({ lines }) => lines.map(({ commissionId }) => commissionId))).toEqual([
      line.commissionId,
    ]);
    await decide(taken.id, 'cancel', 'paul');
  });

  it('is one, fired twice, by two schedules at once, or by a late one', async () => {
    const { cutOff } = inNewMonth();
    await approvedLine(world);
    const at = new Date(Date.parse(cutOff) + 60_000).toISOString();
    const made = await Promise.all([cutOff, cutOff, at].map((one) => draftAll(processes.worker, one)));
    expect(made.sort()).toEqual([0, 0, 1]);
    expect(await draftAll(processes.worker, at)).toBe(0);
    expect((await runs()).filter(({ state }) => state === 'draft')).toHaveLength(1);
  });

  it('of nothing is no run; what is approved later is paid by the next one', async () => {
    const first = inNewMonth();
    expect(await draftAll(processes.worker, first.cutOff)).toBe(0);
    const late = new Date(Date.parse(first.cutOff) + 60_000);
    const { line, referralId } = await approvedLine(world, { by: [] });
    const { commissionId, contentHash } = line;
    await commissionActivities(world).decideLine({
      referralId,
      at: late.toISOString(),
      command: {
        commandId: newId('command'),
        name: 'approveCommission',
        actor: { kind: 'user', id: world.staff.ines },
        source: 'api',
        payload: { commissionId, contentHash },
      },
    });
    expect(await draftAll(processes.worker, new Date(late.getTime() + 60_000).toISOString())).toBe(0);
    const next = inNewMonth();
    expect(await draftAll(processes.worker, next.cutOff)).toBe(1);
    const [run] = (await runs()).filter(({ state }) => state === 'draft');
    expect(linesOf(run)).toEqual([line.commissionId]);
    expect(run?.payDay?.toISOString().slice(0, 10)).toBe(next.payDay);
  });

  it('follows the calendar that was pinned: each line is in the draft of its own', async () => {
    const { cutOff } = inNewMonth();
    const payoutCalendar = { cutOffDay: 10, payDay: 20, zone: 'Europe/Berlin' };
    const early = await approvedLine(world, { policy: { payoutCalendar } });
    const usual = await approvedLine(world);
    expect(await draftAll(processes.worker, cutOff)).toBe(2);
    const made = (await runs()).filter(({ state }) => state === 'draft');
    const draftOf = ({ line }: typeof early) => made.find((run) => linesOf(run).includes(line.commissionId));
    expect(draftOf(usual)?.cutOff.toISOString()).toBe(cutOff);
    expect(draftOf(early)?.cutOffDay?.getUTCDate()).toBe(10);
    expect(draftOf(early)?.payDay?.getUTCDate()).toBe(20);
  });

  it('loses an item that is left out, whose lines the next one pays', async () => {
    const { cutOff } = inNewMonth();
    const { line } = await approvedLine(world);
    const other = await approvedLine(world);
    await draftAll(processes.worker, cutOff);
    const [run] = (await runs()).filter(({ state }) => state === 'draft');
    const itemId =
      run?.items.find(({ lines }) => lines.some(({ commissionId }) => commissionId === line.commissionId))?.id ?? '';
    await changeItem(processes.api, { change: 'exclude', runId: run?.id ?? '', itemId, by: world.staff.paul });
    expect(await draftAll(processes.worker, inNewMonth().cutOff)).toBe(1);
    const made = (await runs()).filter(({ state }) => state === 'draft');
    expect(made.map(linesOf)).toEqual([[other.line.commissionId], [line.commissionId]]);
    expect(await moneyViolations(world.database)).toEqual([]);
  });
});

describe('before a draft pays', () => {
  const draft = async () => {
    const { line } = await approvedLine(world);
    await draftAll(processes.worker, inNewMonth().cutOff);
    const [run] = (await runs()).filter(({ state }) => state === 'draft');
    return { runId: run?.id ?? '', line };
  };

  it('a person has prepared it, and another one releases it', async () => {
    const { runId } = await draft();
    expect(await decide(runId, 'release', 'ines')).toMatchObject({ outcome: 'refused', code: 'not_allowed_in_state' });
    await prepareDraft(processes.api, { runId, by: world.staff.clara });
    expect(await world.database.payoutRun.findUnique({ where: { id: runId } })).toMatchObject({
      state: 'prepared',
      preparedBy: world.staff.clara,
      preparedAt: new Date(PAY_DAY),
    });
    expect(await decide(runId, 'release', 'clara')).toMatchObject({ outcome: 'refused', code: 'separation_of_duties' });
    expect(await decide(runId, 'release', 'ines')).toEqual({ outcome: 'done' });
    expect(await moneyViolations(world.database)).toEqual([]);
  });

  it('two people take it on at once, and it is of one of them', async () => {
    const { runId } = await draft();
    const taken = await Promise.allSettled(
      [world.staff.paul, world.staff.clara].map((by) => prepareDraft(processes.api, { runId, by })),
    );
    expect(taken.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(taken.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'not_allowed_in_state' },
    });
  });

  it.each([
    { change: `state = 'released', released_by = $2`, by: 'ines', why: 'nobody has prepared it' },
    { change: `state = 'prepared', prepared_by = $2`, by: 'ines', why: 'they prepare no runs' },
    {
      change: `state = 'prepared', prepared_at = now() WHERE $2 <> '' AND id = $1 --`,
      by: 'paul',
      why: 'it names no person',
    },
    { change: `pay_day = '2030-01-01' WHERE $2 <> '' AND id = $1 --`, by: 'paul', why: 'its period stays' },
  ] as const)('the database refuses it by itself: $why', async ({ change, by }) => {
    const { runId } = await draft();
    const sql = `UPDATE payout_runs SET ${change} WHERE id = $1`;
    await expect(processes.worker.$executeRawUnsafe(sql, runId, world.staff[by])).rejects.toThrow(/FL002|FL014/);
  });

  it('a closed period is never opened again', async () => {
    await draft();
    await expect(world.database.$executeRaw`DELETE FROM payout_periods`).rejects.toThrow(/FL010/);
    await expect(world.database.$executeRaw`UPDATE payout_periods SET closed_at = now()`).rejects.toThrow(/FL010/);
  });
});

it('where nothing is due the activity says so', async () => {
  const { openPeriods } = draftActivities(processes.worker);
  await draftAll(processes.worker, NEXT_CUT_OFF);
  expect(await openPeriods({ at: NEXT_CUT_OFF, passedBy: [] })).toEqual([]);
});
