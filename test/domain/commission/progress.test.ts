import { expect, it } from '@jest/globals';
import { DEFAULT_PAYOUT_CALENDAR } from '../../../domain/commission/payoutCalendar.ts';
import { moneyFacts, withPayDay } from '../../../domain/commission/progress.ts';
import { sentenceFor } from '../../../domain/texts/sentence.ts';

const payableFrom = '2026-12-20T00:00:00.000Z';
const line = (amount: number, currency: string) =>
  ({ state: 'approved', payableFrom, amount: { amount, currency } }) as const;

it('amounts of one currency are added, those of two stand beside each other', () => {
  expect(moneyFacts([line(480_000, 'EUR'), line(20_000, 'EUR')])).toMatchObject({
    amountMinor: 500_000,
    currency: 'EUR',
    alsoCurrency: null,
  });
  expect(moneyFacts([line(20_000, 'USD'), line(480_000, 'EUR')])).toMatchObject({
    amountMinor: 20_000,
    currency: 'USD',
    alsoMinor: 480_000,
    alsoCurrency: 'EUR',
  });
});

it('what is gone counts for nothing, nor what an adjustment would take', () => {
  const rejected = { ...line(7, 'EUR'), state: 'rejected' } as const;
  const clawedBack = { ...line(7, 'EUR'), state: 'clawed_back' } as const;
  const proposed = { ...line(7, 'EUR'), state: 'awaiting_approval', reduces: true } as const;
  expect(moneyFacts([rejected, line(480_000, 'EUR'), clawedBack, proposed])).toMatchObject({
    amountMinor: 480_000,
    lineState: 'approved',
  });
  expect(moneyFacts([rejected, clawedBack])).toMatchObject({ amountMinor: 0, lineState: 'rejected' });
  expect(moneyFacts([])).toMatchObject({ amountMinor: 0, currency: null, lineState: null, awaits: null });
});

it('while a line waits for what it is about, nothing says when it is paid', () => {
  const waiting = { ...line(7, 'EUR'), state: 'waiting_trigger' } as const;
  expect(moneyFacts([waiting]).payableFrom).toBeNull();
  expect(moneyFacts([line(7, 'EUR')]).payableFrom).toBe(payableFrom);
});

it.each([
  { state: 'holding', payDay: '2027-01-15', why: 'the period in which its hold ends' },
  { state: 'approved', payDay: '2027-01-15', why: 'nothing is in its way' },
  { state: 'frozen', payDay: undefined, why: 'it is stopped' },
  { state: 'in_run', payDay: undefined, why: 'its run says when' },
] as const)('a line that is $state is paid on $payDay: $why', ({ state, payDay }) => {
  const facts = moneyFacts([{ ...line(480_000, 'EUR'), state }]);
  const now = new Date('2026-12-01T00:00:00.000Z');
  expect(withPayDay(facts, { calendar: DEFAULT_PAYOUT_CALENDAR, now })['payDay']).toBe(payDay);
});

it('without a calendar or a time nothing is said of a pay day', () => {
  const now = new Date('2026-12-01T00:00:00.000Z');
  expect(withPayDay({ payableFrom }, { calendar: null, now })).toEqual({ payableFrom });
  expect(withPayDay({ payableFrom: null }, { calendar: DEFAULT_PAYOUT_CALENDAR, now })).toEqual({ payableFrom: null });
});

it.each(['partner', 'internal'] as const)('a %s reader is told each currency by its own', (reader) => {
  const facts = { closedOn: '2026-11-20', ...moneyFacts([line(20_000, 'USD'), line(480_000, 'EUR')]) };
  const next = { situation: 'won' as const, action: 'payout' as const, who: 'system', dueAt: null, facts };
  const asked = {
    next,
    reader,
    language: 'en' as const,
    names: {},
    number: 'R-1',
    now: new Date('2026-11-24T00:00:00Z'),
  };
  const sentence = sentenceFor(asked);
  expect(sentence).toContain('200 USD and 4,800 EUR');
});

it.each([
  { state: 'returned' as const, en: 'the payment did not go through', de: 'die Zahlung kam nicht zustande' },
  { state: 'rejected' as const, en: 'your earnings say why', de: 'steht bei Ihren Provisionen' },
])('a partner whose line is $state is told no more than what is so for every reason', ({ state, en, de }) => {
  const facts = { closedOn: '2026-11-20', ...moneyFacts([{ ...line(480_000, 'EUR'), state }]) };
  const next = { situation: 'won' as const, action: 'payout' as const, who: 'system', dueAt: null, facts };
  const said = (language: 'en' | 'de') =>
    sentenceFor({ next, language, reader: 'partner', names: {}, number: 'R-1', now: new Date('2026-11-24T00:00:00Z') });
  expect(said('en')).toContain(en);
  expect(said('de')).toContain(de);
});
