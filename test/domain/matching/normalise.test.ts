import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addressBook } from '../../../adapters/addressBook.ts';
import { companyDomains, companyKeys, nameKey, normaliseEmail } from '../../../domain/matching/normalise.ts';

describe('the key of a company name', () => {
  it.each([
    {
      one: 'Nordwind Logistik GmbH',
      other: 'NORDWIND logistik',
      why: 'case and legal form do not tell companies apart',
    },
    {
      one: 'Müller & Söhne KG',
      other: 'Soehne Mueller',
      same: false,
      why: 'a transliteration by hand is another spelling',
    },
    { one: 'Müller & Söhne KG', other: 'Sohne und Muller', why: 'marks, connectors and order do not count' },
    { one: 'Société Générale S.A.', other: 'Societe Generale SA', why: 'points within an abbreviation do not count' },
    { one: 'Ørsted A/S', other: 'Orsted', same: false, why: 'a slash parts a legal form: a person looks' },
    {
      one: 'Łódź Stal Sp. z o.o.',
      other: 'Lodz Stal',
      same: false,
      why: 'a legal form of several words is only partly known',
    },
    { one: 'AB Volvo', other: 'Volvo AB', why: 'the legal form may stand in front' },
    { one: 'Nordwind Energie', other: 'Nordwind Logistik', same: false, why: 'other words are another company' },
    { one: 'ＡＣＭＥ Ltd', other: 'Acme', why: 'wide letters are letters' },
  ])('$one / $other ($why)', ({ one, other, same = true }) => {
    expect(nameKey(one)).toBeDefined();
    expect(nameKey(one) === nameKey(other)).toBe(same);
  });

  it.each(['', '   ', '&', '!!!', 'x'])('of "%s" is none: nothing in it tells a company', (name) => {
    expect(nameKey(name)).toBeUndefined();
  });

  it('is its own key, and does not depend on the order of words', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (name) => {
        const key = nameKey(name);
        if (key !== undefined) expect(nameKey(key)).toBe(key);
      }),
    );
    const words = fc.array(fc.constantFrom('nord', 'wind', 'stahl', 'bau', 'licht'), { minLength: 2, maxLength: 5 });
    fc.assert(
      fc.property(words, (given) => {
        expect(nameKey([...given].reverse().join(' '))).toBe(nameKey(given.join(' ')));
      }),
    );
  });
});

describe('the domain of a company', () => {
  it.each([
    {
      given: { domain: 'https://www.nordwind.co.uk/contact?x=1' },
      expected: ['nordwind.co.uk'],
      why: 'an address is more than its host',
    },
    {
      given: { domain: 'Shop.Nordwind.EXAMPLE' },
      expected: ['nordwind.example'],
      why: 'a shop is not another company',
    },
    {
      given: { email: 'Ada@Mail.Nordwind.example' },
      expected: ['nordwind.example'],
      why: 'where people have their mail',
    },
    {
      given: { domain: 'a.example', email: 'x@b.example' },
      expected: ['a.example', 'b.example'],
      why: 'both prove, the named one first',
    },
    { given: { domain: 'a.example', email: 'x@www.a.example' }, expected: ['a.example'], why: 'once is enough' },
    { given: { email: 'ada@gmail.com' }, expected: [], why: 'anybody can have a mailbox there' },
    { given: { domain: 'gmail.com' }, expected: [], why: 'and naming it changes nothing' },
    {
      given: { domain: 'münchen-stahl.example' },
      expected: ['xn--mnchen-stahl-dlb.example'],
      why: 'one form for IDNs',
    },
    { given: { domain: 'localhost' }, expected: [], why: 'no registrable name' },
    { given: {}, expected: [], why: 'nothing was given' },
  ])('of $given is $expected ($why)', ({ given, expected }) => {
    expect(companyDomains(given, addressBook)).toEqual(expected);
  });
});

describe('the keys of a submission', () => {
  it('are the domain, the person and the name, proof before hint', () => {
    const given = { name: 'Nordwind GmbH', domain: 'nordwind.example', email: ' Ada@Nordwind.example ' };
    expect(companyKeys(given, addressBook)).toEqual([
      { kind: 'domain', value: 'nordwind.example' },
      { kind: 'email', value: 'ada@nordwind.example' },
      { kind: 'name', value: 'nordwind' },
    ]);
  });

  it('are the same whatever the spelling of the address', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (email) => {
        expect(normaliseEmail(email.toUpperCase())).toBe(normaliseEmail(email));
        expect(normaliseEmail(normaliseEmail(email))).toBe(normaliseEmail(email));
      }),
    );
  });
});
