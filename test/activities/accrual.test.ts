import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PlanRule } from '../../domain/commission/plan.ts';
import { commissionActivities, createMoneyWorld, dealOf, SIGNED_AT, type MoneyWorld } from '../support/moneyWorld.ts';

let world: MoneyWorld;
let activities: ReturnType<typeof commissionActivities>;
beforeAll(async () => {
  world = await createMoneyWorld();
  activities = commissionActivities(world);
});
afterAll(() => world.close());

describe('the rules that a deal is paid by', () => {
  it('follows the tier of the day of receipt, whatever the partner has become since', async () => {
    const gold: PlanRule = {
      kind: 'deal_percent',
      basisPoints: 1_200,
      base: 'first_year_net',
      trigger: 'signed',
      when: { tiers: ['gold'] },
    };
    const { referralId, partnerId } = await world.wonReferral({
      rules: [gold, { ...gold, basisPoints: 1_000, when: {} }],
    });
    await world.database.partner.update({ where: { id: partnerId }, data: { tier: 'gold' } });
    const args = { referralId, at: SIGNED_AT, deal: dealOf(world, 1_000_000) };
    expect((await activities.accrueLines(args)).map(({ amount }) => amount.amount)).toEqual([100_000]);
    await world.database.referral.update({ where: { id: referralId }, data: { partnerTier: 'gold' } });
    const again = await activities.accrueLines({ ...args, winsReopened: 1 });
    expect(again.map(({ amount }) => amount.amount)).toContain(120_000);
    const [stored] = await world.database.commission.findMany({ where: { referralId, amountMinor: 120_000n } });
    expect(stored?.explanation).toMatchObject({ because: { when: { tiers: ['gold'] }, found: { tier: 'gold' } } });
  });
});
