import { describe, expect, it } from '@jest/globals';
import type { PlanRule } from '../../../domain/commission/plan.ts';
import { decideFurtherDeal, type FirstDeal } from '../../../domain/referral/decideFurtherDeal.ts';
import type { Stage } from '../../../domain/referral/stages.ts';

const at = new Date('2027-06-01T10:00:00.000Z');
const percent: PlanRule = {
  ...{ kind: 'deal_percent', basisPoints: 1_000, base: 'first_year_net', trigger: 'signed', when: {} },
  renewals: { months: 12, basisPoints: 500 },
};
const forPredict: PlanRule = {
  ...percent,
  basisPoints: 2_000,
  when: { productLines: ['Predict'] },
  renewals: { months: 3 },
};
const planOf = (...rules: PlanRule[]) => ({ versionId: 'pv_1', rules });

/** It was won on 31 January, and its plan pays 5 % of renewals within 12 months after the first year. */
const first: FirstDeal = {
  ...{ stage: 'won', wonOn: '2027-01-31', productLine: 'Monitor', quality: 4, known: 0 },
  plan: planOf(percent),
  policy: { statusUpdate: 'P30D' },
  ruleFacts: {
    ...{ productLine: 'Monitor', country: null, region: null, partnerId: 'prt_1', tier: null, quality: 4 },
    receivedAt: '2026-11-20T09:00:00.000Z',
  },
};

type Wanted = Parameters<typeof decideFurtherDeal>[0];
const decided = (
  { named = 'won', ...change }: Partial<FirstDeal> & { named?: Stage } = {},
  wanted: Partial<Wanted> = {},
) =>
  decideFurtherDeal(
    { kind: 'renewal', expectedAmount: undefined, productLine: undefined, by: 'usr_nora', at, ...wanted },
    named,
    { ...first, ...change },
  );

describe('a renewal or further deal is refused', () => {
  it.each<{ why: string; first: Partial<FirstDeal> & { named?: Stage }; kind?: Wanted['kind']; is: object }>([
    {
      why: 'while the deal that was named is not won',
      ...{ first: { named: 'negotiation' }, is: { code: 'not_allowed_in_stage', facts: { stage: 'negotiation' } } },
    },
    {
      why: 'while the first one is not, though a later one is',
      ...{ first: { stage: 'opportunity' }, is: { code: 'not_allowed_in_stage', facts: { stage: 'opportunity' } } },
    },
    {
      why: 'where nobody knows on which day it was won',
      ...{ first: { wonOn: null }, is: { code: 'not_allowed_in_stage', facts: { stage: 'won' } } },
    },
    {
      why: 'where two hundred are recorded',
      ...{ first: { known: 200 }, is: { code: 'further_deals_limit', facts: { max: 200 } } },
    },
    {
      why: 'where the plan pays for the other kind alone',
      ...{ first: {}, kind: 'further_deal', is: { code: 'deal_not_covered', facts: { kind: 'further_deal' } } },
    },
    {
      why: 'where the plan pays for first deals alone',
      first: { plan: planOf({ ...percent, renewals: undefined }) },
      is: { code: 'deal_not_covered', facts: { kind: 'renewal' } },
    },
    {
      why: 'where the referral has no plan',
      ...{ first: { plan: null }, is: { code: 'deal_not_covered', facts: { kind: 'renewal' } } },
    },
  ])('$why', ({ first: change, kind = 'renewal', is }) => {
    expect(decided(change, { kind })).toMatchObject({ outcome: 'refused', ...is });
  });

  it('with what may be done instead', () => {
    expect(decided({ named: 'negotiation' })).toMatchObject({ facts: { allowed: expect.arrayContaining(['close']) } });
  });
});

describe('a renewal or further deal is recorded', () => {
  const eur = (amount: number) => ({ amount, currency: 'EUR' });

  it('in talks, owned by who records it, with the day before which it has to be won', () => {
    const origin = { kind: 'renewal', firstWonOn: '2027-01-31', earnsBefore: '2029-01-31' };
    const time = at.getTime();
    expect(decided({ known: 199 })).toMatchObject({
      ...{ outcome: 'recorded', origin, productLine: 'Monitor' },
      state: {
        ...{ stage: 'opportunity', transitionNo: 1, ownerId: 'usr_nora', quality: 4, origin, expiresAt: null },
        clocks: [{ kind: 'status_update', startedAt: time, dueAt: time + 30 * 86_400_000 }],
        estimate: [],
      },
    });
  });

  it('also after its time, when it earns nothing', () => {
    const late = decided({}, { at: new Date('2031-01-01T10:00:00.000Z'), expectedAmount: eur(100_000) });
    expect(late).toMatchObject({ outcome: 'recorded', origin: { earnsBefore: '2029-01-31' }, state: { estimate: [] } });
  });

  it.each<{ why: string; wanted: Partial<Wanted>; productLine: string; estimate: object[] }>([
    {
      why: 'with what it would earn, were it won today',
      wanted: { expectedAmount: eur(100_000) },
      ...{ productLine: 'Monitor', estimate: [eur(5_000)] },
    },
    {
      why: 'of another product where that is told, by the rule for that',
      wanted: { expectedAmount: eur(100_000), productLine: 'Predict' },
      ...{ productLine: 'Predict', estimate: [eur(20_000)] },
    },
  ])('$why', ({ wanted, productLine, estimate }) => {
    const plan = planOf(forPredict, percent);
    expect(decided({ plan }, wanted)).toMatchObject({ outcome: 'recorded', productLine, state: { estimate } });
  });
});
