import { expect, it } from '@jest/globals';
import { isCountry } from '../../domain/countries.ts';
import { isCurrency } from '../../domain/currencies.ts';
import { currencyExponent, moneyFromPlain, plainAmount } from '../../domain/money.ts';
import { amountText } from '../../domain/texts/format.ts';
import { minorDigits, moneyInWords, toMinor } from '../../web/ui/money.ts';
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

it('an amount is the same in every text, on every page and in every file, whatever the currency', () => {
  for (const code of codes(3).filter(isCurrency)) {
    const digits = currencyExponent(code);
    const amount = 12_345_670n;
    const plain = plainAmount({ amountMinor: amount, currency: code });
    const read = (words: string): string => words.replace(` ${code}`, '').replaceAll(',', '');
    expect([code, Number(read(amountText(amount, code, 'en')))]).toEqual([code, Number(plain)]);
    expect([code, read(moneyInWords({ amount: Number(amount), currency: code }))]).toEqual([code, plain]);
    expect([code, minorDigits(code), toMinor(Number(plain), code)]).toEqual([code, digits, Number(amount)]);
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
