import { describe, expect, it } from '@jest/globals';
import { newId } from '../../adapters/ids.ts';
import type { DealPercentRule, PlanRule } from '../../domain/commission/plan.ts';
import {
  AFTER_HOLD,
  SIGNED_AT,
  commissionActivities,
  dealOf,
  type MoneyWorld,
  type WonReferral,
} from '../support/moneyWorld.ts';
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
const whenPaid: DealPercentRule = {
  kind: 'deal_percent',
  basisPoints: 1_000,
  base: 'first_year_net',
  trigger: 'paid',
  when: {},
};
const signedFlat: PlanRule = { kind: 'deal_flat', amount: eur(50_000), trigger: 'signed', when: {} };
const PAID_AT = '2026-12-20T12:00:00.000Z';

/** Won with a deal of 10,000.00 EUR. */
async function won(rules: PlanRule[], more: Parameters<MoneyWorld['wonReferral']>[0] = {}) {
  const referral = await world.wonReferral({ rules, ...more });
  const deal = dealOf(world, 1_000_000, `D-${referral.referralId}`);
  await world.database.referral.update({ where: { id: referral.referralId }, data: { deal } });
  return { ...referral, deal };
}
type Won = WonReferral & { deal: ReturnType<typeof dealOf> };
const accrue = ({ referralId, deal }: Won, at = SIGNED_AT) =>
  commissionActivities({ database: processes.worker }).accrueLines({ referralId, at, deal });
const pay = ({ deal: { dealId } }: Won, amountMinor: bigint, kind: 'paid' | 'invoiced' = 'paid') =>
  recordPayment(processes.api, { dealId, amountMinor, kind, by: world.staff.paul, at: new Date(PAID_AT) });
const eventsOf = async ({ referralId }: Won) =>
  (await world.database.event.findMany({ where: { referralId }, orderBy: { seq: 'asc' } })).map(({ type }) => type);
const rowsOf = ({ referralId }: Won) =>
  world.database.commission.findMany({ where: { referralId }, orderBy: { kind: 'asc' } });

describe('a line whose trigger has not come', () => {
  it('waits with its estimate, and nothing is booked; it accrues once all of its base is paid, and its hold begins then', async () => {
    const referral = await won([whenPaid]);
    const [waiting] = await accrue(referral);
    expect(waiting).toMatchObject({
      state: 'waiting_trigger',
      awaits: 'paid',
      amount: eur(100_000),
      approvalsRequired: null,
    });
    const id = waiting?.commissionId ?? '';
    expect(await world.database.ledgerJournal.count({ where: { source: id } })).toBe(0);
    await pay(referral, 999_999n);
    expect(await accrue(referral, PAID_AT)).toEqual([waiting]);
    await pay(referral, 1n);
    const [accrued] = await accrue(referral, PAID_AT);
    expect(accrued).toMatchObject({ commissionId: id, state: 'holding', payableFrom: '2027-01-19T12:00:00.000Z' });
    expect(accrued).not.toHaveProperty('awaits');
    expect(await accrue(referral, AFTER_HOLD)).toEqual([accrued]);
    const [row] = await rowsOf(referral);
    expect(row?.accruedAt.toISOString()).toBe(PAID_AT);
    expect(await eventsOf(referral)).toEqual([
      'commission.waiting_trigger',
      'deal.paid',
      'deal.paid',
      'commission.holding',
    ]);
    expect(await moneyViolations(world.database)).toEqual([]);
  });

  it('waits for itself alone: what is owed at the signature accrues then, and an invoice is no payment', async () => {
    const referral = await won([whenPaid, signedFlat]);
    const states = async (at: string) => (await accrue(referral, at)).map(({ state }) => state);
    expect(await states(SIGNED_AT)).toEqual(['holding', 'waiting_trigger']);
    await pay(referral, 1_000_000n, 'invoiced');
    expect(await states(PAID_AT)).toEqual(['holding', 'waiting_trigger']);
    await pay(referral, 1_000_000n);
    expect(await states(PAID_AT)).toEqual(['holding', 'holding']);
  });

  it('accrues at the win where the money came before the story', async () => {
    const referral = await won([whenPaid]);
    await pay(referral, 1_000_000n);
    expect(await accrue(referral)).toMatchObject([{ state: 'holding' }]);
  });

  it('counts for the threshold only once it is owed', async () => {
    const secondApproverFrom = [eur(150_000)];
    const flat = { ...signedFlat, amount: eur(50_000) };
    const referral = await won([whenPaid, flat], { policy: { secondApproverFrom } });
    expect((await accrue(referral)).map(({ approvalsRequired }) => approvalsRequired)).toEqual([1, null]);
    await pay(referral, 1_000_000n);
    expect((await accrue(referral, PAID_AT)).map(({ approvalsRequired }) => approvalsRequired)).toEqual([2, 2]);
  });

  it('takes nothing of a budget while it waits; nothing is left when its turn comes after it was used up', async () => {
    const budget = { amount: eur(100_000), period: 'plan' as const };
    const waiting = await won([{ ...whenPaid, budget }]);
    const quick = await won([whenPaid]);
    await world.database.referral.update({
      where: { id: quick.referralId },
      data: { planVersionId: waiting.planVersionId },
    });
    await accrue(waiting);
    await pay(quick, 1_000_000n);
    expect(await accrue(quick)).toMatchObject([{ state: 'holding', amount: eur(100_000) }]);
    await pay(waiting, 1_000_000n);
    expect(await accrue(waiting, PAID_AT)).toMatchObject([{ state: 'rejected' }]);
    expect(await rowsOf(waiting)).toMatchObject([{ rejectReason: 'nothing_left' }]);
    expect((await eventsOf(waiting)).at(-1)).toBe('commission.rejected');
    expect(await accrue(waiting, PAID_AT)).toMatchObject([{ state: 'rejected' }]);
  });

  it('waits for a rate after its trigger, where its partner is paid in another currency', async () => {
    const referral = await won([whenPaid], { currency: 'SEK' });
    await world.database.partner.update({ where: { id: referral.partnerId }, data: { payoutCurrency: 'SEK' } });
    expect(await accrue(referral)).toMatchObject([{ awaits: 'paid', amount: eur(100_000) }]);
    await pay(referral, 1_000_000n);
    const [unconverted] = await accrue(referral, PAID_AT);
    expect(unconverted).toMatchObject({ state: 'waiting_trigger', amount: eur(100_000) });
    expect(unconverted).not.toHaveProperty('awaits');
    const by = [world.staff.paul, world.staff.ines] as const;
    await confirmedRate(world.database, { from: 'EUR', to: 'SEK', rate: '11', day: '2026-12-20', by });
    expect(await accrue(referral, PAID_AT)).toMatchObject([
      { state: 'holding', amount: { amount: 1_100_000, currency: 'SEK' } },
    ]);
  });

  it('may be rejected by finance when the customer never pays, and no payment wakes it', async () => {
    const referral = await won([whenPaid]);
    const [line] = await accrue(referral);
    const { answer } = await commissionActivities(world).decideLine({
      referralId: referral.referralId,
      at: PAID_AT,
      command: {
        commandId: newId('command'),
        name: 'rejectCommission',
        actor: { kind: 'user', id: world.staff.ines },
        source: 'api',
        payload: {
          commissionId: line?.commissionId ?? '',
          contentHash: line?.contentHash ?? '',
          reasonCode: 'customer_never_paid',
        },
      },
    });
    expect(answer).toEqual({ outcome: 'done' });
    await pay(referral, 1_000_000n);
    expect(await accrue(referral, PAID_AT)).toMatchObject([{ state: 'rejected' }]);
    const [{ adjustable } = {}] = await processes.worker.$queryRaw<{ adjustable: boolean }[]>`
      SELECT is_adjustable(c) AS adjustable FROM commissions c WHERE id = ${line?.commissionId}`;
    expect(adjustable).toBe(false);
  });

  it('gives back its share of a refund once it has accrued', async () => {
    const referral = await won([whenPaid]);
    await accrue(referral);
    await pay(referral, 1_000_000n);
    const at = new Date(PAID_AT);
    await recordRefund(processes.api, {
      dealId: referral.deal.dealId,
      amountMinor: 250_000n,
      by: world.staff.paul,
      at,
    });
    await accrue(referral, PAID_AT);
    const { referralId, deal } = referral;
    const asked = { referralId, dealId: deal.dealId, at: PAID_AT };
    expect(await commissionActivities({ database: processes.worker }).clawBack(asked)).toMatchObject([
      { state: 'holding', amount: eur(75_000) },
    ]);
  });
});

describe('the database', () => {
  it('lets no line accrue before its deal is paid, whoever says so', async () => {
    const referral = await won([whenPaid]);
    await accrue(referral);
    await expect(
      world.database.$executeRawUnsafe(
        `UPDATE commissions SET state = 'holding', payout_currency = currency WHERE referral_id = $1`,
        referral.referralId,
      ),
    ).rejects.toThrow('waits for its deal to be paid');
  });

  it('keeps payments within the deal, also two at once, and as they were recorded by the API', async () => {
    const referral = await won([whenPaid]);
    const insert = (amountMinor: bigint, currency = 'EUR') =>
      world.database.$executeRawUnsafe(
        `INSERT INTO deal_payments(id, kind, deal_id, external_id, amount_minor, currency, moved_on, recorded_by, recorded_at)
         VALUES ($1, 'paid', $2, $1, $3, $4, '2026-12-20', 'usr_1', now())`,
        newId('payment'),
        referral.deal.dealId,
        amountMinor,
        currency,
      );
    await expect(insert(1_000_001n)).rejects.toThrow('cannot be paid');
    await expect(insert(1n, 'USD')).rejects.toThrow('cannot be paid');
    const both = await Promise.allSettled([insert(600_000n), insert(600_000n)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(world.database.$executeRawUnsafe('UPDATE deal_payments SET amount_minor = 2')).rejects.toThrow(
      'append-only',
    );
    await expect(
      processes.worker.$executeRawUnsafe('INSERT INTO deal_payments SELECT * FROM deal_payments'),
    ).rejects.toThrow('permission denied');
  });
});
