import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  covers,
  factsFor,
  holds,
  type FoundFacts,
  type RuleConditions,
} from '../../../domain/commission/conditions.ts';
import { conditions, ruleFacts } from '../../support/randomPlans.ts';
import { runs } from '../../support/runs.ts';

const eur = (band: { from?: number; below?: number }) => ({ currency: 'EUR', ...band });

describe('one rule leaves nothing for a later one', () => {
  it.each<{ one: RuleConditions; other: RuleConditions; why: string }>([
    { one: {}, other: { countries: ['DE'], values: [eur({ from: 1 })], qualityFrom: 3 }, why: 'it asks for nothing' },
    { one: { countries: ['DE', 'FR'] }, other: { countries: ['FR'] }, why: 'it names all that the other names' },
    { one: { values: [eur({ from: 10 })] }, other: { values: [eur({ from: 10, below: 20 })] }, why: 'without an end' },
    { one: { values: [eur({ below: 20 })] }, other: { values: [eur({ from: 5, below: 20 })] }, why: 'no beginning' },
    {
      one: { values: [{ currency: 'USD' }, eur({ from: 10, below: 20 })] },
      other: { values: [eur({ from: 10, below: 20 })] },
      why: 'one of its bands is as wide',
    },
    {
      one: { received: { from: '2026-01-01' } },
      other: { received: { from: '2026-01-01' } },
      why: 'from the same day',
    },
    {
      one: { received: { from: '2026-01-01', to: '2026-12-31' } },
      other: { received: { from: '2026-06-01', to: '2026-12-31' } },
      why: 'its days are around those of the other',
    },
    { one: { received: {} }, other: {}, why: 'a window without days is none' },
    { one: { qualityFrom: 3 }, other: { qualityFrom: 3 }, why: 'the same quality' },
  ])('$why', ({ one, other }) => {
    expect(covers(one, other)).toBe(true);
  });

  it.each<{ one: RuleConditions; other: RuleConditions; why: string }>([
    { one: { countries: ['DE'] }, other: {}, why: 'other countries are left' },
    { one: { countries: ['DE'] }, other: { countries: ['DE', 'FR'] }, why: 'France is left' },
    { one: { values: [eur({ from: 10 })] }, other: {}, why: 'what is below is left' },
    { one: { values: [eur({ from: 10 })] }, other: { values: [eur({ from: 9 })] }, why: 'it begins later' },
    {
      one: { values: [eur({ from: 10 })] },
      other: { values: [eur({ below: 20 })] },
      why: 'the other has no beginning',
    },
    { one: { values: [eur({ below: 20 })] }, other: { values: [eur({ below: 21 })] }, why: 'it ends earlier' },
    { one: { values: [eur({ below: 20 })] }, other: { values: [eur({ from: 5 })] }, why: 'the other has no end' },
    { one: { values: [eur({})] }, other: { values: [{ currency: 'USD' }] }, why: 'another currency' },
    { one: { values: [eur({})] }, other: { values: [eur({}), { currency: 'USD' }] }, why: 'one band is left' },
    { one: { received: { from: '2026-01-02' } }, other: { received: { from: '2026-01-01' } }, why: 'a day is left' },
    { one: { received: { from: '2026-01-02' } }, other: { received: { to: '2026-02-01' } }, why: 'earlier days' },
    { one: { received: { from: '2026-01-02' } }, other: {}, why: 'all earlier days' },
    { one: { received: { to: '2026-12-30' } }, other: { received: { to: '2026-12-31' } }, why: 'the last day is left' },
    { one: { received: { to: '2026-12-30' } }, other: { received: { from: '2026-01-01' } }, why: 'later days' },
    { one: { received: { to: '2026-12-30' } }, other: {}, why: 'all later days' },
    { one: { qualityFrom: 3 }, other: { qualityFrom: 2 }, why: 'a lower quality is left' },
    { one: { qualityFrom: 3 }, other: {}, why: 'any lower quality is left' },
  ])('not where something is left: $why', ({ one, other }) => {
    expect(covers(one, other)).toBe(false);
  });

  it('for then it holds wherever the later one does', () => {
    const value = fc.option(fc.record({ amount: fc.nat(20_000_000), currency: fc.constantFrom('EUR', 'USD') }));
    fc.assert(
      fc.property(conditions, conditions, ruleFacts, value, (one, other, facts, amount) => {
        fc.pre(covers(one, other));
        const of = (when: RuleConditions) => holds(when, factsFor(when, facts, amount));
        expect(of(other) && !of(one)).toBe(false);
      }),
      { numRuns: runs(1_000) },
    );
  });
});

it.each<{ when: RuleConditions; found: FoundFacts; is: boolean; why: string }>([
  { when: { received: { from: '2026-11-20' } }, found: {}, is: false, why: 'a day that is not known is in no window' },
  {
    when: { received: { from: '2026-11-20', to: '2026-11-20' } },
    found: { receivedAt: '2026-11-20T23:59:59.999Z' },
    is: true,
    why: 'both days of a window are in it',
  },
  { when: { received: {} }, found: {}, is: false, why: 'nothing is known' },
  { when: { qualityFrom: 3 }, found: { quality: 3 }, is: true, why: 'or better' },
  { when: { qualityFrom: 1 }, found: { quality: null }, is: false, why: 'it was not qualified yet' },
])('$when is met by $found: $is, $why', ({ when, found, is }) => {
  expect(holds(when, found)).toBe(is);
});

it('what a rule looked at is kept, and a value that there is not yet is none', () => {
  const facts = { productLine: 'Predict', country: 'DE', region: null, partnerId: 'prt_1', tier: null };
  const known = { ...facts, receivedAt: '2026-11-20T09:00:00.000Z', quality: null };
  const when = { values: [eur({})], countries: ['DE'], regions: ['Bavaria'] };
  expect(factsFor(when, known, null)).toStrictEqual({ country: 'DE', region: null });
  expect(factsFor(when, known, { amount: 1, currency: 'EUR' })).toStrictEqual({
    country: 'DE',
    region: null,
    value: { amount: 1, currency: 'EUR' },
  });
});
