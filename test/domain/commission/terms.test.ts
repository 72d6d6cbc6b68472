import { describe, expect, it } from '@jest/globals';
import { planTerms } from '../../../domain/commission/terms.ts';
import type { PlanRule } from '../../../domain/commission/plan.ts';

const percent: PlanRule = {
  kind: 'deal_percent',
  basisPoints: 1_000,
  base: 'first_year_net',
  trigger: 'signed',
  when: {},
};
const flat: PlanRule = { kind: 'deal_flat', amount: { amount: 50_000, currency: 'EUR' }, trigger: 'signed', when: {} };

describe('the terms of a plan', () => {
  it('print base, rate, trigger and hold in one paragraph', () => {
    expect(planTerms([percent], { holding: 'P30D' })).toBe(
      "10 % of the first year's net amount, when signed, 30 days hold; net is after discounts and without tax; renewals are not included.",
    );
  });

  it('name every kind once: a rule that can never apply is not promised', () => {
    const terms = planTerms([percent, flat, { ...percent, basisPoints: 2_000 }], { holding: 'PT10S' });
    expect(terms).toContain('10 % of');
    expect(terms).toContain('500.00 EUR for a won deal, when signed, 10 seconds hold');
    expect(terms).not.toContain('20 %');
  });

  it('say so when there is no hold and when nothing is paid', () => {
    expect(planTerms([percent], { holding: 'P0D' })).toContain('no hold');
    expect(planTerms([], { holding: 'P30D' })).toBe('No commission is paid under this plan.');
  });
});
