import { describe, expect, it } from '@jest/globals';
import type { LineCommand } from '../../domain/commission/decideLine.ts';
import { newId } from '../../adapters/ids.ts';
import { moneyTests } from '../support/moneyTests.ts';
import { persistently } from '../support/persistently.ts';
import {
  AFTER_HOLD,
  approvedLine,
  commissionActivities,
  type MoneyWorld,
  type StaffName,
} from '../support/moneyWorld.ts';
import { enterPayee, OTHER_ACCOUNT } from '../support/payees.ts';
import { moneyViolations, PAY_DAY, prepareRun, runActivities, type Processes } from '../support/payoutRuns.ts';
import type { RunCommand } from '../../adapters/database/payoutRunPort.ts';

let world: MoneyWorld;
let processes: Processes;
moneyTests((opened) => {
  ({ world, processes } = opened);
});

type Line = { referralId: string; line: { commissionId: string; contentHash: string } };
type LineCommandName = 'approveCommission' | 'rejectCommission' | 'freeze' | 'unfreeze';

async function decide({ referralId, line }: Line, who: StaffName, name: LineCommandName): Promise<string> {
  const { commissionId, contentHash } = line;
  const given = { commandId: newId('command'), actor: { kind: 'user', id: world.staff[who] }, source: 'api' };
  const payload = { commissionId, contentHash, reasonCode: 'not_eligible' };
  const command = { ...given, name, payload } as LineCommand;
  const { decideLine } = commissionActivities({ database: processes.worker });
  const { answer } = await persistently(() => decideLine({ referralId, at: AFTER_HOLD, command }));
  return answer.outcome === 'refused' ? answer.code : answer.outcome;
}

const run = async (runId: string, who: StaffName, name: RunCommand['name']) => {
  const actor = { kind: 'user' as const, id: world.staff[who] };
  const command = { commandId: newId('command'), name, actor, payload: {} };
  const { decideRun } = runActivities(processes.worker);
  const { answer } = await persistently(() => decideRun({ runId, at: PAY_DAY, command }));
  return answer.outcome === 'refused' ? answer.code : answer.outcome;
};

const stateOf = async ({ line }: Line) =>
  (await world.database.commission.findUniqueOrThrow({ where: { id: line.commissionId } })).state;
const approvalsOf = ({ line }: Line) =>
  world.database.commissionApproval.count({ where: { commissionId: line.commissionId } });

/** Each of these is tried several times, since who comes first is not for the test to say. */
const TIMES = Array.from({ length: 6 }, (_, time) => time);

describe('two people of finance at the same moment', () => {
  it.each(TIMES)('both approve, and both approvals count (%i)', async () => {
    const line = await approvedLine(world, { amount: 6_000_000, by: [] });
    expect(
      await Promise.all([decide(line, 'ines', 'approveCommission'), decide(line, 'viktor', 'approveCommission')]),
    ).toEqual(['done', 'done']);
    expect([await stateOf(line), await approvalsOf(line)]).toEqual(['approved', 2]);
  });

  it.each(TIMES)('one person twice is one approval (%i)', async () => {
    const line = await approvedLine(world, { amount: 6_000_000, by: [] });
    const twice = await Promise.all([
      decide(line, 'ines', 'approveCommission'),
      decide(line, 'ines', 'approveCommission'),
    ]);
    expect(twice.sort()).toEqual(['already_approved', 'done']);
    expect([await stateOf(line), await approvalsOf(line)]).toEqual(['awaiting_approval', 1]);
  });

  it.each(TIMES)(
    'one approves and one rejects: it is rejected, or nothing is done to what was rejected (%i)',
    async () => {
      const line = await approvedLine(world, { by: [] });
      const [, rejected] = await Promise.all([
        decide(line, 'ines', 'approveCommission'),
        decide(line, 'viktor', 'rejectCommission'),
      ]);
      expect([rejected, await stateOf(line)]).toEqual(['done', 'rejected']);
    },
  );

  it.each(TIMES)(
    'one approves and one stops it: it stands still, and is approved once it goes on if it was in time (%i)',
    async () => {
      const line = await approvedLine(world, { by: [] });
      const [approved, stopped] = await Promise.all([
        decide(line, 'ines', 'approveCommission'),
        decide(line, 'paul', 'freeze'),
      ]);
      expect([stopped, await stateOf(line)]).toEqual(['done', 'frozen']);
      await decide(line, 'viktor', 'unfreeze');
      expect(await stateOf(line)).toBe(approved === 'done' ? 'approved' : 'awaiting_approval');
    },
  );

  it.each(TIMES)('one releases and one stops a line: it is paid or it stands still, never both (%i)', async () => {
    const line = await approvedLine(world);
    const other = await approvedLine(world);
    const { id } = await prepareRun(processes.api, { by: world.staff.paul });
    const [released, stopped] = await Promise.all([run(id, 'viktor', 'release'), decide(line, 'clara', 'freeze')]);
    expect(released).toBe('done');
    expect(await stateOf(line)).toBe(stopped === 'done' ? 'frozen' : 'in_run');
    expect(await stateOf(other)).toBe('in_run');
    const open = await world.database.payoutItemLine.count({
      where: { commissionId: line.line.commissionId, open: true },
    });
    expect(open).toBe(stopped === 'done' ? 0 : 1);
  });

  it.each(TIMES)('two prepare a run: each line is in one of them (%i)', async () => {
    const line = await approvedLine(world);
    await Promise.allSettled([
      prepareRun(processes.api, { by: world.staff.paul }),
      prepareRun(processes.api, { by: world.staff.clara }),
    ]);
    const open = await world.database.payoutItemLine.count({
      where: { commissionId: line.line.commissionId, open: true },
    });
    expect([open, await stateOf(line)]).toEqual([1, 'in_run']);
  });

  it.each(TIMES)('two release one run: it is released once (%i)', async () => {
    await approvedLine(world);
    const { id, items } = await prepareRun(processes.api, { by: world.staff.paul });
    expect((await Promise.all([run(id, 'viktor', 'release'), run(id, 'ines', 'release')])).sort()).toEqual([
      'done',
      'not_allowed_in_state',
    ]);
    const journals = await world.database.ledgerJournal.count({
      where: { kind: 'released', source: { in: items.map((item) => item.id) } },
    });
    expect(journals).toBe(items.length);
  });

  it.each(TIMES)(
    'one releases and the account changes: it is paid to what was approved, or not at all (%i)',
    async () => {
      const line = await approvedLine(world);
      const approved = await world.database.commission.findUniqueOrThrow({ where: { id: line.line.commissionId } });
      const { id } = await prepareRun(processes.api, { by: world.staff.paul });
      const [released] = await Promise.all([
        run(id, 'viktor', 'release'),
        enterPayee(processes.api, { partnerId: line.partnerId, by: line.adminId, account: OTHER_ACCOUNT }),
      ]);
      // Refused, the run waits as it was: its only line would be paid to an account that nobody approved.
      expect(['done', 'line_not_payable']).toContain(released);
      const item = await world.database.payoutItem.findFirstOrThrow({
        where: { runId: id, partnerId: line.partnerId },
      });
      expect(approved.payeeFingerprint).not.toBeNull();
      expect([item.state, item.payeeFingerprint]).toEqual(
        released === 'done' ? ['released', approved.payeeFingerprint] : ['prepared', null],
      );
      if (released !== 'done') await run(id, 'paul', 'cancel');
    },
  );

  it('and all that happened here adds up', async () => {
    expect(await moneyViolations(world.database)).toEqual([]);
  });
});
