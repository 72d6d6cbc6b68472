import { describe, expect, it } from '@jest/globals';
import { nothingSpent } from '../../../domain/commission/caps.ts';
import { accrualKey, countedIn, countersFor, linesFor, linesOfWin } from '../../../domain/commission/lines.ts';
import type { PlanRule, WonDeal } from '../../../domain/commission/plan.ts';
import { money } from '../../../domain/money.ts';

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const at = '2026-11-20T09:00:00.000Z';
const ofPartner = { partnerId: 'prt_1', at };
const facts = {
  ...{ productLine: null, country: 'DE', region: null, partnerId: 'prt_1', tier: null },
  receivedAt: at,
  quality: 4,
};
const deal: WonDeal = { dealId: 'D-1', amount: eur(100_000), firstYearNet: eur(100_000) };
const percent: PlanRule = {
  kind: 'deal_percent',
  basisPoints: 1_000,
  base: 'first_year_net',
  trigger: 'signed',
  when: {},
};
const flat: PlanRule = { kind: 'deal_flat', amount: eur(500), trigger: 'signed', when: {} };
const bonus: PlanRule = { kind: 'tier_bonus', basisPoints: 200, above: eur(40_000), trigger: 'signed', when: {} };
const lead: PlanRule = { kind: 'qualified_lead_bonus', amount: eur(200), trigger: 'qualified', when: {} };
const planOf = (...rules: PlanRule[]) => ({ versionId: 'pv_1', rules });

describe('an accrual happens once', () => {
  const key = { referralId: 'ref_1', dealId: 'D-1', kind: 'deal_flat' } as const;

  it.each([
    { args: key, is: 'ref_1:D-1:deal_flat', why: 'per deal and kind' },
    { args: { ...key, winsReopened: 0 }, is: 'ref_1:D-1:deal_flat', why: 'a win that was never reopened' },
    { args: { ...key, winsReopened: 2 }, is: 'ref_1:D-1:deal_flat:again2', why: 'and per time it was reopened' },
    { args: { ...key, paymentId: 'pay_1' }, is: 'ref_1:D-1:deal_flat:part:pay_1', why: 'and per payment' },
  ])('$why', ({ args, is }) => {
    expect(accrualKey(args)).toBe(is);
  });
});

describe('what a line adds to what later lines look at', () => {
  const linesOf = (...rules: PlanRule[]) => linesFor(planOf(...rules), deal, facts, nothingSpent(at));
  const counted = (...rules: PlanRule[]) => linesOf(...rules).flatMap((line) => countedIn(line, ofPartner));

  it('is nothing of a flat amount without a cap', () => {
    expect(counted(flat)).toEqual([]);
  });

  it('is the base of a percentage, for the volume of its partner', () => {
    expect(counted(percent)).toEqual([
      { sort: 'volume', kind: 'deal_percent', ...ofPartner, amount: money(100_000n, 'EUR') },
    ]);
  });

  it('is its amount for each cap that it shares with others', () => {
    const capped: PlanRule = {
      ...flat,
      capPerPartner: { amount: eur(10_000), period: 'year' },
      budget: { amount: eur(400), period: 'plan' },
    };
    expect(counted(capped)).toEqual([
      { sort: 'cap_per_partner', kind: 'deal_flat', ...ofPartner, amount: money(400n, 'EUR') },
      { sort: 'budget', kind: 'deal_flat', ...ofPartner, amount: money(400n, 'EUR') },
    ]);
    expect(countersFor(planOf(capped), deal, facts, { at })).toMatchObject([
      { sort: 'cap_per_partner', kind: 'deal_flat' },
      { sort: 'budget', kind: 'deal_flat' },
    ]);
    expect(countersFor(planOf(capped), deal, facts, { at }, ({ kind }) => kind !== 'deal_flat')).toEqual([]);
  });

  it('is looked at by a bonus by volume, which comes last and once', () => {
    expect(linesOf(bonus, percent).map(({ kind, amount }) => [kind, amount.amountMinor])).toEqual([
      ['deal_percent', 10_000n],
      ['tier_bonus', 1_200n],
    ]);
    expect(linesOf(flat, bonus).map(({ kind }) => kind)).toEqual(['deal_flat']);
  });
});

it('a win earns for the introduction and for the deal', () => {
  const lines = linesOfWin(planOf(percent, lead), deal, facts, nothingSpent(at));
  expect(lines.map(({ kind }) => kind)).toEqual(['qualified_lead_bonus', 'deal_percent']);
});
