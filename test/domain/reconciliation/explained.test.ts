import { expect, it } from '@jest/globals';
import { explainedOf } from '../../../domain/reconciliation/explained.ts';

it.each([
  { compared: 400, open: 3, percent: 99.2, why: 'rounded down to one decimal' },
  { compared: 100_000, open: 1, percent: 99.9, why: 'never 100 while something is open' },
  { compared: 7, open: 0, percent: 100, why: 'all of it' },
  { compared: 0, open: 0, percent: null, why: 'nothing was compared' },
])('$open of $compared open: $percent ($why)', ({ compared, open, percent }) => {
  expect(explainedOf({ compared, open, isWhole: true })).toEqual({ compared, explained: compared - open, percent });
});

it('says no percentage where a source could not be read', () => {
  expect(explainedOf({ compared: 400, open: 3, isWhole: false }).percent).toBeNull();
});
