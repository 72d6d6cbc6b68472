import { expect, it } from '@jest/globals';
import { moneyTests } from '../support/moneyTests.ts';
import { approvedLine, type MoneyWorld } from '../support/moneyWorld.ts';
import { prepareRun, type Processes } from '../support/payoutRuns.ts';

/** Straight SQL: neither the API nor the story stands before these rules here. */
let world: MoneyWorld;
let processes: Processes;
moneyTests((opened) => {
  ({ world, processes } = opened);
});

const run = (sql: string, ...values: unknown[]) => world.database.$executeRawUnsafe(sql, ...values);
const FREEZE = `UPDATE commissions SET state = 'frozen', frozen_for = ARRAY['finance'], frozen_at = now() WHERE id = $1`;

it('a line is frozen for something, and only then', async () => {
  const { line } = await approvedLine(world);
  await expect(run(`UPDATE commissions SET state = 'frozen' WHERE id = $1`, line.commissionId)).rejects.toThrow(
    'frozen for something',
  );
  await expect(
    run(`UPDATE commissions SET frozen_for = ARRAY['finance'] WHERE id = $1`, line.commissionId),
  ).rejects.toThrow('frozen for something');
  await expect(run(FREEZE, line.commissionId)).resolves.toBe(1);
});

it('a frozen line is neither approved, nor paid, nor taken into a run', async () => {
  const { line } = await approvedLine(world, { by: [] });
  await run(FREEZE, line.commissionId);
  await expect(
    run(
      `INSERT INTO commission_approvals(commission_id, user_id, content_hash, command_id, at) VALUES ($1, $2, $3, 'cmd', now())`,
      line.commissionId,
      world.staff.ines,
      line.contentHash,
    ),
  ).rejects.toThrow('cannot be approved now');
  await expect(run(`UPDATE commissions SET state = 'paid' WHERE id = $1`, line.commissionId)).rejects.toThrow('FL013');
});

it('a line that is released is not stopped', async () => {
  const { line } = await approvedLine(world);
  const { id } = await prepareRun(processes.api, { by: world.staff.paul });
  await run(`UPDATE payout_runs SET state = 'released', released_by = $2 WHERE id = $1`, id, world.staff.ines);
  await expect(run(FREEZE, line.commissionId)).rejects.toThrow('cannot be stopped');
});
