import { expect, it } from '@jest/globals';
import { numberOf, withoutNumber, type AccountNumber } from '../../../domain/ledger/accountNumbers.ts';

const NUMBERS: AccountNumber[] = [
  { account: 'bank', currency: null, number: '1200' },
  { account: 'bank', currency: 'USD', number: '1210' },
  { account: 'payable_due', currency: 'EUR', number: '3300' },
];

it.each([
  { account: 'bank', currency: 'EUR', number: '1200', why: 'that of the account' },
  { account: 'bank', currency: 'USD', number: '1210', why: 'that of the currency comes first' },
  { account: 'payable_due', currency: 'EUR', number: '3300', why: 'that of the currency' },
  { account: 'payable_due', currency: 'USD', number: undefined, why: 'there is none for this currency' },
  { account: 'payout_clearing', currency: 'EUR', number: undefined, why: 'there is none' },
] as const)('$account in $currency is $number: $why', ({ number, ...account }) => {
  expect(numberOf(NUMBERS, account)).toBe(number);
});

it('says each account without a number once', () => {
  const accounts = (['EUR', 'USD', 'USD'] as const).flatMap((currency) => [
    { account: 'bank' as const, currency },
    { account: 'payable_due' as const, currency },
  ]);
  expect(withoutNumber(NUMBERS, accounts)).toEqual([{ account: 'payable_due', currency: 'USD' }]);
});
