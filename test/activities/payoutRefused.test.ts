import { describe, expect, it } from '@jest/globals';
import { createCommissionReads } from '../../adapters/database/commissionReads.ts';
import { createPayoutRuns } from '../../adapters/database/payoutRuns.ts';
import { createBuiltInRails } from '../../adapters/rails/builtIn.ts';
import type { Rail } from '../../adapters/rails/port.ts';
import { approvedLine, type MoneyWorld } from '../support/moneyWorld.ts';
import { enterPayee, payeesOf, testVault } from '../support/payees.ts';
import {
  balancesOf,
  bankFileOf,
  moneyViolations,
  PAY_DAY,
  prepareRun,
  runActivities,
  storedCommand,
  type Processes,
} from '../support/payoutRuns.ts';
import { payoutRunTests } from '../support/payoutRunTests.ts';

let world: MoneyWorld;
let processes: Processes;
let activities: ReturnType<typeof runActivities>;
payoutRunTests((opened) => {
  ({ world, processes, activities } = opened);
});

async function releasedRun(): Promise<{ runId: string; itemIds: string[] }> {
  const { id: runId } = await prepareRun(processes.api, { by: world.staff.paul });
  const command = await storedCommand(world, { runId, name: 'release', by: 'ines' });
  expect((await activities.decideRun({ runId, at: PAY_DAY, command })).answer).toEqual({ outcome: 'done' });
  return { runId, itemIds: await activities.itemsToSubmit({ runId, limit: 100 }) };
}

const submit = (itemIds: readonly string[], attempt = 1) => activities.submitItems({ itemIds, attempt, at: PAY_DAY });
const finish = (runId: string) => activities.finishSubmission({ runId, rail: 'csv' });
const itemOf = (partnerId: string, runId: string) =>
  world.database.payoutItem.findFirstOrThrow({ where: { partnerId, runId } });
const lineOf = (id: string) => world.database.commission.findUniqueOrThrow({ where: { id } });
const told = (referralId: string) =>
  world.database.outboxRow.findMany({ where: { groupKey: `referral:${referralId}`, kind: 'signal' } });
const mailsAbout = async (referralId: string) => {
  const rows = await world.database.outboxRow.findMany({
    where: { kind: 'mail', payload: { path: ['referralId'], equals: referralId } },
  });
  return rows.map(({ payload }) => payload);
};
const csvRail = (): Rail => {
  const { csv } = createBuiltInRails(processes.worker, payeesOf(processes.worker));
  if (csv === undefined) throw new Error('no csv');
  return csv;
};

describe('an item that its rail refuses for good', () => {
  it('is taken back once, with the reason for finance and partner, while the others are paid', async () => {
    const poor = await approvedLine(world, { account: null });
    const other = await approvedLine(world, { amount: 1_000_000 });
    const { runId, itemIds } = await releasedRun();
    await submit(itemIds);
    await submit(itemIds, 2);
    expect(await finish(runId)).toBe('submitted');

    expect(await itemOf(poor.partnerId, runId)).toMatchObject({ state: 'refused', returnReason: 'payee_missing' });
    expect(await itemOf(other.partnerId, runId)).toMatchObject({ state: 'submitted' });
    expect(await bankFileOf(world.database, runId)).not.toContain((await itemOf(poor.partnerId, runId)).id);
    expect(await lineOf(poor.line.commissionId)).toMatchObject({ state: 'returned', paidAt: null });
    const scope = { kind: 'internal', managerId: null } as const;
    expect(await createCommissionReads(world.database).commission(scope, poor.line.commissionId)).toMatchObject({
      paymentRefused: 'payee_missing',
    });
    expect((await told(poor.referralId)).map(({ payload }) => payload)).toMatchObject([
      { signal: 'runSettled', args: { outcome: 'returned', commissionIds: [poor.line.commissionId] } },
    ]);
    expect((await mailsAbout(poor.referralId)).slice(1)).toMatchObject([
      { text: 'commission_not_paid', facts: { amountMinor: 480_000, reasonCode: 'payee_missing' } },
    ]);
    expect(await balancesOf(world.database)).toMatchObject({ payable_due: -480_000, payout_clearing: -100_000 });

    const payload = { reference: 'BANK-1', settledOn: '2027-02-15' };
    const command = await storedCommand(world, { runId, name: 'confirm', by: 'paul', payload });
    expect((await activities.decideRun({ runId, at: PAY_DAY, command })).state).toBe('partly_returned');
    expect(await moneyViolations(world.database)).toEqual([]);
  });

  it('alone in its run ends it without a file; what has an account by then is approved anew', async () => {
    const { partnerId, adminId, line } = await approvedLine(world, { account: null });
    const first = await releasedRun();
    await submit(first.itemIds);
    expect(await finish(first.runId)).toBe('partly_returned');
    expect(await bankFileOf(world.database, first.runId)).toBeNull();
    await enterPayee(processes.api, { partnerId, by: adminId });
    const next = await prepareRun(processes.api, { by: world.staff.paul });
    // Another account is another content: it is approved anew.
    expect(next.excluded).toContainEqual({ commissionId: line.commissionId, reason: 'approvals_missing' });
    const command = await storedCommand(world, { runId: next.id, name: 'cancel', by: 'paul' });
    await activities.decideRun({ runId: next.id, at: PAY_DAY, command });
    expect(await moneyViolations(world.database)).toEqual([]);
  });

  it('is not taken back by an attempt that a later one has replaced: the money may be on its way', async () => {
    const { partnerId } = await approvedLine(world);
    const { runId, itemIds } = await releasedRun();
    const { id: itemId } = await itemOf(partnerId, runId);
    const rail = csvRail();
    const late = runActivities(processes.worker, {
      rails: {
        csv: {
          ...rail,
          submit: async () => {
            // Before this answer arrives the run has given up on it, and the next attempt has paid.
            expect(await activities.lookUpItems({ itemIds: [itemId] })).toEqual([itemId]);
            await submit([itemId], 2);
            return { refused: 'account_closed' };
          },
        },
      },
    });
    await late.submitItems({ itemIds: [itemId], attempt: 1, at: PAY_DAY });
    expect(await world.database.payoutItem.findUniqueOrThrow({ where: { id: itemId } })).toMatchObject({
      state: 'submitted',
    });
    await submit(itemIds);
    await finish(runId);
    expect(await moneyViolations(world.database)).toEqual([]);
  });

  it('cannot be handed over any more by an attempt that looked before', async () => {
    const { partnerId } = await approvedLine(world, { account: null });
    const { runId } = await releasedRun();
    const { id: itemId } = await itemOf(partnerId, runId);
    await submit([itemId]);
    const taken = { itemId, rail: 'csv', attempt: `${itemId}#2`, previous: [`${itemId}#1`], at: PAY_DAY };
    expect(await createPayoutRuns(processes.worker, testVault).takeIntent(taken)).toBe(false);
  });
});
