import { describe, expect, it } from '@jest/globals';
import { estimateOf } from '../../../domain/commission/estimate.ts';
import type { PlanRule } from '../../../domain/commission/plan.ts';
import { AMOUNT_MINOR_MAX } from '../../../domain/money.ts';

const common = { trigger: 'signed', when: {} } as const;
const percent: PlanRule = { kind: 'deal_percent', basisPoints: 1_000, base: 'first_year_net', ...common };
const flat = (currency: string): PlanRule => ({ kind: 'deal_flat', amount: { amount: 5_000, currency }, ...common });
const facts = {
  productLine: null,
  country: 'DE',
  region: null,
  partnerId: 'prt_1',
  tier: 'gold',
  receivedAt: '2026-11-20T09:00:00.000Z',
  quality: null,
};
const value = { amount: 4_800_000, currency: 'EUR' };

describe('what a deal would earn', () => {
  it.each([
    { rules: [percent], estimate: [{ amount: 480_000, currency: 'EUR' }], why: 'by the rule of a won deal' },
    { rules: [percent, flat('EUR')], estimate: [{ amount: 485_000, currency: 'EUR' }], why: 'all of its lines' },
    {
      rules: [percent, flat('USD')],
      estimate: [
        { amount: 480_000, currency: 'EUR' },
        { amount: 5_000, currency: 'USD' },
      ],
      why: 'nothing is added across currencies',
    },
    {
      rules: [{ ...percent, basisPoints: 1_200, when: { tiers: ['gold'] } }, percent],
      estimate: [{ amount: 576_000, currency: 'EUR' }],
      why: 'for this partner',
    },
    {
      rules: [{ ...percent, basisPoints: 9_000, when: { qualityFrom: 1 } }, percent],
      estimate: [{ amount: 480_000, currency: 'EUR' }],
      why: 'what is not known yet is not counted on',
    },
    { rules: [], estimate: [], why: 'a plan that pays nothing promises nothing' },
  ])('is $estimate ($why)', ({ rules, estimate }) => {
    expect(estimateOf({ versionId: 'pv_1', rules }, value, facts)).toEqual(estimate);
  });

  it('never stops a story: what is beyond all measure is left out', () => {
    const huge = { amount: Number(AMOUNT_MINOR_MAX), currency: 'EUR' };
    const all: PlanRule = { ...percent, basisPoints: 10_000 };
    expect(estimateOf({ versionId: 'pv_1', rules: [all, flat('EUR')] }, huge, facts)).toEqual([]);
  });
});
