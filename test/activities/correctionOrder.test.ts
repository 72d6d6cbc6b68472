import { describe, expect, it } from '@jest/globals';
import { newId } from '../../adapters/ids.ts';
import type { DealPercentRule, PlanRule } from '../../domain/commission/plan.ts';
import { correctedDeals } from '../support/correctedDeals.ts';
import { moneyTests } from '../support/moneyTests.ts';
import { SIGNED_AT, type MoneyWorld } from '../support/moneyWorld.ts';
import { recordPayment } from '../support/payments.ts';
import { moneyViolations, type Processes } from '../support/payoutRuns.ts';

let world: MoneyWorld;
let processes: Processes;
let deals: ReturnType<typeof correctedDeals>;
moneyTests((opened) => {
  ({ world, processes } = opened);
  deals = correctedDeals(opened);
});

const PAID_AT = '2026-12-20T12:00:00.000Z';
const eur = (amount: number) => ({ amount, currency: 'EUR' });
const percent = { kind: 'deal_percent', basisPoints: 1_000, when: {} } as const;
const byPayment: DealPercentRule = { ...percent, base: 'payments_received_net', trigger: 'paid' };
type Won = Awaited<ReturnType<typeof deals.signed>>;

async function pay({ referralId, deal }: Won, amountMinor: bigint): Promise<void> {
  await recordPayment(processes.api, {
    ...{ dealId: deal.dealId, amountMinor, externalId: newId('payment'), by: world.staff.paul, at: new Date(PAID_AT) },
  });
  await deals.worker().accrueLines({ referralId, at: PAID_AT, deal });
}
const owed = async ({ referralId }: Pick<Won, 'referralId'>): Promise<bigint> =>
  (await deals.rowsOf(referralId))
    .filter(({ state, reduces }) => state !== 'rejected' && state !== 'waiting_trigger' && !reduces)
    .reduce((sum, row) => sum + row.amountMinor - row.clawedBeforeMinor - row.clawedAfterMinor, 0n);

describe('what a correction has handed back', () => {
  it('is not taken out of a budget again, once another deal has earned it', async () => {
    const rule = { ...percent, base: 'first_year_net', trigger: 'signed' } as const;
    const rules: PlanRule[] = [{ ...rule, budget: { amount: eur(1_000_000), period: 'plan' } }];
    const one = await deals.signed(rules);
    const two = await deals.won(rules);
    const { planVersionId } = await world.database.referral.findUniqueOrThrow({ where: { id: one.referralId } });
    await deals.correct(one, 1_000_000);
    const deal = { ...two.deal, amount: eur(9_000_000), firstYearNet: eur(9_000_000) };
    await world.database.referral.update({ where: { id: two.referralId }, data: { planVersionId, deal } });
    await deals.worker().accrueLines({ referralId: two.referralId, at: SIGNED_AT, deal });
    await deals.correct(one, 4_800_000);
    expect([await owed(one), await owed(two)]).toEqual([100_000n, 900_000n]);
  });
});

describe('while what a correction adds waits for its payment', () => {
  it.each([
    { name: 'all that was paid', rule: { base: 'total_contract_net' }, refunds: [4_800_000n], left: 0n },
    { name: 'it in two parts', rule: { base: 'first_year_net' }, refunds: [2_000_000n, 2_800_000n], left: 0n },
    { name: 'half of it', rule: { base: 'total_contract_net' }, refunds: [2_400_000n], left: 240_000n },
  ] as const)('a refund of $name has its share of what was earned by then', async ({ rule, refunds, left }) => {
    const won = await deals.signed([{ ...percent, ...rule, trigger: 'paid' }]);
    await pay(won, 4_800_000n);
    expect(await owed(won)).toBe(480_000n);
    await deals.correct(won, 9_600_000);
    for (const amount of refunds) await deals.refund(won, amount);
    expect(await owed(won)).toBe(left);
    expect(await moneyViolations(world.database)).toEqual([]);
  });

  it('a refund before the correction and one after it take the same as both before', async () => {
    const won = await deals.signed([{ ...percent, base: 'total_contract_net', trigger: 'paid' }]);
    await pay(won, 4_800_000n);
    await deals.refund(won, 2_000_000n);
    await deals.correct(won, 9_600_000);
    await deals.refund(won, 2_800_000n);
    expect(await owed(won)).toBe(0n);
  });

  it('once it is paid, refunds have their share of all of it', async () => {
    const won = await deals.signed([{ ...percent, base: 'total_contract_net', trigger: 'paid' }]);
    await pay(won, 4_800_000n);
    await deals.correct(won, 9_600_000);
    await deals.refund(won, 2_400_000n);
    await pay(won, 7_200_000n);
    await deals.look(won);
    expect(await owed(won)).toBe(720_000n);
    expect(await moneyViolations(world.database)).toEqual([]);
  });
});

describe('corrections', () => {
  it('of which an older one is written late stay as the newest says', async () => {
    const won = await deals.approved();
    await deals.correct(won, 4_000_000);
    const { corrected, ...older } = won.deal;
    if (corrected === undefined) throw new Error('it was not corrected');
    await deals.correct(won, 5_000_000);
    await deals.worker().correctLines({ referralId: won.referralId, at: PAID_AT, deal: { ...older, corrected } });
    expect(await owed(won)).toBe(500_000n);
    const { deal } = await world.database.referral.findUniqueOrThrow({ where: { id: won.referralId } });
    expect(deal).toMatchObject({ amount: eur(5_000_000) });
    await deals.look(won);
    expect(await owed(won)).toBe(500_000n);
  });

  it('down to what was paid and back up: what is still to come waits again', async () => {
    const won = await deals.signed([byPayment]);
    await pay(won, 2_400_000n);
    const down = await deals.correct(won, 2_400_000);
    expect(down.map(({ state, rejectReason }) => [state, rejectReason])).toContainEqual(['rejected', 'payments_over']);
    const up = await deals.correct(won, 4_800_000);
    expect(up.find(({ state }) => state === 'waiting_trigger')).toMatchObject({ amountMinor: 240_000n });
    await pay(won, 2_400_000n);
    expect(await owed(won)).toBe(480_000n);
  });
});
