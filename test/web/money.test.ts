import { describe, expect, it } from '@jest/globals';
import { moneyInWords, sumsByCurrency, toMinor, toUnits } from '../../web/ui/money.ts';

describe('amounts on screen', () => {
  it.each([
    { money: { amount: 480_000, currency: 'EUR' }, words: '4,800.00 EUR' },
    { money: { amount: 838_448, currency: 'JPY' }, words: '838,448 JPY' },
    { money: { amount: -192_000, currency: 'EUR' }, words: '-1,920.00 EUR' },
  ])('$money.amount minor units of $money.currency read $words', ({ money, words }) => {
    expect(moneyInWords(money)).toBe(words);
  });

  it('what is typed in whole units becomes minor units without a lost cent', () => {
    expect([toMinor(19.99, 'EUR'), toMinor(1.005, 'EUR'), toMinor(52_000, 'JPY')]).toEqual([1_999, 100, 52_000]);
    expect(toUnits({ amount: 1_999, currency: 'EUR' })).toBe(19.99);
  });

  it('nothing is added across currencies', () => {
    expect(
      sumsByCurrency([
        { amount: 1, currency: 'EUR' },
        { amount: 5, currency: 'USD' },
        { amount: 2, currency: 'EUR' },
      ]),
    ).toEqual([
      { amount: 3, currency: 'EUR' },
      { amount: 5, currency: 'USD' },
    ]);
  });
});
