import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bankBook } from '../../../adapters/bankBook.ts';
import {
  accountText,
  canonicalAccount,
  isRoutingNumber,
  maskedAccount,
  maskedHolder,
  wrongFieldsOf,
  type PayeeAccount,
} from '../../../domain/payees/account.ts';

const IBAN = {
  kind: 'iban',
  holder: 'Brightwater Consulting GmbH',
  iban: 'DE89370400440532013000',
  bic: 'COBADEFFXXX',
  country: 'DE',
} as const;
const ACH = {
  kind: 'ach',
  holder: 'Delgado Components Inc.',
  routingNumber: '011000015',
  accountNumber: '000123456789',
  accountType: 'checking',
} as const;
const STRIPE = { kind: 'stripe', accountId: 'acct_1NkQx2EbRt4567' } as const;
const MANUAL = { kind: 'manual', holder: 'Mori Parts', instructions: 'By cheque to Osaka' } as const;

describe('what an account may look like', () => {
  it.each<{ account: PayeeAccount; wrong: string[]; why: string }>([
    { account: IBAN, wrong: [], why: 'a German account with its bank' },
    { account: { ...IBAN, bic: null }, wrong: [], why: 'within SEPA no BIC is needed' },
    { account: { ...IBAN, iban: 'DE89370400440532013001' }, wrong: ['iban'], why: 'a slip in a digit' },
    { account: { ...IBAN, iban: 'DE8937040044053201300' }, wrong: ['iban'], why: 'a digit is missing' },
    { account: { ...IBAN, iban: 'XX89370400440532013000' }, wrong: ['iban'], why: 'no such country' },
    { account: { ...IBAN, bic: 'COBADEFF1' }, wrong: ['bic'], why: 'a BIC has 8 or 11 characters' },
    { account: { ...IBAN, iban: '', bic: '' }, wrong: ['iban', 'bic'], why: 'nothing at all' },
    { account: ACH, wrong: [], why: 'an account in Boston' },
    { account: { ...ACH, routingNumber: '011000016' }, wrong: ['routingNumber'], why: 'the check digit is wrong' },
    { account: { ...ACH, routingNumber: '000000000' }, wrong: ['routingNumber'], why: 'no bank has nine zeros' },
    { account: { ...ACH, accountNumber: '12' }, wrong: ['accountNumber'], why: 'too short' },
    { account: { ...ACH, accountNumber: '123456789012345678' }, wrong: ['accountNumber'], why: 'too long for NACHA' },
    { account: STRIPE, wrong: [], why: 'a connected account' },
    {
      account: { ...STRIPE, accountId: 'cus_1NkQx2EbRt4567' },
      wrong: ['accountId'],
      why: 'a customer, not an account',
    },
    { account: MANUAL, wrong: [], why: 'agreed between people' },
  ])('$account.kind: $why', ({ account, wrong }) => {
    expect(wrongFieldsOf(account, bankBook)).toEqual(wrong);
  });

  it('a routing number with one other digit is never valid', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 1, max: 9 }), (place, by) => {
        const digits = Array.from('011000015');
        digits[place] = String((Number(digits[place]) + by) % 10);
        return !isRoutingNumber(digits.join(''));
      }),
    );
  });

  it('is the same account however it was typed', () => {
    expect(canonicalAccount({ ...IBAN, iban: 'de89 3704 0044 0532 0130 00', bic: 'cobadeffxxx' })).toEqual(IBAN);
    expect(canonicalAccount({ ...ACH, routingNumber: '0110-0001-5', accountNumber: '0001 2345 6789' })).toEqual(ACH);
  });
});

describe('the text behind a fingerprint', () => {
  it('differs when any field does', () => {
    const all = [
      IBAN,
      { ...IBAN, holder: 'Brightwater' },
      { ...IBAN, bic: null },
      { ...IBAN, country: 'AT' },
      ACH,
      { ...ACH, accountType: 'savings' as const },
      { ...ACH, routingNumber: '021000021' },
      STRIPE,
      MANUAL,
      { ...MANUAL, instructions: 'By wire' },
    ].map(accountText);
    expect(new Set(all).size).toBe(all.length);
  });

  it('cannot be moved from one field into the next', () => {
    expect(accountText({ ...MANUAL, holder: 'a","b', instructions: 'c' })).not.toBe(
      accountText({ ...MANUAL, holder: 'a', instructions: 'b","c' }),
    );
  });
});

describe('what is shown of an account', () => {
  it.each<{ account: PayeeAccount; shown: string; holder: string | null }>([
    { account: IBAN, shown: 'DE•• •••• •••• 3000', holder: 'B•••• C•••• G••••' },
    { account: ACH, shown: '•••• 6789', holder: 'D•••• C•••• I••••' },
    { account: STRIPE, shown: 'acct_•••• 4567', holder: null },
    { account: MANUAL, shown: '••••', holder: 'M•••• P••••' },
  ])('$shown', ({ account, shown, holder }) => {
    expect(maskedAccount(account)).toBe(shown);
    expect(maskedHolder(account)).toBe(holder);
  });

  it('is as long for a long number as for a short one', () => {
    expect(maskedAccount({ ...ACH, accountNumber: '1234' })).toHaveLength(
      maskedAccount({ ...ACH, accountNumber: '12345678901234567' }).length,
    );
  });
});
