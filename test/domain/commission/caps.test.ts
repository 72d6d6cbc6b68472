import { describe, expect, it } from '@jest/globals';
import { nothingSpent, periodAround, sharedCapsOf, sumOf, type Counted } from '../../../domain/commission/caps.ts';
import { linesFor } from '../../../domain/commission/lines.ts';
import type { PlanRule } from '../../../domain/commission/plan.ts';
import { costOver } from '../../../domain/commission/preview.ts';
import { money } from '../../../domain/money.ts';

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const flat: PlanRule = { kind: 'deal_flat', amount: eur(400), trigger: 'signed', when: {} };
const capped: PlanRule = {
  ...flat,
  capPerPartner: { amount: eur(1_000), period: 'quarter' },
  budget: { amount: eur(5_000), period: 'plan' },
};
const at = '2026-12-31T23:59:59.999Z';

describe('calendar periods', () => {
  it.each([
    { period: 'month' as const, day: '2026-01-31', from: '2026-01-01', to: '2026-02-01' },
    { period: 'month' as const, day: '2026-12-31', from: '2026-12-01', to: '2027-01-01' },
    { period: 'quarter' as const, day: '2026-03-31', from: '2026-01-01', to: '2026-04-01' },
    { period: 'quarter' as const, day: '2026-04-01', from: '2026-04-01', to: '2026-07-01' },
    { period: 'quarter' as const, day: '2026-11-15', from: '2026-10-01', to: '2027-01-01' },
    { period: 'year' as const, day: '2026-01-01', from: '2026-01-01', to: '2027-01-01' },
    { period: 'year' as const, day: '2026-12-31', from: '2026-01-01', to: '2027-01-01' },
  ])('the $period around $day is $from up to $to', ({ period, day, from, to }) => {
    expect(periodAround(period, `${day}T12:00:00.000Z`)).toEqual({ from, to });
  });
});

describe('shared caps', () => {
  it('of a rule cut in order: what one partner may get, then what there is for all', () => {
    expect(sharedCapsOf(capped, at)).toEqual([
      {
        sort: 'cap_per_partner',
        kind: 'deal_flat',
        currency: 'EUR',
        limit: eur(1_000),
        period: 'quarter',
        from: '2026-10-01',
        to: '2027-01-01',
      },
      { sort: 'budget', kind: 'deal_flat', currency: 'EUR', limit: eur(5_000), period: 'plan', from: null, to: null },
    ]);
    expect(sharedCapsOf(flat, at)).toEqual([]);
  });

  const [perPartner, budget] = sharedCapsOf(capped, at);
  const line: Counted = {
    sort: 'cap_per_partner',
    kind: 'deal_flat',
    partnerId: 'prt_1',
    at: '2026-10-01',
    amount: money(400n, 'EUR'),
  };
  it.each<{ change: Partial<Counted>; ofPartner: boolean; ofBudget: boolean; why: string }>([
    { change: {}, ofPartner: true, ofBudget: true, why: 'on the first day of the period' },
    { change: { at: '2026-09-30' }, ofPartner: false, ofBudget: true, why: 'a day before it; this budget has no end' },
    { change: { at: '2027-01-01' }, ofPartner: false, ofBudget: true, why: 'a day after it' },
    { change: { partnerId: 'prt_2' }, ofPartner: false, ofBudget: true, why: 'another partner' },
    { change: { kind: 'deal_percent' }, ofPartner: false, ofBudget: false, why: 'another kind' },
    { change: { amount: money(400n, 'USD') }, ofPartner: false, ofBudget: false, why: 'another currency' },
  ])('count a line ($why): per partner $ofPartner, of the budget $ofBudget', ({ change, ofPartner, ofBudget }) => {
    const one = { ...line, ...change };
    expect(perPartner && sumOf([one], perPartner, 'prt_1')).toBe(ofPartner ? 400n : 0n);
    expect(budget && sumOf([{ ...one, sort: 'budget' }], budget, 'prt_1')).toBe(ofBudget ? 400n : 0n);
    expect(perPartner && sumOf([{ ...one, sort: 'budget' }], perPartner, 'prt_1')).toBe(0n);
  });
});

describe('a line under shared caps', () => {
  const deal = { dealId: 'D-1', amount: eur(1), firstYearNet: eur(1) };
  const ruleFacts = {
    productLine: null,
    country: null,
    region: null,
    partnerId: 'prt_1',
    tier: null,
    receivedAt: at,
    quality: null,
  };
  const lineAfter = (spent: { partner: bigint; budget: bigint }) =>
    linesFor({ versionId: 'pv_1', rules: [capped] }, deal, ruleFacts, {
      at,
      spentOf: ({ sort }) => (sort === 'budget' ? spent.budget : spent.partner),
    })[0];

  it.each([
    { spent: { partner: 600n, budget: 0n }, amount: 400n, sentence: '4.00 EUR for a won deal' },
    {
      spent: { partner: 601n, budget: 0n },
      amount: 399n,
      sentence: '4.00 EUR for a won deal, cut to what was left of 10.00 EUR per partner and quarter',
    },
    {
      spent: { partner: 0n, budget: 4_999n },
      amount: 1n,
      sentence: '4.00 EUR for a won deal, cut to what was left of the budget of 50.00 EUR',
    },
    { spent: { partner: 1_000n, budget: 0n }, amount: undefined, sentence: undefined },
    { spent: { partner: 0n, budget: 9_999n }, amount: undefined, sentence: undefined },
  ])('after $spent is $amount: $sentence', ({ spent, amount, sentence }) => {
    const made = lineAfter(spent);
    expect([made?.amount.amountMinor, made?.explanation.sentence]).toEqual([amount, sentence]);
  });

  it('of an estimate is cut by nothing that came before', () => {
    const [made] = linesFor({ versionId: 'pv_1', rules: [capped] }, deal, ruleFacts, nothingSpent(at));
    expect(made?.explanation.steps.slice(1)).toMatchObject([{ used: eur(0) }, { used: eur(0), from: null }]);
  });

  it('is never more for a bonus by volume than its rate of what lies above the limit, deal by deal', () => {
    const percent: PlanRule = {
      kind: 'deal_percent',
      basisPoints: 1_000,
      base: 'first_year_net',
      trigger: 'signed',
      when: {},
    };
    const bonus: PlanRule = { kind: 'tier_bonus', basisPoints: 200, above: eur(100_000), trigger: 'signed', when: {} };
    const worth = (amount: number) => ({ dealId: 'D-1', amount: eur(amount), firstYearNet: eur(amount) });
    const after = (before: bigint, amount: number, rules = [bonus, percent]) =>
      linesFor({ versionId: 'pv_1', rules }, worth(amount), ruleFacts, { at, spentOf: () => before });
    const bonusAfter = (before: bigint, amount: number) =>
      after(before, amount).find(({ kind }) => kind === 'tier_bonus');
    expect(bonusAfter(0n, 100_000)).toBeUndefined();
    expect(bonusAfter(80_000n, 50_000)).toMatchObject({
      amount: { amountMinor: 600n },
      explanation: {
        sentence: '2 % of 300.00 EUR, what 500.00 EUR bring above 1,000.00 EUR in 2026',
        steps: [
          { step: 'base', amount: eur(50_000) },
          { step: 'volume', limit: eur(100_000), from: '2026-01-01', before: eur(80_000), amount: eur(30_000) },
          { step: 'percent', amount: eur(600) },
        ],
      },
    });
    expect(bonusAfter(500_000n, 50_000)?.amount.amountMinor).toBe(1_000n);
    expect(after(500_000n, 50_000, [bonus])).toEqual([]);
  });

  it('is counted in a preview after those that were won before it', () => {
    const past = (closedOn: string) => ({ deal, closedOn, ruleFacts, earned: [] });
    const deals = ['2026-10-01', '2026-11-01', '2026-12-01', '2026-12-02', '2027-01-01'].map(past);
    const { wouldEarn, changed } = costOver({ versionId: 'pv_1', rules: [capped] }, deals);
    expect(wouldEarn).toEqual([money(1_400n, 'EUR')]);
    expect(changed.map(({ wouldEarn: [sum] }) => sum?.amountMinor)).toEqual([400n, 400n, 200n, 400n]);
  });
});
