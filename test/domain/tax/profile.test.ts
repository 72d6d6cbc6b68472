import { describe, expect, it } from '@jest/globals';
import { taxBook } from '../../../adapters/taxBook.ts';
import {
  canonicalTaxNumber,
  maskedTaxNumber,
  taxProblem,
  wrongTaxFields,
  type TaxInForce,
  type TaxProfile,
} from '../../../domain/tax/profile.ts';

const NOW = new Date('2026-11-27T12:00:00.000Z');

const profile: TaxProfile = {
  legalName: 'Brightwater Consulting GmbH',
  address: 'Hafenstraße 1, 20457 Hamburg',
  taxNumber: 'DE136695976',
  country: 'DE',
  treatment: 'domestic',
  vatBasisPoints: 1_900,
  form: 'vat_registration',
  validFrom: '2026-01-01',
  validUntil: '2026-12-31',
};

const AMERICAN = {
  country: 'US',
  taxNumber: '911144442',
  form: 'w9',
  treatment: 'exempt',
  vatBasisPoints: 0,
} as const;

describe('what cannot be right in a tax profile', () => {
  it.each<{ change: Partial<TaxProfile>; wrong: string[]; why: string }>([
    { change: {}, wrong: [], why: 'everything is in order' },
    { change: AMERICAN, wrong: [], why: 'a company of the United States sends a W-9' },
    { change: { ...AMERICAN, form: 'w8ben_e' }, wrong: ['form'], why: 'W-8BEN-E is for everybody else' },
    { change: { form: 'w9' }, wrong: ['form'], why: 'and nobody else sends a W-9' },
    { change: { taxNumber: 'DE136695977' }, wrong: ['taxNumber'], why: 'a slip in the last digit' },
    { change: { taxNumber: '' }, wrong: ['taxNumber'], why: 'no number' },
    {
      change: { country: 'BM', taxNumber: 'X12345' },
      wrong: [],
      why: 'the numbers of some countries are in no register',
    },
    { change: { country: 'ZZ' }, wrong: ['country'], why: 'no country' },
    { change: { vatBasisPoints: 0 }, wrong: ['vatBasisPoints'], why: 'a domestic rate is more than nothing' },
    { change: { vatBasisPoints: 3_001 }, wrong: ['vatBasisPoints'], why: 'no country asks for so much' },
    { change: { treatment: 'reverse_charge' }, wrong: ['vatBasisPoints'], why: 'the vendor owes the tax itself' },
    { change: { validFrom: '2026-11-28' }, wrong: ['validFrom'], why: 'not valid yet' },
    { change: { validUntil: '2026-11-26' }, wrong: ['validUntil'], why: 'over' },
    { change: { validFrom: '2026-11-27', validUntil: '2026-11-27' }, wrong: [], why: 'both days belong to it' },
  ])('$wrong: $why', ({ change, wrong }) => {
    expect(wrongTaxFields({ ...profile, ...change }, taxBook, NOW)).toEqual(wrong);
  });

  it('reads a number however it was grouped, and shows its end alone', () => {
    expect(canonicalTaxNumber(' de 136.695-976 ')).toBe('DE136695976');
    expect(maskedTaxNumber('DE136695976')).toBe('•••• 976');
  });
});

describe('the gate of the tax form', () => {
  const valid = { validUntil: '2026-11-27' };
  const over = { validUntil: '2026-11-26' };
  it.each<{ form: TaxInForce; problem: string | null; why: string }>([
    {
      form: { pending: false, verified: null },
      problem: 'tax_form_missing',
      why: 'nothing was sent, or it was refused',
    },
    { form: { pending: true, verified: null }, problem: 'tax_form_unverified', why: 'finance has not looked' },
    { form: { pending: false, verified: valid }, problem: null, why: 'its last day belongs to it' },
    { form: { pending: false, verified: { validUntil: null } }, problem: null, why: 'without an end' },
    { form: { pending: true, verified: valid }, problem: null, why: 'a newer one that waits stops nothing' },
    { form: { pending: false, verified: over }, problem: 'tax_form_expired', why: 'it is over' },
    {
      form: { pending: true, verified: over },
      problem: 'tax_form_unverified',
      why: 'the newer one has to be looked at',
    },
  ])('$problem: $why', ({ form, problem }) => {
    expect(taxProblem(form, NOW)).toBe(problem);
  });
});
