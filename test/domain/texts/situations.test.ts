import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nextStepOf } from '../../../domain/referral/explain.ts';
import type { NextStep } from '../../../domain/referral/nextStep.ts';
import { CATALOGUES } from '../../../domain/texts/catalogue.ts';
import { createFormat, LANGUAGES, type Language } from '../../../domain/texts/format.ts';
import { sentenceFor } from '../../../domain/texts/sentence.ts';
import type { Reader } from '../../../domain/texts/shape.ts';
import { SAID_IN_ENGLISH } from '../../support/said/english.ts';
import { SAID_IN_GERMAN } from '../../support/said/german.ts';
import { SITUATIONS, type SituationRow } from '../../support/situations.ts';
import { RECEIVED_AT } from '../../support/storyStates.ts';

const names = {
  owner: 'Nora Lindqvist',
  prospect: 'Jana Falk',
  reviewer: 'Samir Haddad',
  submitter: 'Mira',
  partner: 'Brightwater',
};

const SAID: Record<Language, Readonly<Record<string, Record<Reader, string>>>> = {
  en: SAID_IN_ENGLISH,
  de: SAID_IN_GERMAN,
};

const READERS: readonly Reader[] = ['partner', 'internal'];

/** What only the house is told when it reads is looked up for the house alone. */
function read({ state, facts, feedback }: SituationRow, now: Date) {
  const next = nextStepOf(state);
  const seen = (reader: Reader): NextStep =>
    reader === 'internal' ? { ...next, facts: { ...next.facts, ...facts } } : next;
  return (reader: Reader, language: Language): string =>
    sentenceFor({
      next: seen(reader),
      reader,
      language,
      names,
      number: 'R-7K2M-94',
      now,
      feedback,
      question: 'Which plant?',
    });
}

describe('the sentence of every situation', () => {
  it.each(SITUATIONS.flatMap((row) => LANGUAGES.map((language) => ({ ...row, language }))))(
    '$language: $name',
    ({ language, ...row }) => {
      const say = read(row, row.now);
      const said = { partner: say('partner', language), internal: say('internal', language) };
      expect(said).toEqual(SAID[language][row.name]);
    },
  );

  it('is known for all of them', () => {
    const told = new Set(SITUATIONS.map(({ state }) => nextStepOf(state).situation));
    expect([...told].sort()).toEqual(Object.keys(CATALOGUES.en.sentences.partner).sort());
  });
});

/** Times by which somebody does something, or until which somebody may. What has happened has times of its own. */
const PROMISED = [
  'acknowledgeDueAt',
  'dueAt',
  'firstContactDueAt',
  'nextTryAt',
  'firstStepDueAt',
  'answerBy',
  'expiresAt',
  'handOverAt',
  'handOverAgainAt',
  'newsAt',
  'againFrom',
  'contestUntil',
  'tailUntil',
  'answerUntil',
  'payableFrom',
  'aheadUntil',
  'extensionDueAt',
];
const LATE = /We are late|^Late|was due by|Wir sind im Verzug|^Im Verzug|fällig war es|war fällig/;

describe('a time that has passed', () => {
  const DAYS_MAX = 200;

  it.each(SITUATIONS)('is never promised: $name', (row) => {
    const { facts } = nextStepOf(row.state);
    const moments = fc.integer({ min: 0, max: DAYS_MAX * 24 * 60 }).map((minutes) => minutes * 60_000 + 30_000);
    fc.assert(
      fc.property(moments, fc.constantFrom(...READERS), fc.constantFrom(...LANGUAGES), (after, reader, language) => {
        const now = new Date(RECEIVED_AT + after);
        const said = read(row, now)(reader, language);
        const format = createFormat({ language, now });
        const passed = Object.entries({ ...facts, ...row.facts }).filter(
          ([name, at]) => PROMISED.includes(name) && typeof at === 'string' && Date.parse(at) < now.getTime(),
        );
        for (const [, at] of passed) {
          const named = [format.moment(String(at)), format.day(String(at))].some((text) => said.includes(text ?? '?'));
          if (named) expect(said).toMatch(LATE);
        }
      }),
      { numRuns: 200 },
    );
  });
});
