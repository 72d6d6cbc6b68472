import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addressBook } from '../../../adapters/addressBook.ts';
import { compareCompanies } from '../../../domain/matching/compare.ts';
import type { CompanyProfile } from '../../../domain/matching/compare.ts';
import { companyKeys } from '../../../domain/matching/normalise.ts';
import { nameKey } from '../../../domain/matching/names.ts';
import { nameSimilarity } from '../../../domain/matching/similarity.ts';

const keyOf = (name: string): string => nameKey(name, addressBook.inLatin) ?? '';

describe('how alike two names are', () => {
  it.each([
    { one: 'Nordwind', other: 'Nordwind GmbH', from: 1, to: 1, why: 'one key' },
    { one: 'Nordwind', other: 'Nordwnid', from: 0.85, to: 0.99, why: 'two letters swapped' },
    { one: 'Nordwind', other: 'Nordwin', from: 0.85, to: 0.99, why: 'a letter lost' },
    { one: 'Nord Wind', other: 'Nordwind', from: 0.9, to: 0.99, why: 'run together' },
    {
      one: 'Nordwind International',
      other: 'Nordwind Intl',
      from: 0.7,
      to: 0.99,
      why: 'an abbreviation that is no prefix',
    },
    { one: 'Nordwind Technologies', other: 'Nordwind Tech', from: 0.9, to: 0.99, why: 'an abbreviation' },
    { one: 'Яндекс', other: 'Yandex', from: 0, to: 0.85, why: 'another transliteration' },
    { one: 'Мюллер', other: 'Müller', from: 0.8, to: 0.99, why: 'nearly the same in Cyrillic' },
    { one: 'Nordwind Energie', other: 'Nordwind Logistik', from: 0.6, to: 0.75, why: 'the telling word is the same' },
    { one: 'Nordwind Energie', other: 'Südwind Energie', from: 0, to: 0.4, why: 'only the trade is the same' },
    { one: 'Hansen Bau', other: 'Petersen Bau', from: 0, to: 0.4, why: 'another family' },
    { one: 'SAP', other: 'SAS', from: 0, to: 0, why: 'in three letters, one makes a company' },
  ])('$one / $other: $from to $to ($why)', ({ one, other, from, to }) => {
    const alike = nameSimilarity(keyOf(one), keyOf(other));
    expect(alike).toBeGreaterThanOrEqual(from);
    expect(alike).toBeLessThanOrEqual(to);
  });

  it('lies between 0 and 1, and is 1 for a name and itself', () => {
    const name = fc.array(fc.constantFrom('nord', 'wind', 'stahl', 'bau', 'licht', 'norden', 'group'), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(name, name, (one, other) => {
        const alike = nameSimilarity(one.join(' '), other.join(' '));
        expect(alike).toBeGreaterThanOrEqual(0);
        expect(alike).toBeLessThanOrEqual(1);
        expect(nameSimilarity(one.join(' '), one.join(' '))).toBe(1);
      }),
    );
  });
});

type Given = Parameters<typeof companyKeys>[0];
const profile = (given: Given): CompanyProfile => ({
  keys: companyKeys(given, addressBook),
  country: given.country ?? null,
});

describe('the comparison of two companies', () => {
  it.each<{ ours: Given; theirs: Given; expected: object; why: string }>([
    {
      ours: { name: 'Nordwind', domain: 'nordwind.example', country: 'DE' },
      theirs: { name: 'Seewind', email: 'x@mail.nordwind.example', country: 'DE' },
      expected: { sameKeys: ['domain'], domain: 'same', country: 'same' },
      why: 'mail of a sub-domain',
    },
    {
      ours: { name: 'Nordwind', domain: 'nordwind.de' },
      theirs: { name: 'Nordwind', domain: 'nordwind.fr', country: 'FR' },
      expected: { sameKeys: ['name'], domain: 'sibling', country: 'other' },
      why: 'one label, two endings, which tell the country',
    },
    {
      ours: { name: 'Nordwind', domain: 'nordwind.example', country: 'DE' },
      theirs: { name: 'Nordwind', domain: 'nordwnid.example', country: 'AT' },
      expected: { sameKeys: ['name'], domain: 'similar', country: 'other' },
      why: 'a slip in the domain',
    },
    {
      ours: { name: 'Nordwind', domain: 'nordwind.example' },
      theirs: { name: 'Nordwind', domain: 'stahl.example' },
      expected: { sameKeys: ['name'], domain: 'other', nameSimilarity: 1 },
      why: 'two domains',
    },
    {
      ours: { name: 'Nordwind', domain: 'nordwind.io' },
      theirs: { name: 'Nordwind', domain: 'stahl.co.uk', country: 'GB' },
      expected: { domain: 'other', country: 'unknown' },
      why: 'an ending that everybody takes tells no country',
    },
    {
      ours: { name: 'Nordwind', domain: 'nordwind.co.uk' },
      theirs: { name: 'Nordwind', domain: 'stahl.com', country: 'GB' },
      expected: { domain: 'other', country: 'same' },
      why: 'uk is GB',
    },
    {
      ours: { name: 'Nordwind', domain: 'nordwind.example', email: 'x@holding.example' },
      theirs: { name: 'Seewind', email: 'y@holding.example' },
      expected: { sameKeys: ['mail_domain'], domain: 'unknown' },
      why: 'one writes from where the other is at home',
    },
    {
      ours: { name: 'BMW' },
      theirs: { name: 'Bayerische Motoren Werke AG' },
      expected: { sameKeys: ['acronym'], domain: 'unknown' },
      why: 'a name and its initials',
    },
    {
      ours: { name: 'Berlin Metall Werke' },
      theirs: { name: 'Bayerische Motoren Werke AG' },
      expected: { sameKeys: [] },
      why: 'equal initials mean nothing',
    },
    {
      ours: { name: 'Nordwind', phone: '089 1234567', country: 'DE' },
      theirs: { name: 'Stahl', phone: '+49 89 1234567' },
      expected: { sameKeys: ['phone'], nameSimilarity: 0 },
      why: 'one switchboard',
    },
    {
      ours: { name: 'Hitachi' },
      theirs: { name: '株式会社日立製作所 (Hitachi)' },
      expected: { sameKeys: ['name'] },
      why: 'a Latin trading name beside a Japanese one',
    },
  ])('$why', ({ ours, theirs, expected }) => {
    expect(compareCompanies(profile(ours), profile(theirs))).toMatchObject(expected);
    expect(compareCompanies(profile(theirs), profile(ours))).toMatchObject(expected);
  });

  it('knows a company by the alias that a reviewer gave it', () => {
    const renamed: CompanyProfile = {
      keys: [
        { kind: 'alias', value: 'seewind' },
        { kind: 'name', value: 'nordwind' },
      ],
      country: null,
    };
    expect(compareCompanies(profile({ name: 'Seewind GmbH' }), renamed).sameKeys).toEqual(['alias']);
  });
});
