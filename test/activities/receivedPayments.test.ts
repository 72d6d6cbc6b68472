import { describe, expect, it } from '@jest/globals';
import { newId } from '../../adapters/ids.ts';
import type { DealPercentRule, PlanRule } from '../../domain/commission/plan.ts';
import { commissionActivities, dealOf, SIGNED_AT, type MoneyWorld, type WonReferral } from '../support/moneyWorld.ts';
import { moneyTests } from '../support/moneyTests.ts';
import { recordPayment } from '../support/payments.ts';
import { moneyViolations, type Processes } from '../support/payoutRuns.ts';
import { confirmedRate } from '../support/rates.ts';
import { recordRefund } from '../support/refunds.ts';

let world: MoneyWorld;
let processes: Processes;
moneyTests((opened) => {
  ({ world, processes } = opened);
});

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const byPayment: DealPercentRule = {
  kind: 'deal_percent',
  basisPoints: 1_000,
  base: 'payments_received_net',
  trigger: 'paid',
  when: {},
};
const PAID_AT = '2026-12-20T12:00:00.000Z';

/** Won with a deal of 10,000.00 EUR. */
async function won(rules: PlanRule[] = [byPayment], more: Parameters<MoneyWorld['wonReferral']>[0] = {}) {
  const referral = await world.wonReferral({ rules, ...more });
  const deal = dealOf(world, 1_000_000, `D-${referral.referralId}`);
  await world.database.referral.update({ where: { id: referral.referralId }, data: { deal } });
  return { ...referral, deal };
}
type Won = WonReferral & { deal: ReturnType<typeof dealOf> };
const activities = () => commissionActivities({ database: processes.worker });
const accrue = ({ referralId, deal }: Won, at = PAID_AT, winsReopened = 0) =>
  activities().accrueLines({ referralId, at, deal, winsReopened });
const pay = ({ deal: { dealId } }: Won, amountMinor: bigint) =>
  recordPayment(processes.api, {
    dealId,
    amountMinor,
    externalId: newId('payment'),
    by: world.staff.paul,
    at: new Date(PAID_AT),
  });
const refund = ({ deal: { dealId } }: Won, amountMinor: bigint) =>
  recordRefund(processes.api, { dealId, amountMinor, by: world.staff.paul, at: new Date(PAID_AT) });
const told = (lines: Awaited<ReturnType<typeof accrue>>) =>
  lines.map(({ state, amount }) => `${state} ${String(amount.amount)}`);
const bookedOf = async ({ referralId }: Won) => {
  const lines = await world.database.commission.findMany({ where: { referralId } });
  const source = { in: lines.map(({ id }) => id) };
  const entries = await world.database.ledgerEntry.findMany({
    where: { journal: { source, kind: 'accrued' }, side: 'debit' },
  });
  return entries.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
};
async function reject({ referralId }: Won, line: Awaited<ReturnType<typeof accrue>>[number] | undefined) {
  const { commissionId = '', contentHash = '' } = line ?? {};
  const payload = { commissionId, contentHash, reasonCode: 'customer_never_paid' };
  const actor = { kind: 'user', id: world.staff.ines } as const;
  const command = { commandId: newId('command'), name: 'rejectCommission', actor, source: 'api', payload } as const;
  const { answer } = await activities().decideLine({ referralId, at: PAID_AT, command });
  expect(answer).toEqual({ outcome: 'done' });
}

describe('a commission on the payments of the customer', () => {
  it('accrues with each of them; what is still to come waits, and becomes the line of the last', async () => {
    const referral = await won();
    const [waiting] = await accrue(referral, SIGNED_AT);
    expect(waiting).toMatchObject({ state: 'waiting_trigger', awaits: 'paid', amount: eur(100_000), byPayment: true });
    await pay(referral, 333_333n);
    expect(told(await accrue(referral))).toEqual(['waiting_trigger 66667', 'holding 33333']);
    expect(told(await accrue(referral))).toEqual(['waiting_trigger 66667', 'holding 33333']);
    await pay(referral, 333_333n);
    await pay(referral, 333_334n);
    const lines = await accrue(referral);
    expect(told(lines).sort()).toEqual(['holding 33333', 'holding 33333', 'holding 33334']);
    expect(lines.map(({ commissionId }) => commissionId)).toContain(waiting?.commissionId);
    expect(await accrue(referral)).toEqual(lines);
    expect(await bookedOf(referral)).toBe(100_000n);
    expect(await moneyViolations(world.database)).toEqual([]);
  });

  it('is one line where all is paid before the win is told, and each payment one where several were', async () => {
    const atOnce = await won();
    await pay(atOnce, 1_000_000n);
    expect(told(await accrue(atOnce))).toEqual(['holding 100000']);
    const inTwo = await won();
    await pay(inTwo, 400_000n);
    await pay(inTwo, 600_000n);
    expect(told(await accrue(inTwo)).sort()).toEqual(['holding 40000', 'holding 60000']);
    expect(await accrue(inTwo)).toHaveLength(2);
  });

  it('is made once, however many try at once', async () => {
    const referral = await won();
    await accrue(referral, SIGNED_AT);
    await pay(referral, 400_000n);
    await pay(referral, 600_000n);
    await Promise.all([1, 2, 3, 4].map(() => accrue(referral)));
    expect(await bookedOf(referral)).toBe(100_000n);
    expect(await accrue(referral)).toHaveLength(2);
  });

  it('is not approved by who recorded the payment', async () => {
    const referral = await won();
    await accrue(referral, SIGNED_AT);
    await pay(referral, 500_000n);
    const [line] = (await accrue(referral)).filter(({ state }) => state === 'holding');
    const excluded = { commissionId: line?.commissionId ?? '', reason: 'recorded_payment' };
    expect(await world.database.commissionExclusion.findMany({ where: excluded })).toMatchObject([
      { userId: world.staff.paul },
    ]);
  });

  it('needs the approvals of the sum, not of its parts', async () => {
    const referral = await won([byPayment], { policy: { secondApproverFrom: [eur(80_000)] } });
    await accrue(referral, SIGNED_AT);
    await pay(referral, 500_000n);
    const required = async () => (await accrue(referral)).map(({ approvalsRequired }) => approvalsRequired);
    expect(await required()).toEqual([null, 1]);
    await pay(referral, 500_000n);
    expect(await required()).toEqual([2, 2]);
  });

  it('shares its caps with its own earlier payments', async () => {
    const referral = await won([{ ...byPayment, budget: { amount: eur(70_000), period: 'plan' } }]);
    await accrue(referral, SIGNED_AT);
    await pay(referral, 500_000n);
    expect(told(await accrue(referral)).sort()).toEqual(['holding 50000', 'waiting_trigger 50000']);
    await pay(referral, 300_000n);
    await pay(referral, 100_000n);
    expect(told(await accrue(referral)).sort()).toEqual(['holding 20000', 'holding 50000', 'waiting_trigger 10000']);
    await pay(referral, 100_000n);
    expect(told(await accrue(referral)).sort()).toEqual(['holding 20000', 'holding 50000', 'rejected 10000']);
  });

  it('shares them with the line that completed the deal, when the customer pays again what a late refund gave back', async () => {
    const rule = { ...byPayment, budget: { amount: eur(70_000), period: 'plan' as const } };
    const referral = await won([rule], { policy: { clawback: 'P1D' } });
    await accrue(referral, SIGNED_AT);
    await pay(referral, 500_000n);
    await accrue(referral);
    await pay(referral, 500_000n);
    expect(told(await accrue(referral)).sort()).toEqual(['holding 20000', 'holding 50000']);
    const { dealId } = referral.deal;
    const at = new Date('2027-01-20T12:00:00.000Z');
    await recordRefund(processes.api, { dealId, amountMinor: 100_000n, by: world.staff.paul, at });
    await recordPayment(processes.api, {
      dealId,
      amountMinor: 100_000n,
      externalId: 'again',
      by: world.staff.paul,
      at,
    });
    expect(told(await accrue(referral, at.toISOString())).sort()).toEqual(['holding 20000', 'holding 50000']);
  });

  it('is not looked for again where nothing was left for a payment', async () => {
    const budget = { amount: eur(50_000), period: 'plan' as const };
    const referral = await won([{ ...byPayment, budget }]);
    await accrue(referral, SIGNED_AT);
    await pay(referral, 500_000n);
    const first = (await accrue(referral)).find(({ state }) => state === 'holding');
    await pay(referral, 200_000n);
    await accrue(referral);
    await reject(referral, first);
    expect(told(await accrue(referral)).sort()).toEqual(['rejected 50000', 'waiting_trigger 30000']);
  });

  it('waits for a rate payment by payment', async () => {
    const referral = await won([byPayment], { currency: 'SEK' });
    await accrue(referral, SIGNED_AT);
    await pay(referral, 400_000n);
    await pay(referral, 100_000n);
    expect(told(await accrue(referral)).sort()).toEqual([
      'waiting_trigger 10000',
      'waiting_trigger 40000',
      'waiting_trigger 50000',
    ]);
    const by = [world.staff.paul, world.staff.ines] as const;
    await confirmedRate(world.database, { from: 'EUR', to: 'SEK', rate: '11', day: '2026-12-20', by });
    expect(told(await accrue(referral)).sort()).toEqual(['holding 110000', 'holding 440000', 'waiting_trigger 50000']);
  });

  it('ends for good when finance rejects what is still to come, and stays what it was before that', async () => {
    const referral = await won();
    await accrue(referral, SIGNED_AT);
    await pay(referral, 400_000n);
    await reject(
      referral,
      (await accrue(referral)).find(({ state }) => state === 'waiting_trigger'),
    );
    await pay(referral, 600_000n);
    expect(told(await accrue(referral)).sort()).toEqual(['holding 40000', 'rejected 60000']);
  });
});

describe('a refund', () => {
  it('takes its share of what was paid first, and what is paid again earns again', async () => {
    const referral = await won();
    await accrue(referral, SIGNED_AT);
    await pay(referral, 400_000n);
    await refund(referral, 100_000n);
    await accrue(referral);
    const { referralId, deal } = referral;
    const clawBack = () => activities().clawBack({ referralId, dealId: deal.dealId, at: PAID_AT });
    expect(told(await clawBack()).sort()).toEqual(['holding 30000', 'waiting_trigger 60000']);
    await pay(referral, 600_000n);
    await pay(referral, 100_000n);
    await accrue(referral);
    expect(told(await clawBack()).sort()).toEqual(['holding 10000', 'holding 30000', 'holding 60000']);
    await refund(referral, 500_000n);
    expect(told(await clawBack()).sort()).toEqual(['clawed_back 0', 'holding 10000', 'holding 40000']);
    expect(await moneyViolations(world.database)).toEqual([]);
  });
});

describe('the database', () => {
  it('lets no line be of more than its customer has paid, nor take back more than went back', async () => {
    const referral = await won();
    await accrue(referral, SIGNED_AT);
    await pay(referral, 400_000n);
    await accrue(referral);
    await expect(
      world.database.$executeRawUnsafe(
        `UPDATE commissions SET state = 'holding', payout_currency = currency WHERE referral_id = $1 AND state = 'waiting_trigger'`,
        referral.referralId,
      ),
    ).rejects.toThrow('more than its customer has paid');
    await refund(referral, 100_000n);
    const take = (minor: number) =>
      world.database.$executeRawUnsafe(
        `UPDATE commissions SET clawed_before_minor = $2, content_hash = sha256_hex(commission_content(amount_minor - $2, currency, payee_fingerprint, plan_version_id))
         WHERE referral_id = $1 AND state = 'holding'`,
        referral.referralId,
        minor,
      );
    await expect(take(10_001)).rejects.toThrow('takes so much');
    await take(10_000);
  });
});
