import { describe, expect, it } from '@jest/globals';
import type { PlanRule } from '../../../domain/commission/plan.ts';
import { costOver } from '../../../domain/commission/preview.ts';
import { money } from '../../../domain/money.ts';

const twelvePercent: PlanRule = {
  kind: 'deal_percent',
  basisPoints: 1_200,
  base: 'first_year_net',
  trigger: 'signed',
  when: { tiers: ['gold'] },
};
const past = (amount: number, tier: string, earned: bigint[], currency = 'EUR') => ({
  closedOn: '2026-06-01',
  deal: { dealId: 'D-1', amount: { amount, currency }, firstYearNet: { amount, currency } },
  ruleFacts: {
    productLine: null,
    country: null,
    region: null,
    partnerId: 'prt_1',
    tier,
    receivedAt: '2026-03-01T00:00:00.000Z',
    quality: null,
  },
  earned: earned.map((minor) => money(minor, currency)),
});
const plan = { versionId: 'pv_2', rules: [twelvePercent] };

describe('what a plan would have cost', () => {
  it('is the sum over the deals, beside what they have earned, and names those that would differ', () => {
    const deals = [past(10_000, 'gold', [1_000n]), past(10_000, 'silver', [1_000n]), past(5_000, 'gold', [300n, 300n])];
    expect(costOver(plan, deals)).toEqual({
      wouldEarn: [money(1_800n, 'EUR')],
      earned: [money(2_600n, 'EUR')],
      changed: [
        { past: deals[0], wouldEarn: [money(1_200n, 'EUR')], earned: [money(1_000n, 'EUR')] },
        { past: deals[1], wouldEarn: [], earned: [money(1_000n, 'EUR')] },
      ],
    });
  });

  it('adds nothing across currencies', () => {
    const { wouldEarn } = costOver(plan, [past(10_000, 'gold', []), past(20_000, 'gold', [], 'USD')]);
    expect(wouldEarn).toEqual([money(1_200n, 'EUR'), money(2_400n, 'USD')]);
  });

  it('of no deals is nothing', () => {
    expect(costOver(plan, [])).toEqual({ wouldEarn: [], earned: [], changed: [] });
  });
});
