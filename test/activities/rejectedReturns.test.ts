import { beforeEach, describe, expect, it } from '@jest/globals';
import { decideLine } from '../support/correctedDeals.ts';
import { moneyTests } from '../support/moneyTests.ts';
import { AFTER_HOLD, commissionActivities, type MoneyWorld } from '../support/moneyWorld.ts';
import { moneyOfPartner, type Line, type PartnerMoney } from '../support/partnerMoney.ts';
import { moneyViolations, type Processes } from '../support/payoutRuns.ts';
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

/** A payment of which a refund has asked 300,000 back, and that the bank has sent back since; its story has not looked. */
async function cameBack(): Promise<Line> {
  const line = await money.line();
  const run = await money.prepare();
  await money.release(run.id);
  const { id } = await money.itemOf(run.id);
  await money.hearBank(run.id, [bankLine(id, 480_000, { movement: 'paid' })]);
  await money.refund(line, 3_000_000n);
  await money.hearBank(run.id, [bankLine(id, 480_000, { movement: 'returned' })]);
  expect([await money.stateOf(line), ...(await balances())]).toEqual(['returned', -480_000, 300_000]);
  return line;
}
const balances = async (): Promise<number[]> => [
  await money.balanceOf('payable_due'),
  await money.balanceOf('partner_receivable'),
];
async function reject({ commissionId: id, referralId }: Line) {
  const { contentHash } = await world.database.commission.findUniqueOrThrow({ where: { id } });
  return (await decideLine({ world, processes }, { id, referralId, contentHash }, 'viktor', 'rejectCommission')).answer;
}

describe('a payment that came back and of which some was owed back', () => {
  it('is rejected once its story has looked; then nobody owes anything', async () => {
    const line = await cameBack();
    expect(await reject(line)).toMatchObject({ code: 'not_allowed_in_state', facts: { state: 'returned' } });
    await money.lookForRefunds(line);
    expect(await balances()).toEqual([-180_000, 0]);
    expect(await reject(line)).toEqual({ outcome: 'done' });
    expect([await money.stateOf(line), ...(await balances())]).toEqual(['rejected', 0, 0]);
    expect(await moneyViolations(world.database)).toEqual([]);
  });

  it('leaves no debt where its deal is taken up again', async () => {
    const line = await cameBack();
    const { referralId, dealId, commissionId } = line;
    const taken = await commissionActivities({ database: processes.worker }).takeBackLines({
      ...{ dealId, commissionIds: [commissionId], actor: { kind: 'user', id: world.staff.viktor }, source: 'api' },
      claim: { referralId, place: 'end', undecided: false, cap: null, at: AFTER_HOLD },
    });
    expect([taken, await money.stateOf(line), ...(await balances())]).toEqual([true, 'rejected', 0, 0]);
    expect(await moneyViolations(world.database)).toEqual([]);
  });

  it('is not rejected past that either', async () => {
    const { commissionId } = await cameBack();
    await expect(
      processes.worker
        .$executeRaw`UPDATE commissions SET state = 'rejected', version = version + 1 WHERE id = ${commissionId}`,
    ).rejects.toThrow('has moved');
  });
});
