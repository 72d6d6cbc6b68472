import { describe, expect, it } from '@jest/globals';
import { createDatabase, type Database } from '../../../adapters/database/client.ts';
import type { DealPercentRule, RecurringRule } from '../../../domain/commission/plan.ts';
import { recordPayment } from '../../support/payments.ts';
import { recordRefund } from '../../support/refunds.ts';
import { payOut, qualified } from '../../support/storySteps.ts';
import { storyTests } from '../../support/storyTests.ts';
import type { StoryWorld } from '../../support/storyWorld.ts';
import { TODAY } from '../../support/today.ts';

const inWorld = storyTests();
const AMOUNT = { amount: 4_800_000, currency: 'EUR' };
const WHEN_PAID: DealPercentRule = {
  kind: 'deal_percent',
  basisPoints: 1_000,
  base: 'first_year_net',
  trigger: 'paid',
  when: {},
};

/** A twelfth of the first year is 4,000.00 EUR. */
const RECURRING: RecurringRule = {
  kind: 'recurring',
  basisPoints: 1_200,
  lasts: { months: 2 },
  trigger: 'paid',
  when: {},
};

/** Won under a plan that pays when the customer has paid. */
async function won(world: StoryWorld, rule: DealPercentRule | RecurringRule = WHEN_PAID) {
  const { referralId, owner } = await qualified(world);
  const { planVersionId } = await world.row(referralId);
  await world.database.planVersion.update({ where: { id: planVersionId ?? '' }, data: { rules: [rule] } });
  const dealId = `D-${referralId}`;
  await world.give(referralId, 'close', owner, { outcome: 'won', amount: AMOUNT, closedOn: TODAY, dealId });
  const { id } = await world.database.commission.findFirstOrThrow({ where: { referralId } });
  const line = () => world.database.commission.findUniqueOrThrow({ where: { id } });
  return { referralId, dealId, line };
}

type Moved = { dealId: string; amountMinor: bigint; by: string; at: Date; on?: string };

const pay = (world: StoryWorld, dealId: string, amountMinor: bigint) =>
  move(world, { dealId, amountMinor }, recordPayment);
const refund = (world: StoryWorld, dealId: string, amountMinor: bigint) =>
  move(world, { dealId, amountMinor }, recordRefund);

/** With the rights of the API, on the day that the server of this test has reached; its stories are told. */
async function move(
  world: StoryWorld,
  moved: Pick<Moved, 'dealId' | 'amountMinor' | 'on'>,
  record: (api: Database, moved: Moved) => Promise<unknown>,
): Promise<void> {
  const api = createDatabase({ url: world.url, role: 'fairlead_api', connections: 1 });
  try {
    const at = new Date(await world.nowMs());
    await record(api, { ...moved, by: world.vendor.paul, at });
    await world.relay();
  } finally {
    await api.$disconnect();
  }
}

describe('a commission that is earned when the customer has paid', () => {
  it(
    'waits with its estimate, accrues with the last payment, and is approved and paid',
    inWorld(async (world) => {
      const { referralId, dealId, line } = await won(world);
      expect((await world.mails(referralId)).at(-1)).toMatchObject({
        text: 'won',
        facts: { lineState: 'waiting_trigger', awaits: 'paid', amountMinor: 480_000, payableFrom: null },
      });
      await pay(world, dealId, 3_000_000n);
      await world.pass('P20D');
      expect((await line()).state).toBe('waiting_trigger');

      const paidAt = await world.nowMs();
      await pay(world, dealId, 1_800_000n);
      await world.tells(referralId, 'commission.holding');
      await world.handle(referralId).signal('dealPayment', { eventId: 'said twice' });
      const { id, accruedAt, contentHash } = await line();
      expect(accruedAt.getTime()).toBeGreaterThanOrEqual(paidAt);
      expect(await world.database.ledgerJournal.count({ where: { source: id } })).toBe(1);
      await world.give(referralId, 'approveCommission', world.vendor.ines, { commissionId: id, contentHash });
      await world.pass('P31D');
      await world.tells(referralId, 'commission.approved');
      await payOut(world);
      expect((await line()).state).toBe('paid');
      await world.pass('P139D'); // 190 days after the win, 170 after the accrual: refunds still count
      expect((await world.explain(referralId)).state.clawbackUntil).not.toBeNull();
      await world.pass('P20D');
      expect(await world.handle(referralId).result()).toBe('won');
    }),
  );

  it(
    'is earned payment by payment where the plan says so, also by one that follows a refund after all was paid',
    inWorld(async (world) => {
      const { referralId, dealId } = await won(world, { ...WHEN_PAID, base: 'payments_received_net' });
      const told = async () => {
        const lines = await world.database.commission.findMany({ where: { referralId }, orderBy: { id: 'asc' } });
        return lines
          .map(({ state, amountMinor, clawedBeforeMinor }) => `${state} ${String(amountMinor - clawedBeforeMinor)}`)
          .sort();
      };
      await pay(world, dealId, 3_000_000n);
      await world.tells(referralId, 'commission.holding');
      expect(await told()).toEqual(['holding 300000', 'waiting_trigger 180000']);
      await pay(world, dealId, 1_800_000n);
      await world.tells(referralId, 'commission.holding', 2);
      expect(await told()).toEqual(['holding 180000', 'holding 300000']);
      await refund(world, dealId, 500_000n);
      await world.tells(referralId, 'commission.clawed_back');
      expect(await told()).toEqual(['holding 180000', 'holding 250000']);
      await pay(world, dealId, 500_000n);
      await world.tells(referralId, 'commission.holding', 3);
      expect(await told()).toEqual(['holding 180000', 'holding 250000', 'holding 50000']);
    }),
  );

  it(
    'is earned by each payment of some months; then the story ends by itself, and hears of one that is told late',
    inWorld(async (world) => {
      const { referralId, dealId } = await won(world, RECURRING);
      const told = async () =>
        (await world.database.commission.findMany({ where: { referralId } }))
          .map(({ state, amountMinor }) => `${state} ${String(amountMinor)}`)
          .sort();
      expect(await told()).toEqual(['waiting_trigger 96000']);
      await pay(world, dealId, 400_000n);
      await world.tells(referralId, 'commission.holding');
      expect(await told()).toEqual(['holding 48000', 'waiting_trigger 48000']);
      await world.pass('P70D');
      await world.tells(referralId, 'commission.rejected');
      expect((await world.mails(referralId)).at(-1)).toMatchObject({
        text: 'commission_rejected',
        facts: { reasonCode: 'payments_over' },
      });
      expect((await world.explain(referralId)).state.lines.map(({ state }) => state).sort()).toEqual([
        'awaiting_approval',
        'rejected',
      ]);
      await move(world, { dealId, amountMinor: 300_000n, on: TODAY }, recordPayment);
      await world.tells(referralId, 'commission.holding', 2);
      expect(await told()).toEqual(['awaiting_approval 48000', 'holding 36000', 'rejected 48000']);
    }),
  );

  it(
    'is not earned by a word about a payment out of the blue, whatever the stage',
    inWorld(async (world) => {
      const { referralId } = await qualified(world);
      for (const nothing of [null, undefined, 'x', {}]) await world.handle(referralId).signal('dealPayment', nothing);
      expect((await world.explain(referralId)).stage).toBe('qualified');
      const { referralId: other, line } = await won(world);
      await world.handle(other).signal('dealPayment', { eventId: 'pmt_nobody' });
      await world.pass('PT1H');
      expect((await line()).state).toBe('waiting_trigger');
    }),
  );
});
