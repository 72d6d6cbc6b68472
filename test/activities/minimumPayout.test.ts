import { beforeEach, expect, it } from '@jest/globals';
import { createCommissionReads } from '../../adapters/database/commissionReads.ts';
import type { Policy } from '../../domain/policy.ts';
import { approvedLine, commissionActivities, dealOf, SIGNED_AT, type MoneyWorld } from '../support/moneyWorld.ts';
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
const policy = {
  minimumPayout: [{ amount: 600_000, currency: 'EUR' }],
  secondApproverFrom: [{ amount: 100_000_000, currency: 'EUR' }],
};
beforeEach(() => {
  money = moneyOfPartner({ world, processes, policy });
});

const soFarOf = async ({ commissionId }: Pick<Line, 'commissionId'>) => {
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

const MINIMUM = { minimum: 600_000 };

it('counts together what one draft pays, and neither what another calendar pays nor what a gate holds', async () => {
  const { line: first, partnerId } = await approvedLine(world, { policy });
  const payoutCalendar = { cutOffDay: 10, payDay: 20, zone: 'UTC' };
  const { line: elsewhere } = await approvedLine(world, { policy: { ...policy, payoutCalendar }, partnerId });
  await approvedLine(world, { policy: { ...policy, gates: ['tax_form'] }, partnerId });
  const alone = { soFar: 480_000, ...MINIMUM };
  expect([await soFarOf(first), await soFarOf(elsewhere)]).toEqual([alone, alone]);
});

it('before its hold is over a line counts with what is carried over to it, and alone where that is paid before', async () => {
  const later: Partial<Policy> = { ...policy, holding: 'P3650D' };
  const { line: carried, partnerId } = await approvedLine(world, { policy });
  const accrue = async (amount: number) => {
    const { referralId } = await world.wonReferral({ policy: later, partnerId });
    const deal = dealOf(world, amount, `D-${referralId}`);
    const [line] = await commissionActivities(world).accrueLines({ referralId, at: SIGNED_AT, deal });
    return { commissionId: line?.commissionId ?? '' };
  };
  const small = await accrue(1_000_000);
  expect(await soFarOf(small)).toEqual({ soFar: 580_000, ...MINIMUM });
  expect(await soFarOf(carried)).toEqual({ soFar: 480_000, ...MINIMUM });
  expect(await soFarOf(await accrue(1_200_000))).toBeNull();
  await approvedLine(world, { policy, partnerId, amount: 1_200_000 });
  expect([await soFarOf(carried), await soFarOf(small)]).toEqual([null, { soFar: 100_000, ...MINIMUM }]);
});

it('is the same for every line of a page, also where the customer pays in three hundred parts', async () => {
  const many = moneyOfPartner({ world, processes, policy: { ...policy, gates: ['document'] } });
  const { commissionId } = await many.line();
  // Copies of the line: three hundred payments would take minutes.
  const { database } = world;
  await database.$executeRaw`ALTER TABLE commissions DISABLE TRIGGER USER`;
  try {
    await database.$executeRaw`INSERT INTO commissions SELECT (jsonb_populate_record(c, jsonb_build_object('id', c.id || n, 'accrual_key', c.accrual_key || n))).*
      FROM commissions c, generate_series(1, 300) AS n WHERE c.id = ${commissionId}`;
  } finally {
    await database.$executeRaw`ALTER TABLE commissions ENABLE TRIGGER USER`;
  }
  await database.$executeRaw`ANALYZE commissions`;
  const { partnerId } = await database.commission.findUniqueOrThrow({ where: { id: commissionId } });
  const reads = createCommissionReads(processes.api);
  const page = { limit: 100, after: undefined };
  const { rows } = await reads.commissions({ kind: 'internal', managerId: null }, { partnerId }, page);
  expect(rows.map(({ payoutSoFar }) => payoutSoFar?.soFar)).toEqual(Array.from({ length: 100 }, () => 480_000));
});
