import { describe, expect, it } from '@jest/globals';
import { newId } from '../../adapters/ids.ts';
import type { PlanRule, RecurringRule } from '../../domain/commission/plan.ts';
import { commissionActivities, dealOf, SIGNED_AT, type MoneyWorld, type WonReferral } from '../support/moneyWorld.ts';
import { moneyTests } from '../support/moneyTests.ts';
import { recordPayment } from '../support/payments.ts';
import { moneyViolations, type Processes } from '../support/payoutRuns.ts';
import { recordRefund } from '../support/refunds.ts';

let world: MoneyWorld;
let processes: Processes;
moneyTests((opened) => {
  ({ world, processes } = opened);
});

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const recurring: RecurringRule = {
  kind: 'recurring',
  basisPoints: 1_200,
  lasts: { payments: 3 },
  trigger: 'paid',
  when: {},
};
const MONTHLY = 250_000n;
/** The deal of these tests is closed on 15 December 2026. */
const inMonth = (month: number) => new Date(Date.UTC(2026, 11 + month, 16, 12)).toISOString();

/** Won with a deal of a year, 2,500.00 EUR a month. */
async function won(rules: PlanRule[] = [recurring], more: Parameters<MoneyWorld['wonReferral']>[0] = {}) {
  const referral = await world.wonReferral({ rules, ...more });
  const deal = dealOf(world, 3_000_000, `D-${referral.referralId}`);
  await world.database.referral.update({ where: { id: referral.referralId }, data: { deal } });
  return { ...referral, deal };
}
type Won = WonReferral & { deal: ReturnType<typeof dealOf> };
const activities = () => commissionActivities({ database: processes.worker });
const accrue = ({ referralId, deal }: Won, at: string) => activities().accrueLines({ referralId, at, deal });
const pay = ({ deal: { dealId } }: Won, at: string, amountMinor = MONTHLY) =>
  recordPayment(processes.api, {
    dealId,
    amountMinor,
    externalId: newId('payment'),
    by: world.staff.paul,
    at: new Date(at),
  });
async function payAndAccrue(referral: Won, ...months: number[]) {
  for (const month of months) {
    await pay(referral, inMonth(month));
    await accrue(referral, inMonth(month));
  }
}
const told = async ({ referralId }: Won) => {
  const lines = await world.database.commission.findMany({ where: { referralId }, orderBy: { accruedAt: 'asc' } });
  return lines.map(({ state, amountMinor }) => `${state} ${String(amountMinor)}`);
};

describe('a share of the first payments', () => {
  it('accrues with each; what is to come waits, and becomes the line of the last that earns', async () => {
    const referral = await won();
    const [waiting] = await accrue(referral, SIGNED_AT);
    expect(waiting).toMatchObject({ state: 'waiting_trigger', awaits: 'paid', byPayment: true, amount: eur(90_000) });
    await payAndAccrue(referral, 1, 2);
    expect((await told(referral)).sort()).toEqual(['holding 30000', 'holding 30000', 'waiting_trigger 30000']);
    await payAndAccrue(referral, 3, 4);
    const lines = await accrue(referral, inMonth(4));
    expect(lines.map(({ state, amount }) => `${state} ${String(amount.amount)}`)).toEqual([
      'holding 30000',
      'holding 30000',
      'holding 30000',
    ]);
    expect(lines.map(({ commissionId }) => commissionId)).toContain(waiting?.commissionId);
    const stored = await world.database.commission.findMany({ where: { referralId: referral.referralId } });
    expect(stored.map(({ explanation }) => (explanation as { sentence: string }).sentence).sort()).toEqual([
      '12 % of 2,500.00 EUR, 1st of 3 payments',
      '12 % of 5,000.00 EUR received, less 300.00 EUR for what was received before, 2nd of 3 payments',
      '12 % of 7,500.00 EUR received, less 600.00 EUR for what was received before, 3rd of 3 payments',
    ]);
    expect(await moneyViolations(world.database)).toEqual([]);
  });

  it('is made once for each payment, however many try at once', async () => {
    const referral = await won();
    await accrue(referral, SIGNED_AT);
    await pay(referral, inMonth(1));
    await pay(referral, inMonth(1));
    await Promise.all([1, 2, 3, 4].map(() => accrue(referral, inMonth(1))));
    expect((await told(referral)).sort()).toEqual(['holding 30000', 'holding 30000', 'waiting_trigger 30000']);
  });

  it('stands beside what the deal itself earns, and beside a share of all payments', async () => {
    const share = {
      kind: 'deal_percent',
      basisPoints: 100,
      base: 'payments_received_net',
      trigger: 'paid',
      when: {},
    } as const;
    const flat = { kind: 'deal_flat', amount: eur(7), trigger: 'signed', when: {} } as const;
    const referral = await won([share, recurring, flat]);
    await accrue(referral, SIGNED_AT);
    await payAndAccrue(referral, 1);
    expect((await told(referral)).sort()).toEqual([
      'holding 2500',
      'holding 30000',
      'holding 7',
      'waiting_trigger 27500',
      'waiting_trigger 60000',
    ]);
  });

  it('takes a budget payment by payment, and ends where nothing is left of it', async () => {
    const referral = await won([{ ...recurring, budget: { amount: eur(40_000), period: 'plan' } }]);
    await accrue(referral, SIGNED_AT);
    await payAndAccrue(referral, 1, 2, 3);
    expect((await told(referral)).sort()).toEqual(['holding 10000', 'holding 30000', 'rejected 30000']);
  });

  it('gives back its share of what the customer gets back, the first payment first', async () => {
    const referral = await won();
    await accrue(referral, SIGNED_AT);
    await payAndAccrue(referral, 1, 2);
    const { referralId, deal } = referral;
    const at = inMonth(2);
    await recordRefund(processes.api, {
      dealId: deal.dealId,
      amountMinor: 375_000n,
      by: world.staff.paul,
      at: new Date(at),
    });
    const lines = await activities().clawBack({ referralId, dealId: deal.dealId, at });
    expect(lines.map(({ state, amount }) => `${state} ${String(amount.amount)}`).sort()).toEqual([
      'clawed_back 0',
      'holding 15000',
      'waiting_trigger 30000',
    ]);
    expect(await moneyViolations(world.database)).toEqual([]);
  });
});

describe('a share of payments for some months', () => {
  const forTwo: RecurringRule = { ...recurring, lasts: { months: 2 } };

  it('waits until they are over and then ends by itself, and tells the partner', async () => {
    const referral = await won([forTwo]);
    const [waiting] = await accrue(referral, SIGNED_AT);
    expect(waiting).toMatchObject({ paymentsUntil: '2027-02-15', amount: eur(60_000) });
    await payAndAccrue(referral, 1);
    await accrue(referral, '2027-02-14T23:59:59.000Z');
    expect((await told(referral)).sort()).toEqual(['holding 30000', 'waiting_trigger 30000']);
    const lines = await accrue(referral, '2027-02-15T00:00:00.000Z');
    expect((await told(referral)).sort()).toEqual(['holding 30000', 'rejected 30000']);
    expect(lines.some(({ paymentsUntil }) => paymentsUntil !== undefined)).toBe(false);
    const ended = await world.database.commission.findFirst({
      where: { referralId: referral.referralId, rejectReason: 'payments_over' },
    });
    expect(ended).not.toBeNull();
    await payAndAccrue(referral, 3);
    expect((await told(referral)).sort()).toEqual(['holding 30000', 'rejected 30000']);
  });

  it('is earned by a payment of that time that is told when it is over', async () => {
    const referral = await won([forTwo]);
    await accrue(referral, SIGNED_AT);
    await accrue(referral, '2027-02-15T00:00:00.000Z');
    await pay(referral, inMonth(1));
    await accrue(referral, inMonth(4));
    await accrue(referral, inMonth(4));
    expect((await told(referral)).sort()).toEqual(['holding 30000', 'rejected 60000']);
  });

  it('ends for good where finance rejects what is to come', async () => {
    const referral = await won([forTwo]);
    const [waiting] = await accrue(referral, SIGNED_AT);
    const { commissionId = '', contentHash = '' } = waiting ?? {};
    const payload = { commissionId, contentHash, reasonCode: 'customer_left' };
    const actor = { kind: 'user', id: world.staff.ines } as const;
    const command = { commandId: newId('command'), name: 'rejectCommission', actor, source: 'api', payload } as const;
    await activities().decideLine({ referralId: referral.referralId, at: SIGNED_AT, command });
    await payAndAccrue(referral, 1);
    expect(await told(referral)).toEqual(['rejected 60000']);
  });
});
