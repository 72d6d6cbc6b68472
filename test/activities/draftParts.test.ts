import { expect, it } from '@jest/globals';
import { moneyTests } from '../support/moneyTests.ts';
import { approvedLine, type MoneyWorld } from '../support/moneyWorld.ts';
import { CUT_OFF, draftAll } from '../support/payoutDrafts.ts';
import { moneyViolations, type Processes } from '../support/payoutRuns.ts';

let world: MoneyWorld;
let processes: Processes;
moneyTests((opened) => {
  ({ world, processes } = opened);
});

it('a period of more lines than a run may have is paid by several, and no line is left out', async () => {
  const { partnerId } = await approvedLine(world);
  for (let count = 0; count < 3; count += 1) await approvedLine(world, { partnerId });
  await approvedLine(world);
  expect(await draftAll(processes.worker, CUT_OFF, 3)).toBe(2);
  const runs = await world.database.payoutRun.findMany({
    include: { items: { include: { lines: true } } },
    orderBy: { part: 'asc' },
  });
  const amounts = runs.map(({ part, items }) => [part, ...items.map((item) => [item.lines.length, item.amountMinor])]);
  expect(amounts).toEqual([
    [1, [2, 960_000n]],
    [2, [2, 960_000n], [1, 480_000n]],
  ]);
  expect(runs.map(({ payBy }) => payBy?.toISOString())).toEqual(Array(2).fill('2027-02-16T00:00:00.000Z'));
  expect(await world.database.commission.count({ where: { state: 'in_run' } })).toBe(5);
  const again = 'UPDATE payout_runs SET part = 1 WHERE part = 2';
  await expect(processes.worker.$executeRawUnsafe(again)).rejects.toThrow(/FL014/);
  expect(await draftAll(processes.worker, CUT_OFF, 3)).toBe(0);
  expect(await moneyViolations(world.database)).toEqual([]);
});
