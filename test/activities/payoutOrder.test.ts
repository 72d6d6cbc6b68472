import { expect, it } from '@jest/globals';
import { manyLines } from '../support/manyLines.ts';
import { moneyTests } from '../support/moneyTests.ts';
import { approvedLine, type MoneyWorld } from '../support/moneyWorld.ts';
import { prepareRun, type Processes } from '../support/payoutRuns.ts';

let world: MoneyWorld;
let processes: Processes;
moneyTests((opened) => {
  ({ world, processes } = opened);
});

it('thousands of older lines that cannot be paid keep nobody out of a run, and finance reads why of many', async () => {
  await manyLines(world, { lines: 2_100, partners: 1 });
  await world.database.$executeRaw`UPDATE commissions SET payable_from = '2027-01-01' WHERE partner_id = 'prt_many1'`;
  await world.database.partner.update({ where: { id: 'prt_many1' }, data: { state: 'suspended' } });
  const { line } = await approvedLine(world);
  const run = await prepareRun(processes.api, { by: world.staff.paul });
  expect(run.items.flatMap(({ lines }) => lines.map(({ commissionId }) => commissionId))).toContain(line.commissionId);
  expect(run.excluded).toHaveLength(2_000);
  expect(new Set(run.excluded.map(({ reason }) => reason))).toEqual(new Set(['partner_not_active']));
});
