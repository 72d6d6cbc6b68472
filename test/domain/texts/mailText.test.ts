import { DEFAULT_PAYOUT_CALENDAR } from '../../../domain/commission/payoutCalendar.ts';
import { describe, expect, it } from '@jest/globals';
import { MAIL_KEYS, mailTextFor, type MailTextArgs } from '../../../domain/texts/mailText.ts';

const at = new Date('2026-11-24T14:02:07.000Z');
const names = {
  owner: 'Nora Lindqvist',
  previousOwner: 'Emil Sand',
  prospect: 'Jana Falk',
  reviewer: 'Samir Haddad',
  company: 'Nordwind AB',
};
const facts = {
  submittedAt: at.toISOString(),
  acknowledgeDueAt: '2026-11-24T18:02:07.000Z',
  dueAt: '2026-11-24T18:02:07.000Z',
  firstContactDueAt: '2026-11-25T14:02:07.000Z',
  expiresAt: '2027-02-22T14:02:07.000Z',
  position: 2,
  channel: 'phone',
  at: '2026-11-24T10:12:00.000Z',
  attempts: 2,
  quality: 5,
  amountMinor: 480_000,
  currency: 'EUR',
  closedOn: '2026-11-24',
  payableFrom: '2026-12-24T14:02:07.000Z',
  settledOn: '2026-12-28',
  reference: 'BANK-77',
  reasonCode: 'ladder',
  againFrom: '2026-12-24T14:02:07.000Z',
  kind: 'first_contact',
  decision: 'approve',
  days: 30,
};
const BROKEN = /undefined|null|NaN|Invalid|\[object|\.\.|  | ,| \.|\$\{/;

const mail = (args: Partial<MailTextArgs> & Pick<MailTextArgs, 'key'>) =>
  mailTextFor({ facts, forPartner: true, names, number: 'R-7K2M-94', at, ...args });

describe('mails', () => {
  it.each(MAIL_KEYS)('%s has subject, sentence and next step, with all facts and with none', (key) => {
    for (const given of [facts, {}, { kind: 'acknowledge', reasonCode: 'no_budget' }, { kind: 'expiry' }]) {
      for (const people of [names, {}]) {
        for (const forPartner of [true, false]) {
          const { subject, sentence, next } = mail({ key, facts: given, names: people, forPartner });
          for (const text of [subject, sentence, next]) expect(text).not.toMatch(BROKEN);
          expect(subject.startsWith('[R-7K2M-94] ')).toBe(true);
          expect(sentence).toMatch(/^[A-Z0-9].*[.?”]$/);
          expect(next).toMatch(/^[A-Z0-9].*\.$/);
        }
      }
    }
  });

  it.each([
    {
      resumed: 1,
      language: 'en',
      answered: 'Go on with it: our clock runs again.',
      lapsed: 'our clock runs again, and nothing has',
    },
    { resumed: 0, language: 'en', answered: 'Go on with it.', lapsed: 'ask again: nothing has ended.' },
    {
      resumed: 1,
      language: 'de',
      answered: 'Machen Sie weiter: Unsere Frist läuft wieder.',
      lapsed: 'Unsere Frist läuft wieder, und',
    },
    { resumed: 0, language: 'de', answered: 'Machen Sie weiter.', lapsed: 'erneut: Nichts ist beendet.' },
  ] as const)('of a question say that our clock runs again only where it stood still ($resumed, $language)', (row) => {
    const told = { facts: { resumed: row.resumed }, forPartner: false, language: row.language };
    expect(mail({ key: 'question_answered', ...told }).next).toBe(row.answered);
    expect(mail({ key: 'question_lapsed', ...told }).next).toContain(row.lapsed);
  });

  it('says the day with every time, since a mail is read later', () => {
    expect(mail({ key: 'accepted' })).toEqual({
      subject: '[R-7K2M-94] Nordwind AB: registered for you',
      sentence:
        'Registered for you until 22 Feb 2027. Nora Lindqvist reaches out to Jana Falk by Wed 25 Nov 14:02 UTC.',
      next: 'Tell Jana Falk that Nora Lindqvist will be in touch: an announced call goes better.',
    });
  });

  it('a win says what is earned and from when it is paid', () => {
    expect(mail({ key: 'won' }).sentence).toBe(
      'Won on 24 Nov. 4,800 EUR earned; on hold until 24 Dec, paid with the next payout after it.',
    );
    expect(mail({ key: 'won', facts: { amountMinor: 0, currency: 'EUR' } }).sentence).toBe(
      'Won. The plan of that day pays no commission for it.',
    );
  });

  it('a win names the pay day by the calendar of its program', () => {
    expect(mail({ key: 'won', payoutCalendar: DEFAULT_PAYOUT_CALENDAR }).sentence).toBe(
      'Won on 24 Nov. 4,800 EUR earned; on hold until 24 Dec, pay day 15 Jan 2027.',
    );
    expect(mail({ key: 'commission_approved', payoutCalendar: DEFAULT_PAYOUT_CALENDAR }).next).toBe(
      'Pay day is 15 Jan 2027. Nothing to do for you.',
    );
  });

  it.each([
    {
      language: 'en',
      subject: 'You reached a higher tier: gold',
      sentence:
        'From today your tier is “gold”; before it was “silver”. Your referrals have won 200,000 EUR within twelve months, less refunds.',
      kept: 'Referrals that you sent before keep their rate.',
    },
    {
      language: 'de',
      subject: 'Sie sind aufgestiegen: Stufe gold',
      sentence:
        'Ab heute sind Sie in der Stufe „gold“; bisher waren Sie in der Stufe „silver“. Ihre Empfehlungen haben in zwölf Monaten 200.000 EUR gewonnen, abzüglich Erstattungen.',
      kept: 'Empfehlungen, die Sie vorher gesendet haben, behalten ihren Satz.',
    },
  ] as const)(
    'a rise says both tiers, for what it was, and what keeps its rate: $language',
    ({ language, ...said }) => {
      const rise = { tier: 'gold', from: 'silver', amountMinor: 20_000_000, currency: 'EUR' };
      const { subject, sentence, next } = mail({ key: 'tier_reached', facts: rise, number: undefined, language });
      expect({ subject, sentence }).toEqual({ subject: said.subject, sentence: said.sentence });
      expect(next).toContain(said.kept);
    },
  );

  it('stages of a deal name the stage', () => {
    expect(mail({ key: 'proposal', facts: {} }).sentence).toBe('In talks, stage proposal.');
  });

  it('more time is said with its days and the new end, and a refusal with the old one', () => {
    const expiresAt = '2027-03-24T14:02:07.000Z';
    const decided = (decision: string) => mail({ key: 'extension_decided', facts: { decision, days: 30, expiresAt } });
    expect(decided('approve').sentence).toBe(
      'The registration was prolonged by 30 days; it ends now on Wed 24 Mar 2027 14:02 UTC.',
    );
    expect(decided('refuse').sentence).toBe(
      'The registration was not prolonged; it ends as before on Wed 24 Mar 2027 14:02 UTC.',
    );
  });

  it('a request that nobody decides says by when it should have been, and that every sales manager may', () => {
    const dueAt = '2026-11-25T18:00:00.000Z';
    const asked = (late: number) => mail({ key: 'extension_requested', facts: { days: 30, dueAt, late } });
    expect(asked(0).next).toMatch(/^Approve or refuse it by Wed 25 Nov 18:00 UTC\./);
    expect(asked(1).sentence).toContain('A decision was promised by Wed 25 Nov 18:00 UTC, and nobody has decided.');
    expect(mail({ key: 'breach_100', facts: { kind: 'extension', dueAt } }).next).toContain('every sales manager may');
    expect(mail({ key: 'promise_missed', facts: { kind: 'extension', dueAt } })).toMatchObject({
      sentence: expect.stringContaining('you should have had our decision about more time by Wed 25 Nov 18:00 UTC'),
      next: expect.stringContaining('does not end before the decision'),
    });
  });

  it('feedback and message are passed on, on one line', () => {
    expect(mail({ key: 'qualified', feedback: 'Perfect\nintroduction' }).sentence).toContain(
      '5 of 5: “Perfect introduction”.',
    );
    expect(mail({ key: 'declined', facts: { reasonCode: 'bad_fit' }, message: 'Too small' }).sentence).toBe(
      'Not registered: the company does not fit what this program is for. From us to you: “Too small”.',
    );
    expect(mail({ key: 'attempt', message: 'Voicemail\r\nleft' }).sentence).toContain(
      'From us to you: “Voicemail left”',
    );
  });

  it('who ends with a mark of their own gets no second one, and who sets none gets a full stop', () => {
    expect(mail({ key: 'qualified', feedback: 'Thank you!' }).sentence).toContain('5 of 5: “Thank you!”');
    expect(mail({ key: 'qualified', feedback: 'Thank you!' }).sentence).not.toContain('!”.');
    expect(mail({ key: 'disqualified', feedback: 'Ask again in spring' }).sentence).toContain('in spring.');
    expect(mail({ key: 'disqualified', feedback: 'Ask again in spring.' }).sentence).not.toContain('spring..');
  });

  it('a company name can neither break the subject nor grow it', () => {
    const company = `Evil\r\nBcc: victim@x.example${'a'.repeat(500)}`;
    const { subject } = mail({ key: 'received', names: { ...names, company } });
    expect(subject).not.toMatch(/[\r\n]/);
    expect(subject.length).toBeLessThanOrEqual(180);
  });
});
