import { expect, it } from '@jest/globals';
import type { ExplanationStep } from '../../../domain/commission/explanation.ts';
import { recompute } from '../../../domain/commission/recompute.ts';
import { money } from '../../../domain/money.ts';

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const flat = (amount: number, currency = 'EUR'): ExplanationStep => ({
  step: 'flat',
  amount: { amount, currency },
});
const capped = (amount: number, currency = 'EUR'): ExplanationStep => ({
  step: 'cap_per_deal',
  limit: eur(300),
  amount: { amount, currency },
});
const converted = (from: { amount: number; currency: string }): ExplanationStep => ({
  step: 'convert',
  from,
  rate: '2',
  day: '2026-11-20',
  source: 'ECB',
  exact: '1000',
  rounding: 'half_up',
  amount: { amount: 1_000, currency: 'USD' },
});

it('what is written follows from what it is made of', () => {
  expect(recompute({ steps: [flat(500), capped(300)] })).toEqual(money(300n, 'EUR'));
  expect(recompute({ steps: [flat(500), converted(eur(500))] })).toEqual(money(1_000n, 'USD'));
});

it.each<{ steps: ExplanationStep[]; why: string }>([
  { steps: [], why: 'nothing explains nothing' },
  { steps: [capped(300)], why: 'a cap of nothing' },
  { steps: [flat(500), capped(299)], why: 'another amount than comes out' },
  { steps: [flat(500), capped(300, 'USD')], why: 'another currency than comes out' },
  { steps: [flat(500), converted(eur(499))], why: 'another amount was converted than there was' },
  { steps: [flat(500), converted({ amount: 500, currency: 'CHF' })], why: 'another currency was converted' },
])('an explanation that contradicts itself is a mistake of ours: $why', ({ steps }) => {
  expect(() => recompute({ steps })).toThrow(expect.objectContaining({ code: 'internal_error' }));
});

it('so is one whose conditions were not met', () => {
  const because = { when: { countries: ['DE'] }, found: { country: 'FR' } };
  expect(() => recompute({ steps: [flat(500)], because })).toThrow(expect.objectContaining({ code: 'internal_error' }));
  expect(recompute({ steps: [flat(500)], because: { ...because, found: { country: 'DE' } } })).toEqual(
    money(500n, 'EUR'),
  );
});
