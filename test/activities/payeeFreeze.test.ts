import { beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '../../adapters/ids.ts';
import { AFTER_HOLD, approvedLine, commissionActivities, type MoneyWorld } from '../support/moneyWorld.ts';
import { moneyTests } from '../support/moneyTests.ts';
import { BRIGHTWATER, decidePayee, enterPayee, OTHER_ACCOUNT, testVault } from '../support/payees.ts';
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

type Stopped = { commissionId: string; referralId: string; partnerId: string; adminId: string; runId: string };
let stopped: Stopped;

async function decide(name: 'freeze' | 'unfreeze', by: 'paul' | 'viktor'): Promise<void> {
  const { referralId, commissionId } = stopped;
  const actor = { kind: 'user' as const, id: world.staff[by] };
  const command = {
    ...{ commandId: newId('command'), name, actor, source: 'api' as const },
    payload: { commissionId, reasonCode: 'The invoice is disputed' },
  };
  const { answer } = await commissionActivities(world).decideLine({ referralId, at: AFTER_HOLD, command });
  expect(answer).toEqual({ outcome: 'done' });
}

const lineNow = () => world.database.commission.findUniqueOrThrow({ where: { id: stopped.commissionId } });
const reasonOf = async (): Promise<string | undefined> => {
  const { excluded } = await world.database.payoutRun.findUniqueOrThrow({ where: { id: stopped.runId } });
  return (excluded as { commissionId: string; reason: string }[]).find(
    ({ commissionId }) => commissionId === stopped.commissionId,
  )?.reason;
};

async function release(): Promise<void> {
  const { runId } = stopped;
  const command = await storedCommand(world, { runId, name: 'release', by: 'viktor' });
  const { answer } = await runActivities(processes.worker).decideRun({ runId, at: PAY_DAY, command });
  expect(answer).toEqual({ outcome: 'done' });
}

/** Another account, verified at once, while the line stands still in a prepared run. */
beforeEach(async () => {
  const { partnerId, adminId } = await world.wonReferral();
  await enterPayee(processes.api, { partnerId, by: adminId });
  await decidePayee(processes.api, { partnerId, by: world.staff.paul });
  const { line, referralId } = await approvedLine(world, { partnerId });
  await approvedLine(world);
  const { id: runId } = await prepareRun(processes.api, { by: world.staff.paul });
  stopped = { commissionId: line.commissionId, referralId, partnerId, adminId, runId };
  await decide('freeze', 'paul');
  await enterPayee(processes.api, { partnerId, by: adminId, account: OTHER_ACCOUNT });
  await decidePayee(processes.api, { partnerId, by: world.staff.paul });
});

describe('an account that is edited while its line stands still in a prepared run', () => {
  it('let go before the release: the line drops out with its reason and waits for approval of the new account', async () => {
    await decide('unfreeze', 'viktor');
    await release();
    // A line that stands still is bound to the new account at once, so it is the approvals that are gone by now.
    expect(await reasonOf()).toBe('approvals_missing');
    const { state, payeeFingerprint } = await lineNow();
    expect([state, payeeFingerprint]).toEqual(['awaiting_approval', testVault.fingerprintOf(OTHER_ACCOUNT)]);
    expect(await moneyViolations(world.database)).toEqual([]);
  });

  it('still standing at the release: it leaves as frozen, and once it goes on nobody has approved the new account', async () => {
    await release();
    expect(await reasonOf()).toBe('frozen');
    expect((await lineNow()).state).toBe('frozen');
    await decide('unfreeze', 'viktor');
    const { state, payeeFingerprint } = await lineNow();
    expect([state, payeeFingerprint]).toEqual(['awaiting_approval', testVault.fingerprintOf(OTHER_ACCOUNT)]);
  });

  it('and the account before is put back: it is paid by this run, for exactly that was approved', async () => {
    await enterPayee(processes.api, { partnerId: stopped.partnerId, by: stopped.adminId, account: BRIGHTWATER });
    await decidePayee(processes.api, { partnerId: stopped.partnerId, by: world.staff.paul });
    await decide('unfreeze', 'viktor');
    await release();
    expect(await reasonOf()).toBeUndefined();
    expect((await lineNow()).state).toBe('in_run');
  });
});
