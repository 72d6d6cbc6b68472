import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addressBook } from '../../../adapters/addressBook.ts';
import { companyDomain, companyKeys, normaliseEmail, personKey } from '../../../domain/matching/normalise.ts';

describe('the domain of a company', () => {
  it.each([
    {
      given: { domain: 'https://www.nordwind.co.uk/contact?x=1' },
      expected: 'nordwind.co.uk',
      why: 'an address is more than its host',
    },
    {
      given: { domain: 'http://user:pw@nordwind.example:8080/' },
      expected: 'nordwind.example',
      why: 'with all that an address may have',
    },
    {
      given: { domain: 'nordwind.example.' },
      expected: 'nordwind.example',
      why: 'a point at the end is the same name',
    },
    {
      given: { domain: 'Shop.Nordwind.EXAMPLE' },
      expected: 'nordwind.example',
      why: 'a shop is not another company',
    },
    {
      given: { domain: 'nordwind.github.io' },
      expected: 'nordwind.github.io',
      why: 'whose neighbours are strangers',
    },
    {
      given: { email: 'Ada@Mail.Nordwind.example' },
      expected: 'nordwind.example',
      why: 'where people have their mail',
    },
    {
      given: { domain: 'a.example', email: 'x@b.example' },
      expected: 'a.example',
      why: 'the one that is named',
    },
    { given: { domain: 'a.example', email: 'x@www.a.example' }, expected: 'a.example', why: 'once is enough' },
    { given: { email: 'ada@gmail.com' }, expected: undefined, why: 'anybody can have a mailbox there' },
    { given: { domain: 'gmail.com' }, expected: undefined, why: 'and naming it changes nothing' },
    { given: { email: 'ada@mailinator.com' }, expected: undefined, why: 'disposable mail' },
    { given: { email: 'ada@tempmail.plus' }, expected: undefined, why: 'disposable mail of the other list' },
    { given: { email: 'ada@posteo.de' }, expected: undefined, why: 'a mailer that no list has' },
    { given: { domain: 'https://www.facebook.com/nordwind' }, expected: undefined, why: 'a page is not a company' },
    { given: { domain: 'linkedin.com/company/nordwind' }, expected: undefined, why: 'nor is a profile' },
    {
      given: { domain: 'münchen-stahl.example' },
      expected: 'xn--mnchen-stahl-dlb.example',
      why: 'one form for IDNs',
    },
    {
      given: { domain: 'XN--MNCHEN-STAHL-DLB.example' },
      expected: 'xn--mnchen-stahl-dlb.example',
      why: 'given either way',
    },
    { given: { domain: 'localhost' }, expected: undefined, why: 'no registrable name' },
    { given: { domain: '192.168.0.1' }, expected: undefined, why: 'an address is no name' },
    { given: { domain: 'not a domain' }, expected: undefined, why: 'no host at all' },
    { given: {}, expected: undefined, why: 'nothing was given' },
  ])('of $given is $expected ($why)', ({ given, expected }) => {
    expect(companyDomain(given, addressBook)).toBe(expected);
  });
});

describe('the person behind an address', () => {
  it.each([
    { email: ' Ada@Nordwind.EXAMPLE ', person: 'ada@nordwind.example', why: 'case does not count' },
    { email: 'ada+fairs@nordwind.example', person: 'ada@nordwind.example', why: 'what follows a plus is her own note' },
    { email: '+49@nordwind.example', person: '+49@nordwind.example', why: 'a plus in front is no note' },
    {
      email: 'Ada.Lindgren@googlemail.com',
      person: 'adalindgren@gmail.com',
      why: 'Google knows no points and two names',
    },
    { email: 'ada.lindgren@nordwind.example', person: 'ada.lindgren@nordwind.example', why: 'elsewhere points count' },
    { email: 'ada@münchen.example', person: 'ada@xn--mnchen-3ya.example', why: 'one form for IDNs' },
    { email: 'nobody', person: undefined, why: 'no address' },
    { email: '@nordwind.example', person: undefined, why: 'no mailbox' },
  ])('$email is $person ($why)', ({ email, person }) => {
    expect(personKey(email, addressBook)).toBe(person);
  });

  it('is the same for the key itself, and whatever the case', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (email) => {
        const person = personKey(email, addressBook);
        expect(personKey(email.toUpperCase(), addressBook)).toBe(person);
        if (person !== undefined) expect(personKey(person, addressBook)).toBe(person);
      }),
    );
  });
});

describe('a phone number', () => {
  it.each([
    { given: '089 1234567', country: 'DE', number: '+49891234567', why: 'national, by the country' },
    { given: '+49 (0)89 123-4567', country: 'FR', number: '+49891234567', why: 'its own country code wins' },
    { given: '0049 89 1234567', country: undefined, number: '+49891234567', why: 'two zeros are a plus' },
    { given: '(415) 555-2671', country: 'US', number: '+14155552671', why: 'American' },
    { given: '089 1234567', country: undefined, number: undefined, why: 'national, of no country' },
    { given: '12', country: 'DE', number: undefined, why: 'too short' },
    { given: 'call me', country: 'DE', number: undefined, why: 'no number' },
  ])('$given in $country is $number ($why)', ({ given, country, number }) => {
    expect(addressBook.phoneNumber(given, country)).toBe(number);
  });
});

describe('the keys of a submission', () => {
  it('are the domain, the person, the phone, the names and the initials, proof before hint', () => {
    const given = {
      name: 'Bayerische Motoren Werke AG (BMW)',
      domain: 'nordwind.example',
      email: ' Ada@Nordwind.example ',
      phone: '089 1234567',
      country: 'DE',
    };
    expect(companyKeys(given, addressBook)).toEqual([
      { kind: 'domain', value: 'nordwind.example' },
      { kind: 'email', value: 'ada@nordwind.example' },
      { kind: 'phone', value: '+49891234567' },
      { kind: 'name', value: 'bayerische bmw motoren werke' },
      { kind: 'name', value: 'bayerische motoren werke' },
      { kind: 'name', value: 'bmw' },
      { kind: 'acronym', value: 'bmw' },
    ]);
  });

  it('take mail from another domain than that of the site for a hint: it may be an agency', () => {
    const given = { name: 'Nordwind', domain: 'nordwind.example', email: 'ada@agency.example' };
    expect(companyKeys(given, addressBook)).toEqual([
      { kind: 'domain', value: 'nordwind.example' },
      { kind: 'email', value: 'ada@agency.example' },
      { kind: 'mail_domain', value: 'agency.example' },
      { kind: 'name', value: 'nordwind' },
    ]);
  });

  it('never lack the mail address only because of its case', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (email) => {
        expect(normaliseEmail(email.toUpperCase())).toBe(normaliseEmail(email));
        expect(normaliseEmail(normaliseEmail(email))).toBe(normaliseEmail(email));
      }),
    );
  });
});
