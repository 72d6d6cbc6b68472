import { expect, it } from '@jest/globals';
import type { PlanRule } from '../../domain/commission/plan.ts';
import { moneyTests } from '../support/moneyTests.ts';
import { commissionActivities, dealOf, SIGNED_AT, type MoneyWorld } from '../support/moneyWorld.ts';
import { recordPayment } from '../support/payments.ts';
import { moneyViolations, type Processes } from '../support/payoutRuns.ts';

let world: MoneyWorld;
let processes: Processes;
moneyTests((opened) => {
  ({ world, processes } = opened);
});

const BY_PAYMENT: PlanRule = {
  kind: 'deal_percent',
  basisPoints: 1_000,
  base: 'payments_received_net',
  trigger: 'paid',
  when: {},
};
const PAID_AT = '2026-12-20T12:00:00.000Z';

it('payments are told apart by the order in which they were recorded, whatever their ids say', async () => {
  const { referralId } = await world.wonReferral({ rules: [BY_PAYMENT] });
  const deal = dealOf(world, 1_000_000, `D-${referralId}`);
  const { dealId } = deal;
  await world.database.referral.update({ where: { id: referralId }, data: { deal } });
  const accrue = async (at: string) => {
    const lines = await commissionActivities({ database: processes.worker }).accrueLines({ referralId, at, deal });
    return lines.map(({ state, amount }) => `${state} ${String(amount.amount)}`).sort();
  };
  await accrue(SIGNED_AT);
  await recordPayment(processes.api, { dealId, amountMinor: 400_000n, by: world.staff.paul, at: new Date(PAID_AT) });
  expect(await accrue(PAID_AT)).toEqual(['holding 40000', 'waiting_trigger 60000']);
  // A process whose clock is slow makes an id that sorts before all others.
  await processes.api
    .$executeRaw`INSERT INTO deal_payments(id, kind, deal_id, external_id, amount_minor, currency, moved_on, recorded_by, recorded_at)
    VALUES ('pmt_0', 'paid', ${dealId}, 'slow', 100000, 'EUR', '2026-12-20', ${world.staff.paul}, now())`;
  expect(await accrue(PAID_AT)).toEqual(['holding 10000', 'holding 40000', 'waiting_trigger 50000']);
  expect(await moneyViolations(world.database)).toEqual([]);
});
