import { describe, expect, it } from '@jest/globals';
import { holdCounters } from '../../adapters/database/accruals.ts';
import { sharedCapsOf } from '../../domain/commission/caps.ts';
import type { PlanRule } from '../../domain/commission/plan.ts';
import { moneyTests } from '../support/moneyTests.ts';
import { dealOf, SIGNED_AT, type MoneyWorld } from '../support/moneyWorld.ts';
import { sharing } from '../support/splits.ts';

let world: MoneyWorld;
let split: ReturnType<typeof sharing>;
moneyTests((opened) => {
  ({ world } = opened);
  split = sharing(opened);
});
const eur = (amount: number) => ({ amount, currency: 'EUR' });
const percent = {
  kind: 'deal_percent',
  basisPoints: 1_000,
  base: 'first_year_net',
  trigger: 'signed',
  when: {},
} as const;

describe('a shared deal', () => {
  it.each([
    { rejected: ['own'], bonus: 250_000n },
    { rejected: ['others'], bonus: 250_000n },
    { rejected: ['own', 'others'], bonus: undefined },
  ] as const)('counts for the volume of the year while a part of it stands: $rejected rejected', async (given) => {
    const rules: PlanRule[] = [
      percent,
      { kind: 'tier_bonus', basisPoints: 500, above: eur(10_000_000), trigger: 'signed', when: {} },
    ];
    const won = await split.shared({ rules });
    await split.accrue(won);
    const lines = await split.linesOf(won);
    for (const line of given.rejected.flatMap((which) => lines[which]).filter(({ kind }) => kind === 'deal_percent'))
      await split.decide(won, line, { name: 'rejectCommission', by: world.staff.viktor });
    const next = await world.wonReferral({ partnerId: won.partnerId });
    const deal = dealOf(world, 5_000_000, `D-${next.referralId}`);
    const data = { planVersionId: won.planVersionId, deal };
    await world.database.referral.update({ where: { id: next.referralId }, data });
    await split.activities().accrueLines({ referralId: next.referralId, at: SIGNED_AT, deal });
    const rows = await world.database.commission.findMany({ where: { referralId: next.referralId } });
    expect(rows.find(({ kind }) => kind === 'tier_bonus')?.amountMinor).toBe(given.bonus);
  });

  it('of which the parts have accrued in two months has a counter for each', async () => {
    const rule: PlanRule = { ...percent, capPerPartner: { amount: eur(5_000_000), period: 'month' } };
    const won = await split.shared({ rules: [rule] });
    await split.accrue(won);
    const counters = [SIGNED_AT, '2027-01-15T12:00:00.000Z'].flatMap((at) => sharedCapsOf(rule, at));
    const hold = {
      planVersionId: won.planVersionId,
      partnerId: won.partnerId,
      accrualKeys: [],
      counters,
      stoppedBy: [],
    };
    const spentOf = await world.database.$transaction((transaction) => holdCounters(transaction, hold));
    expect(counters.map(spentOf)).toEqual([2_400_000n, 0n]);
  });
});
