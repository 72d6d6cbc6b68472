import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addressBook } from '../../../adapters/addressBook.ts';
import { acronymKey, nameKey, nameKeys } from '../../../domain/matching/names.ts';

const { inLatin } = addressBook;
const keyOf = (name: string): string | undefined => nameKey(name, inLatin);

describe('the key of a company name', () => {
  it.each([
    {
      one: 'Nordwind Logistik GmbH',
      other: 'NORDWIND logistik',
      why: 'case and legal form do not tell companies apart',
    },
    { one: 'Nordwind GmbH & Co. KG', other: 'Nordwind', why: 'a German form of three parts' },
    { one: 'Nordwind UG (haftungsbeschränkt)', other: 'Nordwind', why: 'a form with its limits in brackets' },
    { one: 'Nordwind GmbH', other: 'Nordwind AG', why: 'a company may change its form' },
    { one: 'Nordwind Aktiengesellschaft', other: 'Nordwind AG', why: 'a form in full' },
    { one: 'Gesellschaft mit beschränkter Haftung Nordwind', other: 'Nordwind', why: 'a form of four words, in front' },
    { one: 'Nordwind e.V.', other: 'Nordwind', why: 'an association' },
    { one: 'Nordwind GmbH Berlin', other: 'Nordwind Berlin', why: 'a form in the middle' },
    { one: 'Acme Co., Ltd.', other: 'Acme', why: 'English, two forms' },
    { one: 'Acme Pty Ltd', other: 'ACME Pte. Ltd.', why: 'Australia and Singapore' },
    { one: 'Acme, Inc.', other: 'Acme Incorporated', why: 'short and in full' },
    { one: 'Acme L.L.C.', other: 'Acme LLC', why: 'points within an abbreviation do not count' },
    { one: 'The Acme Company', other: 'Acme', why: 'an article and a form' },
    { one: 'Société Générale S.A.', other: 'Societe Generale SA', why: 'French, with marks and without' },
    { one: 'SARL Dupont', other: 'Dupont', why: 'French forms stand in front' },
    { one: 'Dupont S. A. S.', other: 'Dupont SAS', why: 'letters written apart' },
    { one: 'Rossi S.p.A.', other: 'Rossi S.r.l.', why: 'Italian' },
    { one: 'Petróleos S.A. de C.V.', other: 'Petroleos', why: 'Mexican, four words' },
    { one: 'Construcciones García, S.L.', other: 'Construcciones Garcia', why: 'Spanish' },
    { one: 'Padaria Lisboa, Lda.', other: 'Padaria Lisboa', why: 'Portuguese' },
    { one: 'Comércio Brasil Ltda.', other: 'Comercio Brasil', why: 'Brazilian' },
    { one: 'De Vries B.V.', other: 'De Vries', why: 'Dutch' },
    { one: 'AB Volvo', other: 'Volvo AB', why: 'Swedish, in front and behind' },
    { one: 'Ørsted A/S', other: 'Orsted', why: 'Danish, with a slash' },
    { one: 'Oersted A/S', other: 'Ørsted', why: 'ø written as oe' },
    { one: 'Århus Stål ApS', other: 'Aarhus Staal', why: 'å written as aa' },
    { one: 'Equinor ASA', other: 'Equinor', why: 'Norwegian' },
    { one: 'Kone Oyj', other: 'Oy Kone Ab', why: 'Finnish, in two languages' },
    { one: 'Marel hf.', other: 'Marel', why: 'Icelandic' },
    { one: 'Łódź Stal Sp. z o.o.', other: 'Lodz Stal', why: 'Polish, a form of three words' },
    { one: 'Stal spółka z ograniczoną odpowiedzialnością', other: 'Stal sp. z o. o.', why: 'Polish in full' },
    { one: 'Škoda a.s.', other: 'Skoda', why: 'Czech' },
    { one: 'Novák spol. s r.o.', other: 'Novak s.r.o.', why: 'Czech, two spellings of one form' },
    { one: 'Magyar Acél Kft.', other: 'Magyar Acel Zrt.', why: 'Hungarian' },
    { one: 'S.C. Dacia S.R.L.', other: 'Dacia', why: 'Romanian, at both ends' },
    { one: 'Jadran d.o.o.', other: 'Jadran', why: 'Croatian, Slovene, Serbian' },
    { one: 'Балкан ЕООД', other: 'Balkan', why: 'Bulgarian, in Cyrillic' },
    { one: 'ООО «Газпром»', other: 'Gazprom', why: 'Russian, in Cyrillic with quotes' },
    { one: 'Київ ТОВ', other: 'Kyiv', same: false, why: 'Ukrainian: another transliteration is only similar' },
    { one: 'Ελληνικά Πετρέλαια Α.Ε.', other: 'Ellinika Petrelaia', why: 'Greek' },
    { one: 'Anadolu Çelik A.Ş.', other: 'Anadolu Celik', why: 'Turkish' },
    { one: 'UAB Vilnius', other: 'Vilnius', why: 'Lithuanian' },
    { one: 'Tallinna OÜ', other: 'Tallinna', why: 'Estonian' },
    { one: '株式会社ニトリ', other: 'ニトリ', why: 'Japanese has no spaces' },
    { one: '日立製作所(株)', other: '株式会社日立製作所', why: 'Japanese, abbreviated' },
    { one: '㈱日立製作所', other: '日立製作所', why: 'Japanese, in one sign' },
    { one: '华为技术有限公司', other: '华为技术', why: 'Chinese' },
    { one: '삼성전자 주식회사', other: '삼성전자(주)', why: 'Korean' },
    { one: 'شركة أرامكو', other: 'أرامكو', why: 'Arabic' },
    { one: 'Maju Sdn. Bhd.', other: 'Maju', why: 'Malay' },
    { one: 'PT Nusantara Tbk', other: 'Nusantara', why: 'Indonesian, at both ends' },
    { one: 'Müller & Söhne KG', other: 'Sohne und Muller', why: 'marks, connectors and order do not count' },
    { one: 'Müller & Söhne KG', other: 'Soehne Mueller', why: 'umlauts written as two letters' },
    { one: 'Smith and Sons', other: 'Smith & Sons Ltd', why: 'a connector in English' },
    { one: 'Dupont et Fils', other: 'Dupont & Fils', why: 'a connector in French' },
    { one: 'Weiß GmbH', other: 'WEISS', why: 'ß is ss' },
    { one: 'Coca-Cola', other: 'Coca Cola', why: 'a hyphen is a space' },
    { one: "L'Oréal", other: 'Loreal', why: 'an apostrophe is nothing' },
    { one: 'E.ON SE', other: 'EON', why: 'a point between initials is nothing' },
    { one: 'J. P. Morgan', other: 'JP Morgan', why: 'initials may stand apart' },
    { one: 'ＡＣＭＥ Ltd', other: 'Acme', why: 'wide letters are letters' },
    { one: 'Spa & Wellness GmbH', other: 'Wellness', why: 'a word that is also a form goes while something is left' },
    { one: 'Nordwind Energie', other: 'Nordwind Logistik', same: false, why: 'other words are another company' },
    { one: 'Nordwind', other: 'Nordwind Group', same: false, why: 'a group is more than one company' },
    { one: '3M', other: 'M&M', same: false, why: 'digits count' },
    { one: 'SAP SE', other: 'SAS SE', same: false, why: 'a letter makes another company' },
  ])('$one / $other ($why)', ({ one, other, same = true }) => {
    expect(keyOf(one)).toBeDefined();
    expect({ one: keyOf(one), same: keyOf(one) === keyOf(other), other: keyOf(other) }).toMatchObject({ same });
  });

  it.each(['', '   ', '&', '!!!', 'x', 'und'])('of "%s" is none: nothing in it tells a company', (name) => {
    expect(keyOf(name)).toBeUndefined();
  });

  it('is kept where a name is nothing but a word that is also a legal form', () => {
    expect(keyOf('Spa GmbH')).toBe('spa');
    expect(keyOf('AB')).toBe('ab');
  });
});

describe('any name', () => {
  const word = fc.constantFrom(
    ...[
      'Nord',
      'Wind',
      'Müller',
      'Söhne',
      'Ørsted',
      'Москва',
      'Αθήνα',
      'Łódź',
      'Aachen',
      'Boeing',
      'Straße',
      'Île',
      'Çelik',
    ],
    ...['ag', 'and', 'zoo', 'sp', 'co', 'spa', 'the', 'toyota'],
  );
  const words = fc.array(word, { minLength: 1, maxLength: 6 });
  const form = fc.constantFrom(
    'GmbH',
    'Ltd.',
    'S.r.l.',
    'Sp. z o.o.',
    's.r.o.',
    'LLC',
    'd.o.o.',
    'ООО',
    'Kft.',
    'Inc',
    'B.V.',
    'SARL',
  );

  it('has a key that is its own key', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      words.map((given) => given.join(' ')),
    );
    fc.assert(
      fc.property(anything, (name) => {
        const key = keyOf(name);
        if (key !== undefined) expect(keyOf(key)).toBe(key);
      }),
      { numRuns: 2000 },
    );
  });

  it('has the same key in any order of its words', () => {
    const shuffled = words.chain((given) =>
      fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: given.length, maxLength: given.length })),
    );
    fc.assert(
      fc.property(shuffled, ([given, other]) => {
        expect(keyOf(other.join(' '))).toBe(keyOf(given.join(' ')));
      }),
    );
  });

  it('has the same key in capitals and in small letters', () => {
    fc.assert(
      fc.property(words, (given) => {
        const name = given.join(' ');
        expect(keyOf(name.toUpperCase())).toBe(keyOf(name));
        expect(keyOf(name.toLowerCase())).toBe(keyOf(name));
      }),
    );
  });

  it('has the same key with a legal form in front or behind', () => {
    const named = fc.array(fc.constantFrom('Nord', 'Wind', 'Müller', 'Москва', 'Łódź'), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(named, form, (given, legal) => {
        const name = given.join(' ');
        expect(keyOf(`${name} ${legal}`)).toBe(keyOf(name));
        expect(keyOf(`${legal} ${name}`)).toBe(keyOf(name));
      }),
    );
  });

  it('has a key of Latin letters, digits and spaces, whatever script it is in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (name) => {
        expect(keyOf(name) ?? 'none').toMatch(/^[a-z0-9]+( [a-z0-9]+)*$/);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a company with more than one name', () => {
  it.each([
    { name: '株式会社日立製作所 (Hitachi)', has: ['hitachi'], why: 'a Latin trading name in brackets' },
    { name: 'Müller Maschinenbau GmbH (MMB)', has: ['maschinenbau muller', 'mmb'], why: 'a short name in brackets' },
    { name: 'Nordwind GmbH trading as Seewind', has: ['nordwind', 'seewind'], why: 'a trading name' },
    { name: 'Alt AG formerly Uralt AG', has: ['alt', 'uralt'], why: 'a former name' },
    { name: 'Nordwind d/b/a Seewind', has: ['nordwind', 'seewind'], why: 'American' },
    { name: 'Nordwind GmbH / Seewind GmbH', has: ['nordwind', 'seewind'], why: 'a slash between spaces' },
    { name: 'Nordwind UG (haftungsbeschränkt)', has: ['nordwind'], why: 'a part of the form is no name' },
    { name: 'Nordwind AB (publ)', has: ['nordwind'], why: 'nor in Swedish' },
    { name: 'Acme (UK) Ltd', has: ['acme', 'acme uk'], why: 'a country is no name of its own' },
    { name: 'Ørsted A/S', has: ['orsted'], why: 'a slash in a legal form parts nothing' },
  ])('$name is known as $has ($why)', ({ name, has }) => {
    const keys = nameKeys(name, inLatin);
    expect(keys).toEqual(expect.arrayContaining(has));
    expect(keys).not.toEqual(expect.arrayContaining([expect.stringMatching(/^(uk|publ|haftungsbeschrankt)$/)]));
    expect(keys.length).toBeLessThanOrEqual(4);
  });
});

describe('the initials of a company', () => {
  it.each([
    { name: 'Bayerische Motoren Werke AG', initials: 'bmw', why: 'the first letters without the legal form' },
    { name: 'International Business Machines Corp.', initials: 'ibm', why: 'and in English' },
    { name: 'Minnesota Mining & Manufacturing', initials: 'mmm', why: 'connectors have no initial' },
    { name: 'Nordwind Logistik GmbH', initials: undefined, why: 'two letters fit everything' },
    { name: 'BMW AG', initials: undefined, why: 'a short name is what initials are compared with' },
  ])('$name: $initials ($why)', ({ name, initials }) => {
    expect(acronymKey(name, inLatin)).toBe(initials);
  });
});
