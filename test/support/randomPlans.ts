import fc from 'fast-check';
import type { RuleConditions, RuleFacts } from '../../domain/commission/conditions.ts';
import type { Budget, PartnerCap, PlanRule, WonDeal } from '../../domain/commission/plan.ts';
import { AMOUNT_MINOR_MAX } from '../../domain/money.ts';

/** Few different names, so that conditions are met about as often as not. */
const LINES = ['Monitor', 'Predict', 'Connect'];
const TIERS = ['gold', 'silver', 'standard'];
const COUNTRIES = ['DE', 'SE'];
const REGIONS = ['Bavaria', 'Stockholm'];
const PARTNERS = ['prt_one', 'prt_two'];
const DAYS = ['2026-01-01', '2026-06-30', '2026-07-01', '2026-12-31'];
const CURRENCIES = ['EUR', 'USD'];

const some = (names: readonly string[]) => fc.subarray([...names], { minLength: 1 });
const optional = { requiredKeys: [] as [] };
const money = (max: number) =>
  fc.record({ amount: fc.integer({ min: 1, max }), currency: fc.constantFrom(...CURRENCIES) });

const received = fc
  .tuple(fc.constantFrom(...DAYS), fc.constantFrom(...DAYS))
  .map(([one, other]) => (one <= other ? { from: one, to: other } : { from: other, to: one }));

const band = fc.record(
  {
    currency: fc.constantFrom(...CURRENCIES),
    from: fc.nat(5_000_000),
    below: fc.integer({ min: 5_000_001, max: 2e7 }),
  },
  { requiredKeys: ['currency'] },
);

/** Conditions as the API takes them: about one in three rules has none of a kind. */
export const conditions: fc.Arbitrary<RuleConditions> = fc.oneof(
  fc.constant({}),
  fc.record(
    {
      productLines: some(LINES),
      countries: some(COUNTRIES),
      regions: some(REGIONS),
      partnerIds: some(PARTNERS),
      tiers: some(TIERS),
      values: fc.array(band, { minLength: 1, maxLength: 2 }),
      received,
      qualityFrom: fc.integer({ min: 1, max: 5 }),
    },
    optional,
  ),
  fc.record({ tiers: some(TIERS), productLines: some(LINES) }, optional),
);

const period = fc.constantFrom('month' as const, 'quarter' as const, 'year' as const);
const limit = fc.integer({ min: 1, max: 1e6 });
const sharedBounds = {
  capPerPartner: fc.record({ limit, period }),
  budget: fc.record({ limit, period: fc.oneof(period, fc.constant('plan' as const)) }),
};

type Shared = {
  capPerPartner?: { limit: number; period: PartnerCap['period'] } | undefined;
  budget?: { limit: number; period: Budget['period'] } | undefined;
};

/** The amounts of a rule are all in its one currency. */
const sharedIn = ({ capPerPartner, budget }: Shared, currency: string): Pick<PlanRule, 'capPerPartner' | 'budget'> => ({
  ...(capPerPartner && {
    capPerPartner: { amount: { amount: capPerPartner.limit, currency }, period: capPerPartner.period },
  }),
  ...(budget && { budget: { amount: { amount: budget.limit, currency }, period: budget.period } }),
});

const monthsOf = fc.integer({ min: 1, max: 40 });

/** What about one in two percentages pays beyond the first deal of a customer. */
const beyondFirst = {
  renewals: fc.record(
    { months: monthsOf, basisPoints: fc.integer({ min: 1, max: 10_000 }) },
    { requiredKeys: ['months'] },
  ),
  furtherDeals: fc.record({ months: monthsOf }),
};

const signed = fc.constant('signed' as const);

const percent = fc
  .record({
    kind: fc.constant('deal_percent' as const),
    basisPoints: fc.integer({ min: 1, max: 10_000 }),
    base: fc.constantFrom('first_year_net' as const, 'total_contract_net' as const, 'payments_received_net' as const),
    trigger: signed,
    when: conditions,
    bounds: fc.record({ above: fc.integer({ min: 1, max: 1e7 }), capPerDeal: limit, ...sharedBounds }, optional),
    beyond: fc.record(beyondFirst, optional),
    currency: fc.constantFrom(...CURRENCIES),
  })
  .map(({ bounds, beyond, currency, ...rule }) => ({
    ...rule,
    ...beyond,
    ...(bounds.above === undefined ? {} : { above: { amount: bounds.above, currency } }),
    ...(bounds.capPerDeal === undefined ? {} : { capPerDeal: { amount: bounds.capPerDeal, currency } }),
    ...sharedIn(bounds, currency),
  }));

const recurring = fc
  .record({
    kind: fc.constant('recurring' as const),
    basisPoints: fc.integer({ min: 1, max: 10_000 }),
    lasts: fc.oneof(
      fc.record({ payments: fc.integer({ min: 1, max: 120 }) }),
      fc.record({ months: fc.integer({ min: 1, max: 120 }) }),
    ),
    trigger: fc.constant('paid' as const),
    when: conditions,
    bounds: fc.record({ capPerDeal: limit, ...sharedBounds }, optional),
    beyond: fc.record(beyondFirst, optional),
    currency: fc.constantFrom(...CURRENCIES),
  })
  .map(({ bounds, beyond, currency, ...rule }) => ({
    ...rule,
    ...beyond,
    ...(bounds.capPerDeal === undefined ? {} : { capPerDeal: { amount: bounds.capPerDeal, currency } }),
    ...sharedIn(bounds, currency),
  }));

const flat = fc
  .record({
    kind: fc.constant('deal_flat' as const),
    amount: money(1e7),
    trigger: signed,
    when: conditions,
    bounds: fc.record(sharedBounds, optional),
  })
  .map(({ bounds, ...rule }) => ({ ...rule, ...sharedIn(bounds, rule.amount.currency) }));

const spiff = fc
  .record({
    amount: money(1e6),
    trigger: signed,
    when: fc.record({ received }),
    budget: sharedBounds.budget,
    bounds: fc.record({ capPerPartner: sharedBounds.capPerPartner }, optional),
  })
  .map(({ bounds, budget, ...rule }) => {
    const { currency } = rule.amount;
    const shared = sharedIn(bounds, currency);
    return {
      kind: 'spiff' as const,
      ...rule,
      ...shared,
      budget: { amount: { amount: budget.limit, currency }, period: budget.period },
    };
  });

const bonus = fc
  .record({
    kind: fc.constant('tier_bonus' as const),
    basisPoints: fc.integer({ min: 1, max: 10_000 }),
    above: money(1e7),
    trigger: signed,
    when: conditions,
    bounds: fc.record(sharedBounds, optional),
  })
  .map(({ bounds, ...rule }) => ({ ...rule, ...sharedIn(bounds, rule.above.currency) }));

const leadBonus = fc
  .record({
    kind: fc.constant('qualified_lead_bonus' as const),
    amount: money(1e6),
    trigger: fc.constant('qualified' as const),
    when: conditions,
    bounds: fc.record(sharedBounds, optional),
  })
  .map(({ bounds, ...rule }) => ({ ...rule, ...sharedIn(bounds, rule.amount.currency) }));

export const planRules: fc.Arbitrary<PlanRule[]> = fc.array(
  fc.oneof(percent, recurring, flat, spiff, bonus, leadBonus),
  { maxLength: 6 },
);

const size = fc.oneof(fc.nat(2e7), fc.nat(100), fc.integer({ min: 0, max: Number(AMOUNT_MINOR_MAX) }));

export const wonDeals: fc.Arbitrary<WonDeal> = fc
  .record({ amount: size, firstYear: size, currency: fc.constantFrom(...CURRENCIES) })
  .map(({ amount, firstYear, currency }) => ({
    dealId: 'D-1',
    amount: { amount, currency },
    firstYearNet: { amount: firstYear, currency },
  }));

const orNothing = (names: readonly string[]) => fc.constantFrom(null, ...names);

export const ruleFacts: fc.Arbitrary<RuleFacts> = fc.record({
  productLine: orNothing(LINES),
  country: orNothing(COUNTRIES),
  region: orNothing(REGIONS),
  partnerId: fc.constantFrom(...PARTNERS),
  tier: fc.constantFrom(...TIERS),
  receivedAt: fc.constantFrom(...DAYS).map((day) => `${day}T23:59:59.999Z`),
  quality: fc.constantFrom(null, 1, 2, 3, 4, 5),
});
