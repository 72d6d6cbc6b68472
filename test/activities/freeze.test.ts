import { describe, expect, it } from '@jest/globals';
import { newId } from '../../adapters/ids.ts';
import type { LineCommand } from '../../domain/commission/decideLine.ts';
import { moneyTests } from '../support/moneyTests.ts';
import { persistently } from '../support/persistently.ts';
import {
  AFTER_HOLD,
  approvedLine,
  commissionActivities,
  type MoneyWorld,
  type StaffName,
} from '../support/moneyWorld.ts';
import {
  moneyViolations,
  PAY_DAY,
  prepareRun,
  runActivities,
  storedCommand,
  type Processes,
} from '../support/payoutRuns.ts';

let world: MoneyWorld;
let processes: Processes;
moneyTests((opened) => {
  ({ world, processes } = opened);
});

type Line = Awaited<ReturnType<typeof approvedLine>>;

const give = (line: Line, who: StaffName, name: 'freeze' | 'unfreeze', at = AFTER_HOLD) => {
  const command: LineCommand = {
    commandId: newId('command'),
    name,
    actor: { kind: 'user', id: world.staff[who] },
    source: 'api',
    payload: { commissionId: line.line.commissionId, reasonCode: 'invoice_disputed' },
  };
  return commissionActivities({ database: processes.worker }).decideLine({ referralId: line.referralId, at, command });
};
const rowOf = ({ line }: Line) => world.database.commission.findUniqueOrThrow({ where: { id: line.commissionId } });
const decideRun = async (runId: string, name: 'release' | 'cancel', by: StaffName) =>
  runActivities(processes.worker).decideRun({
    runId,
    at: PAY_DAY,
    command: await storedCommand(world, { runId, name, by }),
  });

describe('a line that finance stops', () => {
  it('is in no run, and the run says why; it goes on where it stood', async () => {
    const line = await approvedLine(world);
    expect((await give(line, 'paul', 'freeze')).answer).toEqual({ outcome: 'done' });
    expect(await rowOf(line)).toMatchObject({
      state: 'frozen',
      frozenFor: ['finance'],
      freezeReason: 'invoice_disputed',
    });
    const run = await prepareRun(processes.api, { by: world.staff.paul });
    expect(run.excluded).toContainEqual({ commissionId: line.line.commissionId, reason: 'frozen' });
    const { line: after } = await give(line, 'ines', 'unfreeze');
    expect(after?.state).toBe('approved');
    expect(await rowOf(line)).toMatchObject({ frozenFor: [], frozenAt: null, freezeReason: null });
    await decideRun(run.id, 'cancel', 'paul');
  });

  it('in a prepared run drops out at the release with its reason, and stays stopped', async () => {
    const [stopped, other] = [await approvedLine(world), await approvedLine(world)];
    const run = await prepareRun(processes.api, { by: world.staff.paul });
    await give(stopped, 'paul', 'freeze');
    expect((await decideRun(run.id, 'release', 'ines')).answer).toEqual({ outcome: 'done' });
    expect((await rowOf(stopped)).state).toBe('frozen');
    expect((await rowOf(other)).state).toBe('in_run');
    const { excluded } = await world.database.payoutRun.findUniqueOrThrow({ where: { id: run.id } });
    expect(excluded).toContainEqual({ commissionId: stopped.line.commissionId, reason: 'frozen' });
    expect((await give(other, 'paul', 'freeze')).answer).toMatchObject({ code: 'not_allowed_in_state' });
    expect((await give(stopped, 'ines', 'unfreeze')).line?.state).toBe('approved');
    expect(await moneyViolations(world.database)).toEqual([]);
  });

  it('in a prepared run goes on in it when it is let go before the release', async () => {
    const line = await approvedLine(world);
    const run = await prepareRun(processes.api, { by: world.staff.paul });
    await give(line, 'paul', 'freeze');
    expect((await give(line, 'ines', 'unfreeze')).line?.state).toBe('in_run');
    await decideRun(run.id, 'cancel', 'paul');
    expect((await rowOf(line)).state).toBe('approved');
  });

  it('and a release at the same moment: either it is paid or it is stopped, never both', async () => {
    const line = await approvedLine(world);
    const run = await prepareRun(processes.api, { by: world.staff.paul });
    const [stop] = await Promise.all([
      persistently(() => give(line, 'paul', 'freeze')),
      persistently(() => decideRun(run.id, 'release', 'ines')),
    ]);
    const { state } = await rowOf(line);
    expect([stop.answer.outcome, state]).toEqual(
      stop.answer.outcome === 'done' ? ['done', 'frozen'] : ['refused', 'in_run'],
    );
    expect(await moneyViolations(world.database)).toEqual([]);
  });

  it('cannot be approved, and its end of hold waits', async () => {
    const line = await approvedLine(world, { by: [] });
    await give(line, 'paul', 'freeze');
    const { answer } = await commissionActivities(world).decideLine({
      referralId: line.referralId,
      at: AFTER_HOLD,
      command: {
        commandId: newId('command'),
        name: 'approveCommission',
        actor: { kind: 'user', id: world.staff.ines },
        source: 'api',
        payload: { commissionId: line.line.commissionId, contentHash: line.line.contentHash },
      },
    });
    expect(answer).toMatchObject({ code: 'not_allowed_in_state', facts: { state: 'frozen' } });
  });
});
