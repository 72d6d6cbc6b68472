import { describe, expect, it } from '@jest/globals';
import { defaultPolicy } from '../../../domain/policy.ts';
import { attainmentOf } from '../../../domain/sla/attainment.ts';
import { durationInWords } from '../../../domain/texts/durationText.ts';
import { LANGUAGES, type Language } from '../../../domain/texts/format.ts';
import { attainmentInWords, PROGRAM_PROMISES, promisesInWords } from '../../../domain/texts/programText.ts';

const BROKEN = /undefined|null|NaN|\[object|\.\.|  | ,| \.|\$\{/;

const said = (kind: string, language: Language, change: Partial<ReturnType<typeof defaultPolicy>> = {}) =>
  promisesInWords({ ...defaultPolicy('EUR'), ...change }, language).find((promise) => promise.kind === kind)?.text;

describe('what a program promises, in words', () => {
  it.each(LANGUAGES)('%s says every promise whole, with the lengths of the policy and no other', (language) => {
    const tiers = [{ tier: 'gold', wonNetAtLeast: { amount: 20_000_000, currency: 'EUR' } }];
    const promises = promisesInWords({ ...defaultPolicy('EUR'), tiers }, language);
    expect(promises.map(({ kind }) => kind)).toEqual(PROGRAM_PROMISES);
    for (const { text } of promises) {
      expect(text).not.toMatch(BROKEN);
      expect(text).toMatch(/^[A-Z].*\.$/);
    }
  });

  it.each([
    { language: 'en' as const, answer: 'within 4 hours', contact: 'within 24 hours', reminded: '14 days and 3 days' },
    { language: 'de' as const, answer: '4 Stunden', contact: '24 Stunden', reminded: '14 Tage und 3 Tage' },
  ])('$language keeps the units that were promised', ({ language, answer, contact, reminded }) => {
    expect(said('acknowledge', language)).toContain(answer);
    expect(said('first_contact', language)).toContain(contact);
    expect(said('expiry', language)).toContain(reminded);
  });

  it('says from when on which tier is reached, and nothing where there are none', () => {
    const tiers = [
      { tier: 'silver', wonNetAtLeast: { amount: 5_000_000, currency: 'EUR' } },
      { tier: 'gold', wonNetAtLeast: { amount: 20_000_000, currency: 'EUR' } },
    ];
    expect(said('tiers', 'en', { tiers })).toContain('from 50,000 EUR into “silver”, from 200,000 EUR into “gold”.');
    expect(said('tiers', 'de', { tiers })).toContain('ab 50.000 EUR in die Stufe „silver“, ab 200.000 EUR in die');
    expect(said('tiers', 'en')).toBeUndefined();
  });

  it.each([
    { cap: 100, en: '100 open referrals', de: '100 offene Empfehlungen' },
    { cap: 1, en: 'one open referral ', de: 'eine offene Empfehlung ' },
  ])('says how many referrals may be open: $cap', ({ cap, en, de }) => {
    expect(said('open_cap', 'en', { openReferralCap: cap })).toContain(en);
    expect(said('open_cap', 'de', { openReferralCap: cap })).toContain(de);
  });

  it.each([
    {
      change: {},
      en: 'What is earned, past its hold and approved by the end of a month (UTC) is paid on the 15th of the next month.',
      de: 'Was bis zum Ende eines Monats (UTC) verdient, aus der Haltefrist und freigegeben ist, wird am 15. des folgenden Monats gezahlt.',
    },
    {
      change: { cutOffDay: 2, payDay: 23, zone: 'Europe/Berlin' },
      en: 'What is earned, past its hold and approved by the end of the 2nd of a month (Europe/Berlin) is paid on the 23rd of that month.',
      de: 'Was bis zum Ende des 2. eines Monats (Europe/Berlin) verdient, aus der Haltefrist und freigegeben ist, wird am 23. desselben Monats gezahlt.',
    },
  ])('says when money comes: $en', ({ change, en, de }) => {
    const payoutCalendar = { ...defaultPolicy('EUR').payoutCalendar, ...change };
    expect(said('payout', 'en', { payoutCalendar })).toBe(en);
    expect(said('payout', 'de', { payoutCalendar })).toBe(de);
  });

  it('says working time where the program counts in it, and days of the almanac for the rest', () => {
    const business = { clock: 'business' as const, calendarId: 'cal_1', acknowledge: 'P1D', statusUpdate: 'P7D' };
    expect(said('acknowledge', 'en', business)).toContain('1 working day:');
    expect(said('acknowledge', 'de', business)).toContain('1 Arbeitstag ');
    expect(said('status_update', 'en', business)).toContain('7 days');
  });

  it.each([
    { value: 'decline', en: 'it is not registered', de: 'wird es nicht registriert' },
    { value: 'review', en: 'a person of ours decides', de: 'entscheidet eine Person bei uns' },
  ])('says what becomes of a company that the vendor knows: $value', ({ value, en, de }) => {
    const { duplicates } = defaultPolicy('EUR');
    const change = { duplicates: { ...duplicates, lookBack: value, openDeal: value } };
    expect(said('look_back', 'en', change)).toMatch(new RegExp(`90 days before your referral, ${en}`));
    expect(said('look_back', 'de', change)).toContain(de);
    expect(said('open_deal', 'en', change)).toContain(en);
    expect(said('open_deal', 'de', change)).toContain(de);
  });

  it('says nothing of what the program accepts all the same, and each other value is a sentence of its own', () => {
    const { duplicates } = defaultPolicy('EUR');
    const accepts = { ...duplicates, lookBack: 'accept', openDeal: 'accept', customer: 'accept' };
    for (const kind of ['look_back', 'open_deal', 'customer'])
      expect(said(kind, 'en', { duplicates: accepts })).toBeUndefined();
    for (const language of LANGUAGES) {
      const texts = ['decline', 'review', 'accept_other_product'].map((customer) =>
        said('customer', language, { duplicates: { ...duplicates, customer } }),
      );
      expect(new Set(texts).size).toBe(3);
      const behind = (['waitlist', 'decline', 'review'] as const).map((activeClaim) =>
        said('wait_list', language, { duplicates: { ...duplicates, activeClaim } }),
      );
      expect(new Set(behind).size).toBe(3);
    }
  });

  it('does not speak of reminders where there are none', () => {
    expect(said('expiry', 'en', { expiryReminders: [] })).not.toMatch(/remind/);
    expect(said('expiry', 'de', { expiryReminders: [] })).not.toMatch(/erinnern/);
  });
});

describe('how promises were kept, in words', () => {
  it.each([
    { total: 20, kept: 19, en: '19 of 20 in time (95 %)', de: '19 von 20 rechtzeitig (95 %)', why: 'enough to say' },
    {
      total: 4,
      kept: 3,
      en: '3 of 4 in time (too few to say)',
      de: '3 von 4 rechtzeitig (zu wenige für eine Quote)',
      why: 'a percentage of four says nothing',
    },
  ])('$en ($why)', ({ total, kept, en, de }) => {
    const attainment = attainmentOf({ total, kept, keptWithoutPauses: kept - 1 });
    expect(attainmentInWords(attainment, 'en').inWords).toBe(en);
    expect(attainmentInWords(attainment, 'de').inWords).toBe(de);
    expect(attainmentInWords(attainment).inWordsWithoutPauses).toContain(`${String(kept - 1)} of ${String(total)}`);
  });
});

it.each([
  { duration: 'PT4H', en: '4 hours', de: '4 Stunden' },
  { duration: 'PT24H', en: '24 hours', de: '24 Stunden' },
  { duration: 'P90D', en: '90 days', de: '90 Tage' },
  { duration: 'PT90M', en: '90 minutes', de: '90 Minuten' },
  { duration: 'P1DT1S', en: '1 day 1 second', de: '1 Tag 1 Sekunde' },
  { duration: 'P2W', en: '2 weeks', de: '2 Wochen' },
  { duration: 'PT0S', en: 'no time', de: 'keine Zeit' },
])('$duration is said as it was written: $en', ({ duration, en, de }) => {
  expect(durationInWords(duration, 'en')).toBe(en);
  expect(durationInWords(duration, 'de')).toBe(de);
});
