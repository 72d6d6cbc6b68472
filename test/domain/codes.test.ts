import { expect, it } from '@jest/globals';
import { isCountry } from '../../domain/countries.ts';
import { isCurrency } from '../../domain/currencies.ts';
import { currencyExponent, moneyFromPlain } from '../../domain/money.ts';
import { isEarnedMoney } from '../../domain/plainValues.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('');
const codes = (length: number): string[] =>
  length === 0 ? [''] : codes(length - 1).flatMap((start) => LETTERS.map((letter) => start + letter));

it('every currency that we take is one that the platform knows, with the decimals that it writes', () => {
  const known = new Set(Intl.supportedValuesOf('currency'));
  const ours = codes(3).filter(isCurrency);
  // Units of account, and the digital bolívar: in ISO 4217, not in the platform's list.
  expect(ours.filter((code) => !known.has(code))).toEqual(['CLF', 'COU', 'MXV', 'UYI', 'UYW', 'VED']);
  expect(ours).toHaveLength(160);
  for (const code of ['EUR', 'JPY', 'KWD', 'CLF', 'ISK']) {
    const { maximumFractionDigits } = new Intl.NumberFormat('en', {
      style: 'currency',
      currency: code,
    }).resolvedOptions();
    expect([code, currencyExponent(code)]).toEqual([code, maximumFractionDigits]);
  }
});

it.each(['XXZ', 'XTS', 'XAU', 'DEM', 'HRK', 'ZZZ', 'eur', ''])('%p is no currency, wherever it comes in', (code) => {
  expect(isCurrency(code)).toBe(false);
  expect(isEarnedMoney({ amount: 100, currency: code })).toBe(false);
  expect(moneyFromPlain('1.00', code)).toBeUndefined();
});

it('every country that we take is one that the platform has a name for, and the code for an unknown one is none', () => {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  const ours = codes(2).filter(isCountry);
  expect(ours.filter((code) => names.of(code) === undefined)).toEqual([]);
  expect(ours).toHaveLength(250);
  expect(['ZZ', 'XX', 'AA', 'EU', 'UK', 'de', ''].filter(isCountry)).toEqual([]);
});
