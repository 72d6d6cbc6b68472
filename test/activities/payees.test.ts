import { describe, expect, it } from '@jest/globals';
import { newId } from '../../adapters/ids.ts';
import type { CommandAnswer } from '../../domain/referral/commands.ts';
import { moneyTests } from '../support/moneyTests.ts';
import {
  AFTER_HOLD,
  approvedLine,
  commissionActivities,
  dealOf,
  SIGNED_AT,
  type MoneyWorld,
  type StaffName,
} from '../support/moneyWorld.ts';
import { BRIGHTWATER, decidePayee, enterPayee, OTHER_ACCOUNT, payeesOf, testVault } from '../support/payees.ts';
import {
  bankFileOf,
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

const lineOf = (id: string) => world.database.commission.findUniqueOrThrow({ where: { id } });
const eventsOf = async (referralId: string) =>
  (await world.database.event.findMany({ where: { referralId }, orderBy: { seq: 'asc' } })).map(({ type }) => type);

/** A partner with a verified account, and a line of it that Ines has approved. */
async function approvedWithPayee({ verifiedBy = 'paul' }: { verifiedBy?: StaffName } = {}) {
  const { partnerId, adminId } = await world.wonReferral();
  await enterPayee(processes.api, { partnerId, by: adminId });
  await decidePayee(processes.api, { partnerId, by: world.staff[verifiedBy] });
  return { ...(await approvedLine(world, { partnerId })), adminId };
}

const change = (partnerId: string, by: string) =>
  enterPayee(processes.api, { partnerId, by, account: OTHER_ACCOUNT, at: new Date(PAY_DAY) });

async function approve(
  referralId: string,
  commissionId: string,
  who: StaffName,
  hash?: string,
): Promise<CommandAnswer> {
  const contentHash = hash ?? (await lineOf(commissionId)).contentHash;
  const { answer } = await commissionActivities({ database: processes.worker }).decideLine({
    referralId,
    at: AFTER_HOLD,
    command: {
      commandId: newId('command'),
      name: 'approveCommission',
      actor: { kind: 'user', id: world.staff[who] },
      source: 'api',
      payload: { commissionId, contentHash },
    },
  });
  return answer;
}

async function release(runId: string, by: StaffName = 'viktor') {
  const command = await storedCommand(world, { runId, name: 'release', by });
  return runActivities(processes.worker).decideRun({ runId, at: PAY_DAY, command });
}

describe('a line and the account it is paid to', () => {
  it('is bound at accrual, and who had a hand in the account is excluded', async () => {
    const { line, adminId } = await approvedWithPayee();
    const stored = await lineOf(line.commissionId);
    expect(stored.payeeFingerprint).toBe(testVault.fingerprintOf(BRIGHTWATER));
    const excluded = await world.database.commissionExclusion.findMany({ where: { commissionId: stored.id } });
    expect(excluded.map(({ userId, reason }) => [reason, userId])).toEqual(
      expect.arrayContaining([
        ['edited_payee', adminId],
        ['verified_payee', world.staff.paul],
      ]),
    );
  });

  it('is refused at accrual when the account has changed since it was looked at', async () => {
    const { referralId, partnerId, planVersionId } = await world.wonReferral();
    const accrual = { referralId, partnerId, planVersionId, payeeFingerprint: 'of the account before', lines: [] };
    await expect(
      processes.worker.$queryRaw`SELECT accrue_commissions(${JSON.stringify(accrual)}::jsonb)`,
    ).rejects.toThrow('40001');
  });

  it('an edit voids the approvals, tells the story, and the same person may approve anew', async () => {
    const { line, referralId, partnerId, adminId } = await approvedWithPayee();
    const before = await lineOf(line.commissionId);
    await change(partnerId, adminId);
    const after = await lineOf(line.commissionId);
    expect(after).toMatchObject({
      state: 'awaiting_approval',
      payeeFingerprint: testVault.fingerprintOf(OTHER_ACCOUNT),
    });
    expect(after.contentHash).not.toBe(before.contentHash);
    expect((await eventsOf(referralId)).at(-1)).toBe('commission.payee_changed');
    const told = await world.database.outboxRow.findMany({
      where: { kind: 'signal', groupKey: `referral:${referralId}` },
    });
    expect(told.map(({ payload }) => (payload as { signal: string }).signal)).toEqual(['recheck']);

    expect(await approve(referralId, line.commissionId, 'ines', before.contentHash)).toMatchObject({
      outcome: 'refused',
      code: 'content_changed',
    });
    expect(await approve(referralId, line.commissionId, 'ines')).toEqual({ outcome: 'done' });
    expect((await lineOf(line.commissionId)).state).toBe('approved');
  });

  it('an edit while the hold runs leaves the state and voids the approval', async () => {
    const { referralId, partnerId, adminId } = await world.wonReferral();
    const activities = commissionActivities(world);
    const [held] = await activities.accrueLines({ referralId, at: SIGNED_AT, deal: dealOf(world, 4_800_000) });
    const commissionId = held?.commissionId ?? '';
    expect(await approve(referralId, commissionId, 'ines')).toEqual({ outcome: 'done' });
    await enterPayee(processes.api, { partnerId, by: adminId });
    expect((await activities.endHold({ referralId, commissionId, at: AFTER_HOLD })).state).toBe('awaiting_approval');
  });

  it('a refusal brings back the account before, and with it what was approved', async () => {
    const { line, partnerId, adminId } = await approvedWithPayee();
    await change(partnerId, adminId);
    await decidePayee(processes.api, { partnerId, by: world.staff.paul, decision: 'refused' });
    expect(await lineOf(line.commissionId)).toMatchObject({
      state: 'approved',
      payeeFingerprint: testVault.fingerprintOf(BRIGHTWATER),
    });
  });

  it('who verifies the account after approving the line has not approved it', async () => {
    const { partnerId, adminId } = await world.wonReferral();
    await enterPayee(processes.api, { partnerId, by: adminId });
    const { line } = await approvedLine(world, { partnerId });
    expect((await lineOf(line.commissionId)).state).toBe('approved');
    await decidePayee(processes.api, { partnerId, by: world.staff.ines });
    expect((await lineOf(line.commissionId)).state).toBe('awaiting_approval');
  });

  it.each([
    { who: 'ines' as const, why: 'verified_payee' },
    { who: 'clara' as const, why: 'edited_payee' },
  ])('in the story alone: $who may not approve ($why)', async ({ who, why }) => {
    const { partnerId } = await world.wonReferral();
    await enterPayee(processes.api, { partnerId, by: world.staff.clara });
    await decidePayee(processes.api, { partnerId, by: world.staff.ines });
    const { line, referralId } = await approvedLine(world, { partnerId, by: [] });
    expect(await approve(referralId, line.commissionId, who)).toMatchObject({
      outcome: 'refused',
      code: 'separation_of_duties',
      facts: { who: world.staff[who], why },
    });
  });
});

describe('an account that is edited around a release', () => {
  it('between approval and release: the line drops out with its reason and waits for approval anew', async () => {
    const edited = await approvedWithPayee();
    const other = await approvedWithPayee();
    const run = await prepareRun(processes.api, { by: world.staff.paul });
    await change(edited.partnerId, edited.adminId);
    expect((await lineOf(edited.line.commissionId)).state).toBe('in_run');
    expect((await release(run.id)).answer).toEqual({ outcome: 'done' });

    expect(await lineOf(edited.line.commissionId)).toMatchObject({
      state: 'awaiting_approval',
      payeeFingerprint: testVault.fingerprintOf(OTHER_ACCOUNT),
    });
    expect((await lineOf(other.line.commissionId)).state).toBe('in_run');
    const { excluded } = await world.database.payoutRun.findUniqueOrThrow({ where: { id: run.id } });
    expect(excluded).toContainEqual({ commissionId: edited.line.commissionId, reason: 'payee_changed' });
    expect(await eventsOf(edited.referralId)).toEqual(
      expect.arrayContaining(['commission.in_run', 'commission.awaiting_approval', 'commission.payee_changed']),
    );
    expect(await moneyViolations(world.database)).toEqual([]);
  });

  it('after the release: nothing is stopped, and the money goes where it was released to', async () => {
    const { line, partnerId, adminId } = await approvedWithPayee();
    const run = await prepareRun(processes.api, { by: world.staff.paul });
    await release(run.id);
    await change(partnerId, adminId);
    const itemId = run.items.find((item) => item.partnerId === partnerId)?.id ?? '';
    expect((await payeesOf(processes.worker).forItems([itemId])).get(itemId)).toEqual(BRIGHTWATER);

    const activities = runActivities(processes.worker);
    const itemIds = await activities.itemsToSubmit({ runId: run.id, limit: 100 });
    await activities.submitItems({ itemIds, attempt: 1, at: PAY_DAY });
    expect(await activities.finishSubmission({ runId: run.id, rail: 'csv' })).toBe('submitted');
    expect(await bankFileOf(world.database, run.id)).toContain(
      `${itemId},Brightwater Consulting GmbH,DE89370400440532013000 COBADEFFXXX,`,
    );
    const command = await storedCommand(world, {
      runId: run.id,
      name: 'confirm',
      by: 'paul',
      payload: { reference: 'BANK-1', settledOn: '2027-02-15' },
    });
    expect((await activities.decideRun({ runId: run.id, at: PAY_DAY, command })).answer).toEqual({ outcome: 'done' });
    expect((await lineOf(line.commissionId)).state).toBe('paid');
    expect(await moneyViolations(world.database)).toEqual([]);
  });

  it('of a partner without an account the rail is told that there is none', async () => {
    const { partnerId } = await approvedLine(world, { account: null });
    const run = await prepareRun(processes.api, { by: world.staff.paul });
    await release(run.id);
    const itemId = run.items.find((item) => item.partnerId === partnerId)?.id ?? '';
    expect((await payeesOf(processes.worker).forItems([itemId])).size).toBe(0);
  });
});
