import { beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '../../adapters/ids.ts';
import { AFTER_HOLD, approvedLine, commissionActivities, dealOf, type MoneyWorld } from '../support/moneyWorld.ts';
import { moneyTests } from '../support/moneyTests.ts';
import {
  keptStatement,
  moneyViolations,
  PAY_DAY,
  prepareRun,
  runActivities,
  storedCommand,
  type Processes,
} from '../support/payoutRuns.ts';
import { recordRefund } from '../support/refunds.ts';
import { bankLine } from '../support/statementLines.ts';

let world: MoneyWorld;
let processes: Processes;
moneyTests((opened) => {
  ({ world, processes } = opened);
});

/** Of one partner, so that each test has an account of its own. */
let partnerId: string | undefined;
beforeEach(() => {
  partnerId = undefined;
});

type Line = { commissionId: string; referralId: string; dealId: string };

/** An approved line of a tenth of the amount, of a deal of its own. */
async function line(amount = 4_800_000): Promise<Line> {
  const dealId = newId('refund');
  const won = await approvedLine(world, { amount, dealId, ...(partnerId === undefined ? {} : { partnerId }) });
  ({ partnerId } = won);
  await world.database.referral.update({
    where: { id: won.referralId },
    data: { deal: dealOf(world, amount, dealId) },
  });
  return { commissionId: won.line.commissionId, referralId: won.referralId, dealId };
}

const decide = async (runId: string, name: 'release' | 'confirm' | 'statement', payload = {}) =>
  runActivities(processes.worker).decideRun({
    runId,
    at: PAY_DAY,
    command: await storedCommand(world, { runId, name, by: name === 'release' ? 'viktor' : 'paul', payload }),
  });
const prepare = () => prepareRun(processes.api, { by: world.staff.paul });
const confirm = (runId: string) => decide(runId, 'confirm', { reference: 'BANK-1', settledOn: '2027-02-15' });

async function release(runId: string) {
  const { itemsToSubmit, submitItems, finishSubmission } = runActivities(processes.worker);
  const { answer } = await decide(runId, 'release');
  expect(answer).toEqual({ outcome: 'done' });
  const itemIds = await itemsToSubmit({ runId, limit: 100 });
  await submitItems({ itemIds, attempt: 1, at: PAY_DAY });
  return finishSubmission({ runId, rail: 'csv' });
}
const ownItem = async (runId: string) =>
  world.database.payoutItem.findFirstOrThrow({ where: { runId, ...(partnerId === undefined ? {} : { partnerId }) } });

async function refund({ referralId, dealId }: Line, amountMinor: bigint): Promise<void> {
  const at = new Date(AFTER_HOLD);
  await recordRefund(processes.api, { dealId, amountMinor, by: world.staff.paul, at });
  await commissionActivities({ database: processes.worker }).clawBack({ referralId, dealId, at: AFTER_HOLD });
}

/** A line of 480.00 that was paid, and of which so much of the deal was refunded since. */
async function refundedLine(amountMinor: bigint): Promise<Line> {
  const paid = await line();
  const { id } = await prepare();
  await release(id);
  await confirm(id);
  await refund(paid, amountMinor);
  return paid;
}

const stateOf = async ({ commissionId }: Line) =>
  (await world.database.commission.findUniqueOrThrow({ where: { id: commissionId } })).state;
const balanceOf = async (kind: string): Promise<number> => {
  const [row] = await world.database.$queryRaw<{ balance: bigint | null }[]>`
    SELECT sum(CASE e.side WHEN 'debit' THEN e.amount_minor ELSE -e.amount_minor END)::bigint AS balance FROM ledger_entries e
    JOIN ledger_accounts a ON a.id = e.account_id WHERE a.partner_id = ${partnerId} AND a.kind = ${kind}`;
  return Number(row?.balance ?? 0n);
};
const mailsOf = async ({ referralId }: Line) =>
  (
    await world.database.outboxRow.findMany({
      where: { kind: 'mail', payload: { path: ['referralId'], equals: referralId } },
    })
  ).map(({ payload }) => payload);

describe('what a partner owes', () => {
  it('is netted in the next run: less is transferred, the line is paid, and nothing is owed any more', async () => {
    const debt = await refundedLine(1_200_000n);
    const next = await line();
    const run = await prepare();
    expect(run.items).toMatchObject([
      {
        amount: { amount: 360_000 },
        nettings: [{ commissionId: debt.commissionId, amount: { amount: 120_000 } }],
        stillOwed: { amount: 0 },
      },
    ]);
    await release(run.id);
    expect(await world.database.railPayment.findMany({ where: { runId: run.id } })).toMatchObject([
      { amountMinor: 360_000n },
    ]);
    expect([await balanceOf('partner_receivable'), await balanceOf('payable_due')]).toEqual([0, 0]);
    await confirm(run.id);
    expect(await stateOf(next)).toBe('paid');
    expect(await mailsOf(next)).toContainEqual(
      expect.objectContaining({
        text: 'commission_paid',
        facts: {
          amountMinor: 360_000,
          nettedMinor: 120_000,
          currency: 'EUR',
          settledOn: '2027-02-15',
          reference: 'BANK-1',
        },
      }),
    );
    expect(await moneyViolations(world.database)).toEqual([]);
  });

  it('that is more than is paid nets all of it: nothing goes to the rail, the run ends, and the rest is carried over', async () => {
    await refundedLine(4_800_000n);
    const next = await line(1_000_000);
    const run = await prepare();
    expect(run.items).toMatchObject([{ amount: { amount: 0 }, stillOwed: { amount: 380_000 } }]);
    expect(await release(run.id)).toBe('settled');
    expect(await ownItem(run.id)).toMatchObject({ state: 'netted', amountMinor: 0n });
    expect(await world.database.railPayment.count({ where: { runId: run.id } })).toBe(0);
    expect([await stateOf(next), await balanceOf('partner_receivable')]).toEqual(['paid', 380_000]);
    expect(await mailsOf(next)).toContainEqual(
      expect.objectContaining({ text: 'commission_netted', facts: { amountMinor: 100_000, currency: 'EUR' } }),
    );
    const after = await line();
    const last = await prepare();
    expect(last.items).toMatchObject([{ amount: { amount: 100_000 }, stillOwed: { amount: 0 } }]);
    await release(last.id);
    await confirm(last.id);
    expect([await stateOf(after), await balanceOf('partner_receivable')]).toEqual(['paid', 0]);
    expect(await moneyViolations(world.database)).toEqual([]);
  });

  it('by a refund between the preparation and the release is netted as well', async () => {
    const paid = await line();
    const first = await prepare();
    await release(first.id);
    await confirm(first.id);
    await line();
    const run = await prepare();
    expect(run.items).toMatchObject([{ amount: { amount: 480_000 }, nettings: [] }]);
    await refund(paid, 1_200_000n);
    await release(run.id);
    expect(await ownItem(run.id)).toMatchObject({ amountMinor: 360_000n });
    await confirm(run.id);
    expect(await moneyViolations(world.database)).toEqual([]);
  });

  it('is netted once by two runs that are released at the same time', async () => {
    await refundedLine(1_200_000n);
    await line();
    const one = await prepare();
    await line();
    const other = await prepare();
    await Promise.all([release(one.id), release(other.id)]);
    const amounts = [(await ownItem(one.id)).amountMinor, (await ownItem(other.id)).amountMinor];
    expect(amounts.reduce((sum, amount) => sum + amount, 0n)).toBe(840_000n);
    expect(await balanceOf('partner_receivable')).toBe(0);
    await confirm(one.id);
    await confirm(other.id);
    expect(await moneyViolations(world.database)).toEqual([]);
  });

  it('is not netted with what another partner gets', async () => {
    await refundedLine(1_200_000n);
    const owing = partnerId;
    partnerId = undefined;
    await line();
    const run = await prepare();
    expect(run.items).toMatchObject([{ amount: { amount: 480_000 }, nettings: [] }]);
    await release(run.id);
    await confirm(run.id);
    partnerId = owing;
    expect(await balanceOf('partner_receivable')).toBe(120_000);
  });
});

describe('a payment that comes back after something was netted', () => {
  it('is due for what was transferred only; what was netted stays settled, and so does a line that was wholly', async () => {
    await refundedLine(1_200_000n);
    const [small, large] = [await line(500_000), await line()];
    const run = await prepare();
    await release(run.id);
    const item = await ownItem(run.id);
    expect(item.amountMinor).toBe(410_000n);
    const returned = bankLine(item.id, 410_000, { movement: 'returned', reasonCode: 'AC04' });
    const statementId = await keptStatement(processes.api, { runId: run.id, lines: [returned], by: world.staff.paul });
    await decide(run.id, 'statement', { statementId });
    expect([await stateOf(small), await stateOf(large)]).toEqual(['paid', 'returned']);
    expect([await balanceOf('payable_due'), await balanceOf('partner_receivable')]).toEqual([-410_000, 0]);
    const again = await prepare();
    expect(again.items).toMatchObject([{ amount: { amount: 410_000 }, lines: [{ amount: { amount: 410_000 } }] }]);
    await release(again.id);
    await confirm(again.id);
    expect(await stateOf(large)).toBe('paid');
    expect(await moneyViolations(world.database)).toEqual([]);
  });

  it('is paid again where its refund was netted with another line meanwhile', async () => {
    const debt = await line();
    const first = await prepare();
    await release(first.id);
    const item = await ownItem(first.id);
    const word = (movement: 'paid' | 'returned') => bankLine(item.id, 480_000, { movement });
    const tell = async (movement: 'paid' | 'returned') => {
      const lines = [word(movement)];
      const statementId = await keptStatement(processes.api, { runId: first.id, lines, by: world.staff.paul });
      await decide(first.id, 'statement', { statementId });
    };
    await tell('paid');
    await refund(debt, 4_800_000n);
    await line();
    const run = await prepare();
    await release(run.id);
    expect((await ownItem(run.id)).state).toBe('netted');
    await tell('returned');
    await commissionActivities({ database: processes.worker }).clawBack({ ...debt, at: AFTER_HOLD });
    expect([await stateOf(debt), await balanceOf('payable_due'), await balanceOf('partner_receivable')]).toEqual([
      'returned',
      -480_000,
      0,
    ]);
    const again = await prepare();
    expect(again.items).toMatchObject([{ amount: { amount: 480_000 } }]);
    await release(again.id);
    await confirm(again.id);
    await commissionActivities({ database: processes.worker }).clawBack({ ...debt, at: AFTER_HOLD });
    expect([await stateOf(debt), await balanceOf('partner_receivable')]).toEqual(['clawed_back', 0]);
    expect(await moneyViolations(world.database)).toEqual([]);
  });
});

it('the database alone nets nothing after the release, nothing of another partner, and never more than is owed or paid', async () => {
  const debt = await refundedLine(1_200_000n);
  const owing = partnerId;
  const own = await line();
  partnerId = undefined;
  const stranger = await line();
  const run = await prepare();
  const itemOf = async (commissionId: string) =>
    (await world.database.payoutItemLine.findFirstOrThrow({ where: { commissionId, open: true } })).itemId;
  const net = async ({ commissionId }: Line, amountMinor: bigint) =>
    processes.worker.netting.create({
      data: {
        itemId: await itemOf(commissionId),
        commissionId,
        debtId: debt.commissionId,
        amountMinor,
        at: new Date(PAY_DAY),
      },
    });
  await expect(net(stranger, 1n)).rejects.toThrow('cannot net so much');
  await expect(net(own, 120_001n)).rejects.toThrow('cannot net so much');
  await expect(net(own, 0n)).rejects.toThrow();
  await release(run.id);
  await expect(net(own, 1n)).rejects.toThrow('cannot net so much');
  const where = { debtId: debt.commissionId };
  await expect(world.database.netting.updateMany({ where, data: { amountMinor: 1n } })).rejects.toThrow('append-only');
  await expect(world.database.netting.deleteMany({ where })).rejects.toThrow('append-only');
  await expect(
    processes.api.netting.create({
      data: { itemId: 'i', commissionId: 'c', debtId: 'd', amountMinor: 1n, at: new Date() },
    }),
  ).rejects.toThrow('denied');
  partnerId = owing;
  await confirm(run.id);
});
