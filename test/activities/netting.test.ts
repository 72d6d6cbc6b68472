import { beforeEach, describe, expect, it } from '@jest/globals';
import type { MoneyWorld } from '../support/moneyWorld.ts';
import { moneyTests } from '../support/moneyTests.ts';
import { moneyOfPartner, type PartnerMoney } from '../support/partnerMoney.ts';
import { moneyViolations, type Processes } from '../support/payoutRuns.ts';

let world: MoneyWorld;
let processes: Processes;
/** Of a partner whom nobody else in the file pays. */
let money: PartnerMoney;
moneyTests((opened) => {
  ({ world, processes } = opened);
});
beforeEach(() => {
  money = moneyOfPartner({ world, processes });
});

describe('what a partner owes', () => {
  it('is netted in the next run: less is transferred, the line is paid, and nothing is owed any more', async () => {
    const debt = await money.refundedLine(1_200_000n);
    const next = await money.line();
    const run = await money.prepare();
    expect(run.items).toMatchObject([
      {
        amount: { amount: 360_000 },
        nettings: [{ commissionId: debt.commissionId, amount: { amount: 120_000 } }],
        stillOwed: { amount: 0 },
      },
    ]);
    await money.release(run.id);
    expect(await world.database.railPayment.findMany({ where: { runId: run.id } })).toMatchObject([
      { amountMinor: 360_000n },
    ]);
    expect([await money.balanceOf('partner_receivable'), await money.balanceOf('payable_due')]).toEqual([0, 0]);
    await money.confirm(run.id);
    expect(await money.stateOf(next)).toBe('paid');
    expect(await money.mailsOf(next)).toContainEqual(
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
    await money.refundedLine(4_800_000n);
    const next = await money.line(1_000_000);
    const run = await money.prepare();
    expect(run.items).toMatchObject([{ amount: { amount: 0 }, stillOwed: { amount: 380_000 } }]);
    expect(await money.release(run.id)).toBe('settled');
    expect(await money.itemOf(run.id)).toMatchObject({ state: 'netted', amountMinor: 0n });
    expect(await world.database.railPayment.count({ where: { runId: run.id } })).toBe(0);
    expect([await money.stateOf(next), await money.balanceOf('partner_receivable')]).toEqual(['paid', 380_000]);
    expect(await money.mailsOf(next)).toContainEqual(
      expect.objectContaining({ text: 'commission_netted', facts: { amountMinor: 100_000, currency: 'EUR' } }),
    );
    const after = await money.line();
    const last = await money.prepare();
    expect(last.items).toMatchObject([{ amount: { amount: 100_000 }, stillOwed: { amount: 0 } }]);
    await money.release(last.id);
    await money.confirm(last.id);
    expect([await money.stateOf(after), await money.balanceOf('partner_receivable')]).toEqual(['paid', 0]);
    expect(await moneyViolations(world.database)).toEqual([]);
  });

  it('by a refund between the preparation and the release is netted as well', async () => {
    const paid = await money.line();
    await money.payOut();
    await money.line();
    const run = await money.prepare();
    expect(run.items).toMatchObject([{ amount: { amount: 480_000 }, nettings: [] }]);
    await money.refund(paid, 1_200_000n);
    await money.release(run.id);
    expect(await money.itemOf(run.id)).toMatchObject({ amountMinor: 360_000n });
    await money.confirm(run.id);
    expect(await moneyViolations(world.database)).toEqual([]);
  });

  it('is netted once by two runs that are released at the same time', async () => {
    await money.refundedLine(1_200_000n);
    await money.line();
    const one = await money.prepare();
    await money.line();
    const other = await money.prepare();
    await Promise.all([money.release(one.id), money.release(other.id)]);
    const amounts = [(await money.itemOf(one.id)).amountMinor, (await money.itemOf(other.id)).amountMinor];
    expect(amounts.reduce((sum, amount) => sum + amount, 0n)).toBe(840_000n);
    expect(await money.balanceOf('partner_receivable')).toBe(0);
    await money.confirm(one.id);
    await money.confirm(other.id);
    expect(await moneyViolations(world.database)).toEqual([]);
  });

  it('is not netted with what another partner gets', async () => {
    await money.refundedLine(1_200_000n);
    const other = moneyOfPartner({ world, processes });
    await other.line();
    const run = await money.prepare();
    expect(run.items).toMatchObject([{ amount: { amount: 480_000 }, nettings: [] }]);
    await money.release(run.id);
    await money.confirm(run.id);
    expect(await money.balanceOf('partner_receivable')).toBe(120_000);
  });
});
