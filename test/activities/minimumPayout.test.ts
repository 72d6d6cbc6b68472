import { beforeEach, expect, it } from '@jest/globals';
import { createCommissionReads } from '../../adapters/database/commissionReads.ts';
import type { MoneyWorld } from '../support/moneyWorld.ts';
import { moneyTests } from '../support/moneyTests.ts';
import { moneyOfPartner, type Line, type PartnerMoney } from '../support/partnerMoney.ts';
import { moneyViolations, type Processes } from '../support/payoutRuns.ts';

let world: MoneyWorld;
let processes: Processes;
/** Of a partner to whom nothing below 6,000.00 EUR is paid out. */
let money: PartnerMoney;
moneyTests((opened) => {
  ({ world, processes } = opened);
});
beforeEach(() => {
  const policy = {
    minimumPayout: [{ amount: 600_000, currency: 'EUR' }],
    secondApproverFrom: [{ amount: 100_000_000, currency: 'EUR' }],
  };
  money = moneyOfPartner({ world, processes, policy });
});

const soFarOf = async ({ commissionId }: Line) => {
  const reads = createCommissionReads(processes.api);
  return (await reads.commission({ kind: 'internal', managerId: null }, commissionId))?.payoutSoFar;
};

it('holds back what is too little, says how much is there, and pays all of it once it is enough', async () => {
  const first = await money.line();
  expect(await soFarOf(first)).toEqual({ soFar: 480_000, minimum: 600_000 });
  const early = await money.prepare();
  expect(early.items).toEqual([]);
  expect(early.excluded).toEqual([{ commissionId: first.commissionId, reason: 'below_minimum' }]);
  const second = await money.line(1_200_000);
  expect([await soFarOf(first), await soFarOf(second)]).toEqual([null, null]);
  const run = await money.prepare();
  expect(run.items).toMatchObject([{ amount: { amount: 600_000 } }]);
  await money.release(run.id);
  await money.confirm(run.id);
  expect([await money.stateOf(first), await money.stateOf(second)]).toEqual(['paid', 'paid']);
});

it('compares what netting leaves, also of a refund between preparation and release; what is netted away is settled', async () => {
  const paid = await money.line(6_000_000);
  await money.payOut();
  const next = await money.line(6_000_000);
  const late = await money.prepare();
  await money.refund(paid, 600_000n);
  const refused = await money.decide(late.id, 'release');
  expect(refused.answer).toMatchObject({
    code: 'line_not_payable',
    facts: { excluded: [{ commissionId: next.commissionId, reason: 'below_minimum' }] },
  });
  await money.decide(late.id, 'cancel');
  expect(await soFarOf(next)).toEqual({ soFar: 540_000, minimum: 600_000 });
  expect((await money.prepare()).excluded).toContainEqual({ commissionId: next.commissionId, reason: 'below_minimum' });
  await money.refund(paid, 5_400_000n);
  expect(await soFarOf(next)).toBeNull();
  const run = await money.prepare();
  expect(await money.release(run.id)).toBe('settled');
  expect([await money.stateOf(next), await money.balanceOf('partner_receivable')]).toEqual(['paid', 0]);
  expect(await moneyViolations(world.database)).toEqual([]);
});
