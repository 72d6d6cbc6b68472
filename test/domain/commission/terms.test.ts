import { describe, expect, it } from '@jest/globals';
import { DEFAULT_PAYOUT_CALENDAR } from '../../../domain/commission/payoutCalendar.ts';
import { planTerms, termsByPartner } from '../../../domain/commission/terms.ts';
import type { PlanRule } from '../../../domain/commission/plan.ts';

const paying = { payoutCalendar: DEFAULT_PAYOUT_CALENDAR };

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
    expect(planTerms([percent], { ...paying, holding: 'P30D' })).toBe(
      "10 % of the first year's net amount, when signed, 30 days hold; paid on the 15th of each month; net is after discounts and without tax; renewals and further deals of the customer are not included.",
    );
  });

  it('print what each kind waits for', () => {
    const bonus: PlanRule = {
      kind: 'tier_bonus',
      basisPoints: 200,
      above: { amount: 1, currency: 'EUR' },
      trigger: 'paid',
      when: {},
    };
    const terms = planTerms([{ ...percent, trigger: 'paid' }, { ...flat, trigger: 'invoiced' }, bonus], {
      ...paying,
      holding: 'P30D',
    });
    expect(terms).toContain("first year's net amount, when the customer has paid it, 30 days hold");
    expect(terms).toContain(
      "for a won deal, when the first year's net amount is invoiced to the customer, 30 days hold",
    );
    expect(terms).toContain('for deals in EUR, when the percentage of the deal is earned, 30 days hold');
  });

  it('say that what is earned by an introduction stays when the deal is lost', () => {
    const lead: PlanRule = {
      kind: 'qualified_lead_bonus',
      amount: { amount: 20_000, currency: 'EUR' },
      trigger: 'qualified',
      when: { qualityFrom: 3 },
    };
    expect(planTerms([lead], { ...paying, holding: 'P30D' })).toContain(
      '200.00 EUR for a qualified introduction for referrals of quality 3 of 5 or better, when it is qualified, also where the deal is lost later, 30 days hold;',
    );
  });

  it('name every kind once: a rule that can never apply is not promised', () => {
    const terms = planTerms([percent, flat, { ...percent, basisPoints: 2_000 }], { ...paying, holding: 'PT10S' });
    expect(terms).toContain('10 % of');
    expect(terms).toContain('500.00 EUR for a won deal, when signed, 10 seconds hold');
    expect(terms).not.toContain('20 %');
  });

  it('print for how long what comes after the first deal of a customer earns, and what does not', () => {
    const said = (...rules: PlanRule[]): string => planTerms(rules, { ...paying, holding: 'P30D' });
    const renewed: PlanRule = { ...percent, renewals: { months: 12 } };
    expect(said(renewed)).toBe(
      "10 % of the first year's net amount, when signed, 30 days hold, renewals won up to 12 months after the customer's first year earn the same; " +
        'paid on the 15th of each month; net is after discounts and without tax; further deals of the customer are not included.',
    );
    const both: PlanRule = { ...percent, renewals: { months: 1, basisPoints: 500 }, furtherDeals: { months: 12 } };
    expect(said(both, flat)).toContain(
      "30 days hold, renewals won up to a month after the customer's first year earn 5 %, further deals of the customer won within 12 months of the first earn the same; 500.00 EUR",
    );
    expect(said(both, flat)).toContain("without tax; fixed amounts are for the customer's first deal alone.");
    expect(said({ ...renewed, when: { tiers: ['gold'] } }, percent)).toContain(
      "otherwise 10 % of the first year's net amount, when signed, 30 days hold, renewals not included; paid",
    );
  });

  it('say so when there is no hold and when nothing is paid', () => {
    expect(planTerms([percent], { ...paying, holding: 'P0D' })).toContain('no hold');
    expect(planTerms([], { ...paying, holding: 'P30D' })).toBe('No commission is paid under this plan.');
  });

  it('print conditions, limits and caps in the order in which they are asked', () => {
    const cap = { amount: 1_500_000, currency: 'EUR' };
    const gold: PlanRule = { ...percent, basisPoints: 1_200, when: { tiers: ['gold', 'platinum'] }, capPerDeal: cap };
    expect(planTerms([gold, flat, percent], { ...paying, holding: 'P30D' })).toBe(
      "12 % of the first year's net amount for gold or platinum partners, for deals in EUR, when signed, 30 days hold, at most 15,000.00 EUR per deal; " +
        "otherwise 10 % of the first year's net amount, when signed, 30 days hold; " +
        '500.00 EUR for a won deal, when signed, 30 days hold; paid on the 15th of each month; net is after discounts and without tax; renewals and further deals of the customer are not included.',
    );
  });

  it.each([
    { when: { productLines: ['Predict'] }, said: 'about Predict' },
    { when: { countries: ['DE', 'AT', 'CH'] }, said: 'for companies in DE, AT or CH' },
    { when: { regions: ['Bavaria'] }, said: 'for companies of Bavaria' },
    {
      when: { values: [{ currency: 'EUR', from: 100, below: 200 }] },
      said: 'for deals from 1.00 EUR and below 2.00 EUR',
    },
    { when: { values: [{ currency: 'JPY' }] }, said: 'for deals in JPY' },
    {
      when: { received: { from: '2026-10-01', to: '2026-12-31' } },
      said: 'for referrals received from 2026-10-01 to 2026-12-31 (UTC)',
    },
    { when: { received: { to: '2026-12-31' } }, said: 'for referrals received to 2026-12-31 (UTC)' },
    { when: { qualityFrom: 4 }, said: 'for referrals of quality 4 of 5 or better' },
  ])('say $said', ({ when, said }) => {
    expect(planTerms([{ ...flat, when }], { ...paying, holding: 'P0D' })).toContain(
      `500.00 EUR for a won deal ${said}, when signed`,
    );
  });

  it('print what one partner may get and what there is for all', () => {
    const amount = { amount: 5_000_000, currency: 'EUR' };
    const bounded: PlanRule = {
      ...percent,
      capPerDeal: { amount: 1_500_000, currency: 'EUR' },
      capPerPartner: { amount, period: 'year' },
      budget: { amount, period: 'quarter' },
    };
    expect(planTerms([bounded], { ...paying, holding: 'P30D' })).toContain(
      'hold, at most 15,000.00 EUR per deal, at most 50,000.00 EUR per partner and year, while the budget of 50,000.00 EUR per quarter lasts; paid',
    );
    expect(planTerms([{ ...flat, budget: { amount, period: 'plan' } }], { ...paying, holding: 'P30D' })).toContain(
      'hold, while the budget of 50,000.00 EUR lasts; paid',
    );
  });

  it('print an extra for a while beside everything else', () => {
    const extra: PlanRule = {
      kind: 'spiff',
      amount: { amount: 50_000, currency: 'EUR' },
      budget: { amount: { amount: 500_000, currency: 'EUR' }, period: 'plan' },
      trigger: 'signed',
      when: { productLines: ['Predict'], received: { from: '2026-10-01', to: '2026-12-31' } },
    };
    expect(planTerms([percent, extra], { ...paying, holding: 'P30D' })).toContain(
      'hold; 500.00 EUR extra for a won deal about Predict, for referrals received from 2026-10-01 to 2026-12-31 (UTC), ' +
        'when signed, 30 days hold, while the budget of 5,000.00 EUR lasts; paid',
    );
  });

  it('print a bonus by volume', () => {
    const above = { amount: 10_000_000, currency: 'EUR' };
    const bonus: PlanRule = { kind: 'tier_bonus', basisPoints: 200, above, trigger: 'signed', when: {} };
    expect(planTerms([percent, bonus], { ...paying, holding: 'P30D' })).toContain(
      'hold; 2 % extra of what the deals of a calendar year that earn a percentage bring above 100,000.00 EUR together for deals in EUR, when signed',
    );
  });

  it('say of which part a percentage is', () => {
    const above: PlanRule = { ...percent, base: 'total_contract_net', above: { amount: 10_000_000, currency: 'USD' } };
    expect(planTerms([above], { ...paying, holding: 'P0D' })).toContain(
      "10 % of the contract's net amount above 100,000.00 USD for deals in USD, when signed",
    );
  });

  it('leave out what an earlier rule always takes, and keep what it does not', () => {
    const when = { tiers: ['gold'], countries: ['DE'] };
    const rules: PlanRule[] = [
      { ...percent, when: { tiers: ['gold', 'silver'] } },
      { ...percent, basisPoints: 2_000, when },
    ];
    expect(planTerms(rules, { ...paying, holding: 'P0D' })).not.toContain('20 %');
    expect(planTerms([...rules].reverse(), { ...paying, holding: 'P0D' })).toContain('20 %');
  });

  it('tell of a rule that is made for certain partners to those alone, and to them as theirs', () => {
    const theirs: PlanRule = { ...percent, basisPoints: 1_500, when: { partnerIds: ['prt_a'] } };
    const policy = { ...paying, holding: 'P30D' };
    expect(planTerms([theirs, percent], policy)).toBe(planTerms([percent], policy));
    expect(termsByPartner([theirs, percent], policy)).toEqual({
      prt_a: planTerms([{ ...percent, basisPoints: 1_500 }], policy),
    });
    expect(planTerms([theirs], policy)).toBe('No commission is paid under this plan.');
  });
});
