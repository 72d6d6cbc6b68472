import { expect, it } from '@jest/globals';
import { vatOf } from '../../../domain/documents/vat.ts';
import { money } from '../../../domain/money.ts';

it.each([
  { net: 480_000n, basisPoints: 1_900, tax: 91_200n, why: 'the German rate' },
  { net: 480_000n, basisPoints: 0, tax: 0n, why: 'none where the rate is none' },
  { net: 50n, basisPoints: 1_900, tax: 10n, why: 'half a unit goes up' },
  { net: 49n, basisPoints: 1_900, tax: 9n, why: 'less goes down' },
])('of $net at $basisPoints basis points the tax is $tax: $why', ({ net, basisPoints, tax }) => {
  expect(vatOf(money(net, 'EUR'), basisPoints)).toEqual(money(tax, 'EUR'));
});
