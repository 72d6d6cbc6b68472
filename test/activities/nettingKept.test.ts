import { beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { moneyFindings } from '../../scripts/chaos/invariants/money.ts';
import type { MoneyWorld } from '../support/moneyWorld.ts';
import { moneyTests } from '../support/moneyTests.ts';
import { moneyOfPartner, type Line, type PartnerMoney } from '../support/partnerMoney.ts';
import { moneyViolations, PAY_DAY, type Processes } from '../support/payoutRuns.ts';
import { bankLine } from '../support/statementLines.ts';

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

/** As a run of chaos looks for them. */
async function paidLinesOutsideTheirItem(): Promise<string[]> {
  const pool = new pg.Pool({ connectionString: world.url, max: 1 });
  try {
    return (await moneyFindings(pool))
      .filter(({ name }) => name.startsWith('every paid line'))
      .flatMap(({ checked, violations }) => (checked > 0 ? violations : ['nothing to look at']));
  } finally {
    await pool.end();
  }
}

describe('a payment that comes back after something was netted', () => {
  it('is due for what was transferred only; what was netted stays settled, and so does a line that was wholly', async () => {
    await money.refundedLine(1_200_000n);
    const [small, large] = [await money.line(500_000), await money.line()];
    const run = await money.prepare();
    await money.release(run.id);
    const { id, amountMinor } = await money.itemOf(run.id);
    expect(amountMinor).toBe(410_000n);
    await money.hearBank(run.id, [bankLine(id, 410_000, { movement: 'returned', reasonCode: 'AC04' })]);
    expect([await money.stateOf(small), await money.stateOf(large)]).toEqual(['paid', 'returned']);
    expect(await paidLinesOutsideTheirItem()).toEqual([]);
    expect([await money.balanceOf('payable_due'), await money.balanceOf('partner_receivable')]).toEqual([-410_000, 0]);
    const again = await money.prepare();
    expect(again.items).toMatchObject([{ amount: { amount: 410_000 }, lines: [{ amount: { amount: 410_000 } }] }]);
    await money.release(again.id);
    await money.confirm(again.id);
    expect(await money.stateOf(large)).toBe('paid');
    expect(await moneyViolations(world.database)).toEqual([]);
  });

  it('is paid again where its refund was netted with another line meanwhile', async () => {
    const debt = await money.line();
    const first = await money.prepare();
    await money.release(first.id);
    const { id } = await money.itemOf(first.id);
    await money.hearBank(first.id, [bankLine(id, 480_000, { movement: 'paid' })]);
    await money.refund(debt, 4_800_000n);
    await money.line();
    const run = await money.prepare();
    await money.release(run.id);
    expect((await money.itemOf(run.id)).state).toBe('netted');
    await money.hearBank(first.id, [bankLine(id, 480_000, { movement: 'returned' })]);
    await money.lookForRefunds(debt);
    expect(await money.stateOf(debt)).toBe('returned');
    expect([await money.balanceOf('payable_due'), await money.balanceOf('partner_receivable')]).toEqual([-480_000, 0]);
    const again = await money.prepare();
    expect(again.items).toMatchObject([{ amount: { amount: 480_000 } }]);
    await money.release(again.id);
    await money.confirm(again.id);
    await money.lookForRefunds(debt);
    expect([await money.stateOf(debt), await money.balanceOf('partner_receivable')]).toEqual(['clawed_back', 0]);
    expect(await moneyViolations(world.database)).toEqual([]);
  });
});

describe('the database alone', () => {
  it('nets nothing after the release, nothing of another partner, and never more than is owed or paid', async () => {
    const debt = await money.refundedLine(1_200_000n);
    const own = await money.line();
    const stranger = await moneyOfPartner({ world, processes }).line();
    const run = await money.prepare();
    const net = async ({ commissionId }: Line, amountMinor: bigint) => {
      const { itemId } = await world.database.payoutItemLine.findFirstOrThrow({ where: { commissionId, open: true } });
      const data = { itemId, commissionId, debtId: debt.commissionId, amountMinor, at: new Date(PAY_DAY) };
      return processes.worker.netting.create({ data });
    };
    await expect(net(stranger, 1n)).rejects.toThrow('cannot net so much');
    await expect(net(own, 120_001n)).rejects.toThrow('cannot net so much');
    await expect(net(own, 0n)).rejects.toThrow('nettings_amount');
    await money.release(run.id);
    await expect(net(own, 1n)).rejects.toThrow('cannot net so much');
    await money.confirm(run.id);
  });

  it('changes nothing that was netted, and lets nobody but the worker net', async () => {
    const debt = await money.refundedLine(1_200_000n);
    await money.line();
    await money.payOut();
    const where = { debtId: debt.commissionId };
    const [row] = await world.database.netting.findMany({ where });
    if (row === undefined) throw new Error('nothing was netted');
    await expect(world.database.netting.updateMany({ where, data: { amountMinor: 1n } })).rejects.toThrow(
      'append-only',
    );
    await expect(world.database.netting.deleteMany({ where })).rejects.toThrow('append-only');
    await expect(processes.api.netting.create({ data: row })).rejects.toThrow('denied');
  });
});
