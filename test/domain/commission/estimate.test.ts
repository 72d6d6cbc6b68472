import { describe, expect, it } from '@jest/globals';
import { estimateOf } from '../../../domain/commission/estimate.ts';
import type { PlanRule } from '../../../domain/commission/plan.ts';
import { AMOUNT_MINOR_MAX } from '../../../domain/money.ts';

const common = { trigger: 'signed', when: {} } as const;
const percent: PlanRule = { kind: 'deal_percent', basisPoints: 1_000, base: 'first_year_net', ...common };
const flat = (currency: string): PlanRule => ({ kind: 'deal_flat', amount: { amount: 5_000, currency }, ...common });
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
    { rules: [], estimate: [], why: 'a plan that pays nothing promises nothing' },
  ])('is $estimate ($why)', ({ rules, estimate }) => {
    expect(estimateOf({ versionId: 'pv_1', rules }, value)).toEqual(estimate);
  });

  it('never stops a story: what is beyond all measure is left out', () => {
    const huge = { amount: Number(AMOUNT_MINOR_MAX), currency: 'EUR' };
    const all: PlanRule = { ...percent, basisPoints: 10_000 };
    expect(estimateOf({ versionId: 'pv_1', rules: [all, flat('EUR')] }, huge)).toEqual([]);
  });
});
