import { describe, expect, it } from '@jest/globals';
import { COMMISSION_STATES } from '../../../domain/commission/states.ts';
import { STAGES } from '../../../domain/referral/stages.ts';
import { CATALOGUES } from '../../../domain/texts/catalogue.ts';
import { amountText } from '../../../domain/texts/format.ts';
import { clockLabel, commissionSentence, eventLabel, stageLabel } from '../../../domain/texts/labels.ts';

const now = new Date('2026-11-24T14:02:07.000Z');

describe('labels', () => {
  it.each(STAGES)('stage %s has a name and an entry of the timeline', (stage) => {
    expect(stageLabel(stage)).toMatch(/^[A-Z]/);
    expect(eventLabel(`referral.${stage}`)).toMatch(/^[A-Z]/);
  });

  it('an event nobody foresaw is shown by its own words', () => {
    expect(eventLabel('company.merged_back')).toBe('company merged back');
  });

  it('every clock completes its sentence', () => {
    for (const kind of Object.keys(CATALOGUES.en.clocks)) {
      expect(`By 18:02 ${clockLabel(kind as Parameters<typeof clockLabel>[0])}.`).not.toContain('undefined');
    }
  });

  it.each(COMMISSION_STATES)('a line that is %s has a sentence, with and without dates', (state) => {
    const amount = { amount: 480_000, currency: 'EUR' };
    for (const payableFrom of ['2026-12-24T00:00:00.000Z', null]) {
      const said = commissionSentence({ state, amount, payableFrom, now });
      expect(said).toContain('4,800 EUR');
      expect(said).not.toMatch(/undefined|null|Invalid/);
    }
  });
});

describe('a line that is paid later', () => {
  const line = {
    amount: { amount: 480_000, currency: 'EUR' },
    payableFrom: '2026-12-24T00:00:00.000Z',
    expected: { cutOffDay: '2026-12-31', payDay: '2027-01-15' },
    now,
  };
  it.each([
    { state: 'holding', language: 'en', said: '4,800 EUR earned; on hold until 24 Dec, pay day 15 Jan 2027.' },
    {
      state: 'holding',
      language: 'de',
      said: '4.800 EUR verdient; in der Haltefrist bis 24. Dezember, Zahltag 15. Januar 2027.',
    },
    {
      state: 'awaiting_approval',
      language: 'en',
      said: '4,800 EUR earned; finance is approving it. Approved by the end of 31 Dec, it is paid on 15 Jan 2027.',
    },
    {
      state: 'awaiting_approval',
      language: 'de',
      said: '4.800 EUR verdient; die Buchhaltung prüft die Freigabe. Kommt die Freigabe bis zum Ende des 31. Dezember, ist am 15. Januar 2027 Zahltag.',
    },
    { state: 'approved', language: 'en', said: '4,800 EUR approved; pay day 15 Jan 2027.' },
    { state: 'approved', language: 'de', said: '4.800 EUR freigegeben; Zahltag 15. Januar 2027.' },
  ] as const)('names its pay day: $state, $language', ({ state, language, said }) => {
    expect(commissionSentence({ ...line, state, language })).toBe(said);
  });

  it.each([
    { late: false, language: 'en', said: '4,800 EUR is in the payout of 15 Jan 2027.' },
    { late: false, language: 'de', said: '4.800 EUR sind in der Auszahlung zum 15. Januar 2027.' },
    {
      late: true,
      language: 'en',
      said: '4,800 EUR was to be paid by 15 Jan 2027, and the payment is late. Finance knows; you hear from us when it is made.',
    },
    {
      late: true,
      language: 'de',
      said: '4.800 EUR sollten bis zum 15. Januar 2027 gezahlt sein; die Zahlung verspätet sich. Die Buchhaltung weiß es, und Sie hören von uns, sobald gezahlt ist.',
    },
  ] as const)('says when its run is to pay it, and that this is late: $late, $language', ({ late, language, said }) => {
    const planned = { payDay: '2027-01-15', late };
    expect(commissionSentence({ ...line, state: 'in_run', planned, language })).toBe(said);
  });

  it.each(['paid', 'in_run', 'frozen', 'rejected', 'clawed_back'] as const)(
    'a line that is %s promises no day',
    (state) => {
      expect(commissionSentence({ ...line, state })).not.toContain('15 Jan');
    },
  );
});

describe('a line that waits', () => {
  const waiting = {
    state: 'waiting_trigger',
    amount: { amount: 480_000, currency: 'EUR' },
    payableFrom: null,
  } as const;
  it.each([
    {
      awaits: 'paid',
      language: 'en',
      said: 'About 4,800 EUR, not earned yet: it is earned when the customer has paid.',
    },
    {
      awaits: 'invoiced',
      language: 'de',
      said: 'Etwa 4.800 EUR, noch nicht verdient: verdient ist sie, wenn dem Kunden die Rechnung gestellt ist.',
    },
  ] as const)('for what is $awaits is an estimate', ({ awaits, language, said }) => {
    expect(commissionSentence({ ...waiting, awaits, language, now })).toBe(said);
  });

  it('and was left nothing was not refused by anybody', () => {
    const said = commissionSentence({ ...waiting, state: 'rejected', rejectReason: 'nothing_left', now });
    expect(said).toBe('About 4,800 EUR was expected; nothing is owed, for what the plan can pay was used up by then.');
    const corrected = commissionSentence({ ...waiting, state: 'rejected', rejectReason: 'earns_nothing', now });
    expect(corrected).toBe(
      'About 4,800 EUR was expected; nothing is owed, for as it was corrected, the deal earns nothing under the plan.',
    );
    const over = commissionSentence({ ...waiting, state: 'rejected', rejectReason: 'payments_over', now });
    expect(over).toBe(
      'About 4,800 EUR was expected; nothing is owed, for the time in which payments earn a commission is over; what earlier payments have earned is not touched by that.',
    );
  });
});

describe('amounts', () => {
  it.each([
    { minor: 480_000n, currency: 'EUR', said: '4,800 EUR' },
    { minor: 4_850n, currency: 'EUR', said: '48.50 EUR' },
    { minor: 838_448n, currency: 'JPY', said: '838,448 JPY' },
    { minor: 1_234_567n, currency: 'KWD', said: '1,234.567 KWD' },
    { minor: -192_005n, currency: 'EUR', said: '−1,920.05 EUR' },
    { minor: 900_719_925_474_099_312n, currency: 'EUR', said: '9,007,199,254,740,993.12 EUR' },
  ])('$minor minor units are $said', ({ minor, currency, said }) => {
    expect(amountText(minor, currency, 'en')).toBe(said);
  });
});
