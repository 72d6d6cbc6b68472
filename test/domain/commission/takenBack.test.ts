import { expect, it } from '@jest/globals';
import { causeOfTakenBack, remainingOf } from '../../../domain/commission/takenBack.ts';

const eur = (amount: number) => ({ amount, currency: 'EUR' });

it.each([
  { amount: 100, adjusted: 0, isCorrected: false, cause: 'refunds' },
  { amount: 100, adjusted: 100, isCorrected: false, cause: 'adjustments' },
  { amount: 100, adjusted: 99, isCorrected: false, cause: 'both' },
  { amount: 100, adjusted: 0, isCorrected: true, cause: 'corrections' },
  { amount: 100, adjusted: 100, isCorrected: true, cause: 'adjustments' },
  { amount: 100, adjusted: 99, isCorrected: true, cause: 'several' },
])('of $amount taken back $adjusted by adjustments: $cause', ({ amount, adjusted, isCorrected, cause }) => {
  expect(causeOfTakenBack({ amount: eur(amount), adjusted: eur(adjusted), isCorrected })).toBe(cause);
});

it('what is to be returned and not repaid yet is owed', () => {
  expect(remainingOf({ toReturn: eur(100), repaid: eur(30) })).toEqual(eur(70));
  expect(remainingOf({ toReturn: eur(100), repaid: eur(100) })).toEqual(eur(0));
});
