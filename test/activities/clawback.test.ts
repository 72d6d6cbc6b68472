import { describe, expect, it } from '@jest/globals';
import { newId } from '../../adapters/ids.ts';
import {
  AFTER_HOLD,
  approvedLine,
  commissionActivities,
  dealOf,
  type MoneyWorld,
  type StaffName,
} from '../support/moneyWorld.ts';
import { moneyTests } from '../support/moneyTests.ts';
import {
  balancesOf,
  moneyViolations,
  PAY_DAY,
  prepareRun,
  runActivities,
  storedCommand,
  type Processes,
  keptStatement,
} from '../support/payoutRuns.ts';
import { recordRefund } from '../support/refunds.ts';
import { bankLine } from '../support/statementLines.ts';

let world: MoneyWorld;
let processes: Processes;
moneyTests((opened) => {
  ({ world, processes } = opened);
});

type Line = Awaited<ReturnType<typeof approvedLine>> & { dealId: string };

/** A line of 4,800 EUR of a deal of its own, approved; `by`: by whom. */
async function line(by: StaffName[] = ['ines']): Promise<Line> {
  const dealId = newId('refund');
  const approved = await approvedLine(world, { by, dealId });
  await world.database.referral.update({
    where: { id: approved.referralId },
    data: { deal: dealOf(world, 4_800_000, dealId) },
  });
  return { ...approved, dealId };
}
const refund = (dealId: string, amountMinor: bigint) =>
  recordRefund(processes.api, { dealId, amountMinor, by: world.staff.paul, at: new Date(AFTER_HOLD) });
const clawBack = ({ referralId, dealId }: Line) =>
  commissionActivities({ database: processes.worker }).clawBack({ referralId, dealId, at: AFTER_HOLD });
const rowOf = ({ line: { commissionId } }: Line) =>
  world.database.commission.findUniqueOrThrow({ where: { id: commissionId } });
const decideRun = async (runId: string, name: 'release' | 'confirm' | 'statement', by: StaffName, payload = {}) =>
  runActivities(processes.worker).decideRun({
    runId,
    at: PAY_DAY,
    command: await storedCommand(world, { runId, name, by, payload }),
  });
const approve = ({ referralId, line: { commissionId } }: Line, who: StaffName, contentHash: string) =>
  commissionActivities(world).decideLine({
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
const balanceOf = async (partnerId: string, kind: string): Promise<number> => {
  const [row] = await world.database.$queryRaw<{ balance: bigint | null }[]>`
    SELECT sum(CASE e.side WHEN 'debit' THEN e.amount_minor ELSE -e.amount_minor END)::bigint AS balance FROM ledger_entries e
    JOIN ledger_accounts a ON a.id = e.account_id WHERE a.partner_id = ${partnerId} AND a.kind = ${kind}`;
  return Number(row?.balance ?? 0n);
};
async function payOut(): Promise<string> {
  const run = await prepareRun(processes.api, { by: world.staff.paul });
  const { itemsToSubmit, submitItems, finishSubmission } = runActivities(processes.worker);
  await decideRun(run.id, 'release', 'viktor');
  const itemIds = await itemsToSubmit({ runId: run.id, limit: 100 });
  await submitItems({ itemIds, attempt: 1, at: PAY_DAY });
  await finishSubmission({ runId: run.id, rail: 'csv' });
  return run.id;
}

describe('a refund before the payment', () => {
  it('makes the line smaller, voids its approval, and the same person approves the new content', async () => {
    const won = await line();
    await refund(won.dealId, 1_200_000n);
    expect(await clawBack(won)).toMatchObject([
      { state: 'awaiting_approval', approvals: 0, amount: { amount: 360_000, currency: 'EUR' } },
    ]);
    const { contentHash, amountMinor } = await rowOf(won);
    expect([contentHash === won.line.contentHash, amountMinor]).toEqual([false, 480_000n]);
    expect((await approve(won, 'ines', won.line.contentHash)).answer).toMatchObject({ code: 'content_changed' });
    expect((await approve(won, 'ines', contentHash)).line).toMatchObject({ state: 'approved', approvals: 1 });
    expect(await balanceOf(won.partnerId, 'payable_due')).toBe(-360_000);
  });

  it('told twice takes back once', async () => {
    const won = await line();
    await refund(won.dealId, 1_200_000n);
    const both = await Promise.allSettled([clawBack(won), clawBack(won)]);
    expect(both.some(({ status }) => status === 'fulfilled')).toBe(true);
    expect((await clawBack(won))[0]?.amount.amount).toBe(360_000);
    expect(await balanceOf(won.partnerId, 'payable_due')).toBe(-360_000);
  });

  it('takes the line out of a run that is not released; the run pays the others', async () => {
    const won = await line();
    const other = await line();
    const run = await prepareRun(processes.api, { by: world.staff.paul });
    await refund(won.dealId, 1_200_000n);
    await clawBack(won);
    expect((await rowOf(won)).state).toBe('awaiting_approval');
    expect((await decideRun(run.id, 'release', 'viktor')).answer).toEqual({ outcome: 'done' });
    expect((await rowOf(other)).state).toBe('in_run');
    expect(await moneyViolations(world.database)).toEqual([]);
  });

  it('in full ends the line with nothing owed', async () => {
    const won = await line();
    await refund(won.dealId, 4_800_000n);
    expect(await clawBack(won)).toMatchObject([{ state: 'clawed_back', amount: { amount: 0 } }]);
    expect(await balanceOf(won.partnerId, 'payable_due')).toBe(0);
  });
});

describe('a refund after the payment', () => {
  it('is owed by the partner, step by step, and never more than was paid', async () => {
    const won = await line();
    const runId = await payOut();
    await decideRun(runId, 'confirm', 'paul', { reference: 'BANK-1', settledOn: '2027-02-15' });
    await refund(won.dealId, 1_200_000n);
    expect(await clawBack(won)).toMatchObject([{ state: 'paid', reclaimed: true, amount: { amount: 480_000 } }]);
    expect(await balanceOf(won.partnerId, 'partner_receivable')).toBe(120_000);
    await refund(won.dealId, 3_600_000n);
    expect(await clawBack(won)).toMatchObject([{ state: 'clawed_back' }]);
    expect(await balanceOf(won.partnerId, 'partner_receivable')).toBe(480_000);
    expect(await moneyViolations(world.database)).toEqual([]);
  });

  it('while the money is on its way leaves the payment alone, and the line is gone when it has arrived', async () => {
    const won = await line();
    const runId = await payOut();
    await refund(won.dealId, 4_800_000n);
    expect(await clawBack(won)).toMatchObject([{ state: 'in_run', reclaimed: true }]);
    await decideRun(runId, 'confirm', 'paul', { reference: 'BANK-2', settledOn: '2027-02-15' });
    expect((await rowOf(won)).state).toBe('paid');
    expect(await clawBack(won)).toMatchObject([{ state: 'clawed_back' }]);
    expect(await balanceOf(won.partnerId, 'partner_receivable')).toBe(480_000);
    const balances = await balancesOf(world.database);
    expect(Object.values(balances).reduce((total, balance) => total + balance, 0)).toBe(0);
  });

  it('that the bank sends back is owed no more: the line is smaller, and no run takes it as it was', async () => {
    const won = await line();
    const runId = await payOut();
    const item = await world.database.payoutItem.findFirstOrThrow({ where: { runId, partnerId: won.partnerId } });
    await refund(won.dealId, 4_800_000n);
    await clawBack(won);
    const lines = [bankLine(item.id, Number(item.amountMinor), { movement: 'returned', reasonCode: 'AC04' })];
    const statementId = await keptStatement(processes.api, { runId, lines, by: world.staff.paul });
    await decideRun(runId, 'statement', 'paul', { statementId });
    expect((await rowOf(won)).state).toBe('returned');
    const next = await prepareRun(processes.api, { by: world.staff.paul });
    expect(next.excluded).toContainEqual({ commissionId: won.line.commissionId, reason: 'content_changed' });
    expect(await clawBack(won)).toMatchObject([{ state: 'clawed_back', amount: { amount: 0 } }]);
    expect([
      await balanceOf(won.partnerId, 'partner_receivable'),
      await balanceOf(won.partnerId, 'payable_due'),
    ]).toEqual([0, 0]);
  });
});
