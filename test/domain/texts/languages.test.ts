import { describe, expect, it } from '@jest/globals';
import { COMMISSION_STATES } from '../../../domain/commission/states.ts';
import type { Situation } from '../../../domain/referral/nextStep.ts';
import { REASON_CODES, type EndStage } from '../../../domain/referral/reasons.ts';
import { CATALOGUES } from '../../../domain/texts/catalogue.ts';
import { createFormat, LANGUAGES, type Language } from '../../../domain/texts/format.ts';
import { commissionSentence } from '../../../domain/texts/labels.ts';
import { MAIL_KEYS, mailTextFor } from '../../../domain/texts/mailText.ts';
import { stepInWords } from '../../../domain/texts/stepWords.ts';
import { reasonText, sentenceFor } from '../../../domain/texts/sentence.ts';

const now = new Date('2026-11-24T14:02:07.000Z');
const number = 'R-7K2M-94';
const names = {
  owner: 'Nora Lindqvist',
  previousOwner: 'Emil Sand',
  prospect: 'Jana Falk',
  reviewer: 'Samir Haddad',
  company: 'Nordwind AB',
};
const facts = {
  acknowledgeDueAt: '2026-11-24T18:02:07.000Z',
  submittedAt: now.toISOString(),
  dueAt: '2026-11-20T18:02:07.000Z',
  position: 2,
  firstContactDueAt: '2026-11-25T14:02:07.000Z',
  expiresAt: '2027-02-22T14:02:07.000Z',
  kind: 'first_contact',
  at: '2026-11-24T10:12:00.000Z',
  channel: 'phone',
  attempts: 2,
  nextTryAt: '2026-11-26T10:12:00.000Z',
  quality: 5,
  stage: 'proposal',
  since: '2026-11-20T10:12:00.000Z',
  estimateMinor: 480_000,
  currency: 'EUR',
  closedOn: '2026-11-24',
  amountMinor: 480_000,
  alsoMinor: 100_000,
  alsoCurrency: 'USD',
  payableFrom: '2026-12-24T14:02:07.000Z',
  settledOn: '2026-12-28',
  reference: 'BANK-77',
  reasonCode: 'competitor',
  againFrom: '2026-12-24T14:02:07.000Z',
};
const FACTS = [facts, {}, { ...facts, kind: 'acknowledge', position: 1, reasonCode: 'no_budget' }, { kind: 'expiry' }];
const SITUATIONS = Object.keys(CATALOGUES.en.sentences.partner) as Situation[];
const BROKEN = /undefined|null|NaN|Invalid|\[object|\.\.|  | ,| \.|\$\{/;

/** Every sentence and every mail that one language can say. */
function everythingIn(language: Language): string[] {
  const said: string[] = [];
  for (const given of FACTS) {
    for (const people of [names, {}]) {
      for (const reader of ['partner', 'internal'] as const) {
        for (const situation of SITUATIONS) {
          const next = { situation, action: 'wait' as const, who: null, dueAt: null, facts: given };
          said.push(sentenceFor({ next, reader, names: people, number, now, language }));
        }
      }
      for (const key of MAIL_KEYS) {
        for (const forPartner of [true, false]) {
          const mail = mailTextFor({ key, facts: given, forPartner, names: people, number, at: now, language });
          said.push(mail.subject.replace(`[${number}] `, ''), mail.sentence, mail.next);
        }
      }
    }
  }
  return said;
}

function labelsIn(language: Language): string[] {
  const { stages, clocks, events, layout, mailNames, assignReasons, reopenReasons, extensionReasons, otherReason } =
    CATALOGUES[language];
  const ofCommands = [assignReasons, reopenReasons, extensionReasons].flatMap((all) => Object.values(all));
  const reasons = Object.entries(REASON_CODES).flatMap(([stage, codes]) =>
    codes.map((code) => reasonText({ stage: stage as EndStage, code, language })),
  );
  const texts = [...reasons, ...ofCommands, otherReason].flatMap((text) => Object.values(text));
  const fixed = Object.values(layout).map((text) => (typeof text === 'string' ? text : text(3 as never)));
  const money = COMMISSION_STATES.map((state) =>
    commissionSentence({
      state,
      amount: { amount: 480_000, currency: 'EUR' },
      payableFrom: facts.payableFrom,
      paidAt: facts.at,
      language,
      now,
    }),
  );
  return [
    ...Object.values(stages),
    ...Object.values(clocks),
    ...Object.values(events),
    ...texts,
    ...Object.values(mailNames),
    ...fixed,
    ...money,
  ];
}

describe('every language', () => {
  it.each(LANGUAGES)('%s says every sentence and mail whole, with all facts, with some, and with none', (language) => {
    for (const text of everythingIn(language)) {
      expect(text).not.toMatch(BROKEN);
      expect(text).toMatch(/^[A-ZÄÖÜ0-9]/);
    }
    for (const label of labelsIn(language)) expect(label).not.toMatch(BROKEN);
  });

  it('has every key of every other, down to the last code', () => {
    const keysOf = (value: object, path = ''): string[] =>
      Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
        typeof inner === 'object' && inner !== null ? keysOf(inner, `${path}.${key}`) : [`${path}.${key}`],
      );
    expect(keysOf(CATALOGUES.de).sort()).toEqual(keysOf(CATALOGUES.en).sort());
  });
});

describe('German', () => {
  const ENGLISH_WORDS =
    /\b(the|you|your|we|our|by|until|and|of|for|with|not|next|has|have|from|to|it|if|nothing|referral|stage|late|please|company|answer|mail)\b/i;
  const german = [...everythingIn('de'), ...labelsIn('de')];

  it('holds no English', () => {
    // An e-mail is called so in German.
    const leaks = german.filter((text) => ENGLISH_WORDS.test(text.replaceAll('E-Mail', '')));
    expect(leaks).toEqual([]);
  });

  it('keeps a distance: everybody is addressed as "Sie"', () => {
    expect(german.filter((text) => /\b(du|dich|dir|dein\w*|euch|euer\w*)\b/i.test(text))).toEqual([]);
  });

  it('calls a self-billing invoice "Gutschrift", and not whom a deal is credited to', () => {
    const { kinds, sentences } = CATALOGUES.de.cases;
    const nothing = { decider: undefined, dueAt: undefined, until: undefined, reason: undefined, barred: undefined };
    const ofCases = Object.values(sentences).flatMap((all) => Object.values(all).map((say) => say(nothing)));
    const mails = MAIL_KEYS.filter((key) => key.startsWith('case_')).flatMap((key) =>
      [{ kind: 'parallel_deal' }, { kind: 'missing_credit', outcome: 'upheld', effect: 'credit' }].map(
        (given) =>
          mailTextFor({ key, facts: given, forPartner: true, names, number, at: now, language: 'de' }).sentence,
      ),
    );
    const said = [...Object.values(kinds), ...ofCases, ...mails];
    expect(said.filter((text) => /gutschrift|gutgeschrieben/i.test(text))).toEqual([]);
    expect(mails.filter((text) => text.includes('die Zuordnung zu Ihnen bleiben')).length).toBeGreaterThan(0);
  });

  it.each([
    {
      situation: 'submitted' as const,
      reader: 'partner' as const,
      said: 'Ihre Empfehlung ist bei uns (R-7K2M-94, 15:02:07 Uhr). Sie erhalten bis 19:02 Uhr eine Antwort.',
    },
    {
      situation: 'accepted' as const,
      reader: 'partner' as const,
      said: 'Für Sie registriert bis 22. Februar 2027. Nora Lindqvist meldet sich bis Mittwoch, 15:02 Uhr bei Jana Falk.',
    },
    {
      situation: 'late' as const,
      reader: 'internal' as const,
      said: 'Im Verzug seit 3 Tagen 20 Stunden: Erstkontakt war fällig bis Freitag, 19:02 Uhr. Zuständig: Nora Lindqvist; die Leitung weiß Bescheid.',
    },
    {
      situation: 'won' as const,
      reader: 'partner' as const,
      said: 'Gewonnen am 24. November. 4.800 EUR und 1.000 USD verdient; Haltefrist bis 24. Dezember, danach mit der nächsten Auszahlung gezahlt.',
    },
    {
      situation: 'in_talks' as const,
      reader: 'partner' as const,
      said: 'Im Gespräch seit 20. November, Phase Angebot. Etwa 4.800 EUR und 1.000 USD für Sie, wenn es wie geschätzt abgeschlossen wird. Nächste Nachricht bis 1. Dezember.',
    },
  ])('says $situation to a $reader as agreed', ({ situation, reader, said }) => {
    // What is late was due before; what is promised is still to come.
    const dueAt = situation === 'in_talks' ? '2026-12-01T18:02:07.000Z' : facts.dueAt;
    const next = { situation, action: 'wait' as const, who: null, dueAt: null, facts: { ...facts, dueAt } };
    expect(sentenceFor({ next, reader, names, number, now, language: 'de', zone: 'Europe/Berlin' })).toBe(said);
  });

  it('writes amounts and percentages as Germans do', () => {
    expect(createFormat({ language: 'de' }).amount(4_850, 'EUR')).toBe('48,50 EUR');
    const amount = { amount: 480_000, currency: 'EUR' };
    const step = {
      step: 'percent' as const,
      basisPoints: 1_250,
      exact: '480000',
      rounding: 'half_up' as const,
      amount,
    };
    expect(stepInWords(step, 'de')).toEqual({ label: '12,5 %', value: '4.800 EUR' });
  });
});

describe('days with their preposition', () => {
  const near = '2026-11-24T20:00:00.000Z';
  const far = '2026-12-24T20:00:00.000Z';
  it.each([
    { language: 'en' as const, at: near, said: 'at 20:00 UTC', why: 'today is a time' },
    { language: 'en' as const, at: far, said: 'on 24 Dec', why: 'a later day is a date' },
    { language: 'de' as const, at: near, said: 'um 20:00 Uhr UTC', why: 'today is a time' },
    { language: 'de' as const, at: far, said: 'am 24. Dezember', why: 'a later day is a date' },
  ])('$language: $said ($why)', ({ language, at, said }) => {
    expect(createFormat({ language, now }).onDay(at)).toBe(said);
  });
});
