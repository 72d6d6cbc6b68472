import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AMOUNT_MINOR_MAX, currencyExponent, money, moneyFromPlain, plainAmount } from '../../domain/money.ts';
import { runs } from '../support/runs.ts';

it.each([
  { text: '48000.00', currency: 'EUR', minor: 4_800_000n, why: 'as files write it' },
  { text: '48000,50', currency: 'EUR', minor: 4_800_050n, why: 'with a comma' },
  { text: '48000', currency: 'EUR', minor: 4_800_000n, why: 'without decimals' },
  { text: '0.5', currency: 'EUR', minor: 50n, why: 'with fewer decimals than the currency has' },
  { text: ' 7.25 ', currency: 'EUR', minor: 725n, why: 'with blanks around' },
  { text: '838448', currency: 'JPY', minor: 838_448n, why: 'the yen has no decimals' },
  { text: '838448.000', currency: 'JPY', minor: 838_448n, why: 'zeros say nothing more' },
  { text: '1.23400', currency: 'KWD', minor: 1_234n, why: 'the dinar has three' },
  { text: '1.2050', currency: 'KWD', minor: 1_205n, why: 'a zero between digits counts' },
  { text: '90071992547409.91', currency: 'EUR', minor: AMOUNT_MINOR_MAX, why: 'the largest' },
])('"$text" $currency are $minor: $why', ({ text, currency, minor }) => {
  expect(moneyFromPlain(text, currency)).toEqual(money(minor, currency));
});

it.each([
  { text: '', currency: 'EUR', why: 'nothing' },
  { text: 'many', currency: 'EUR', why: 'no number' },
  { text: '-1', currency: 'EUR', why: 'below zero' },
  { text: '1.', currency: 'EUR', why: 'no decimals after the point' },
  { text: '.5', currency: 'EUR', why: 'nothing before the point' },
  { text: '1.5x', currency: 'EUR', why: 'something after it' },
  { text: '1x5', currency: 'EUR', why: 'another sign between' },
  { text: '1.ab', currency: 'EUR', why: 'letters for decimals' },
  { text: '1,000.00', currency: 'EUR', why: 'groups, which could be decimals elsewhere' },
  { text: '1.005', currency: 'EUR', why: 'more decimals than the euro has' },
  { text: '1.5', currency: 'JPY', why: 'decimals of a yen' },
  { text: '90071992547409.92', currency: 'EUR', why: 'more than JSON carries' },
  { text: '1', currency: 'EURO', why: 'no currency' },
  { text: '1', currency: '', why: 'no currency at all' },
])('"$text" $currency is no amount: $why', ({ text, currency }) => {
  expect(moneyFromPlain(text, currency)).toBeUndefined();
});

it.each([
  { currency: 'EUR', decimals: 2 },
  { currency: 'JPY', decimals: 0 },
  { currency: 'VND', decimals: 0 },
  { currency: 'KWD', decimals: 3 },
  { currency: 'TND', decimals: 3 },
  { currency: 'CLF', decimals: 4 },
  { currency: 'UYW', decimals: 4 },
])('$currency has $decimals decimals', ({ currency, decimals }) => {
  expect(currencyExponent(currency)).toBe(decimals);
});

it('what is written plainly reads as what it was, in every currency', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: AMOUNT_MINOR_MAX }),
      fc.constantFrom('EUR', 'JPY', 'KWD', 'CLF'),
      (amountMinor, currency) => {
        const amount = money(amountMinor, currency);
        expect(moneyFromPlain(plainAmount(amount), currency)).toEqual(amount);
      },
    ),
    { numRuns: runs(1_000) },
  );
});
