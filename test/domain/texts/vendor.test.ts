import { describe, expect, it } from '@jest/globals';
import type { NextStep, Situation } from '../../../domain/referral/nextStep.ts';
import { LANGUAGES } from '../../../domain/texts/format.ts';
import type { Reader } from '../../../domain/texts/shape.ts';
import { sentenceFor } from '../../../domain/texts/sentence.ts';

const now = new Date('2026-11-24T14:02:07.000Z');
const names = { reviewer: 'Samir Haddad' };
type Case = { situation: Situation; reader: Reader; facts: NextStep['facts']; said: string };

const say = ({ situation, reader, facts }: Omit<Case, 'said'>, language: (typeof LANGUAGES)[number] = 'en'): string =>
  sentenceFor({
    next: { situation, action: 'wait', who: null, dueAt: null, facts },
    reader,
    names,
    number: 'R-1',
    now,
    language,
  });

describe('what the vendor knew of the company', () => {
  it.each<Case>([
    {
      situation: 'declined',
      reader: 'partner',
      facts: {
        reasonCode: 'recent_vendor_contact',
        lookBack: 'P90D',
        againFrom: '2027-01-25T00:00:00.000Z',
        vendorWhy: 'look_back',
        activity: 'meeting',
        contactAt: '2026-10-14T09:00:00.000Z',
      },
      said: 'Not registered: our sales team was already in contact with this company shortly before (look-back: 90 days). You may refer them again from 25 Jan 2027.',
    },
    {
      situation: 'declined',
      reader: 'internal',
      facts: {
        reasonCode: 'recent_vendor_contact',
        vendorWhy: 'look_back',
        activity: 'meeting',
        contactAt: '2026-10-14T09:00:00.000Z',
      },
      said: 'Declined: Recent contact of our own. Found: a meeting of ours on 14 Oct.',
    },
    {
      situation: 'in_review',
      reader: 'internal',
      facts: { dueAt: '2026-11-24T18:02:07.000Z', vendorWhy: 'open_deal', unproven: 1 },
      said: 'Samir Haddad decides by 18:02 UTC (4 hours): an open deal in the CRM, of a company of the same name.',
    },
    {
      situation: 'in_review',
      reader: 'partner',
      facts: { dueAt: '2026-11-24T18:02:07.000Z', alike: 0, vendorWhy: 'open_deal' },
      said: 'Samir Haddad looks at it in person; you get an answer by 18:02 UTC.',
    },
  ])('is said in $situation to a $reader', ({ said, ...of }) => {
    expect(say(of)).toBe(said);
  });

  it.each(LANGUAGES)('is never said to a partner, neither what was found nor when (%s)', (language) => {
    for (const situation of ['declined', 'in_review'] as const) {
      const facts = { reasonCode: 'recent_vendor_contact', lookBack: 'P90D', dueAt: now.toISOString() };
      const found = { vendorWhy: 'look_back', activity: 'meeting', contactAt: '2026-10-14T09:00:00.000Z', unproven: 1 };
      const told = say({ situation, reader: 'partner', facts: { ...facts, ...found } }, language);
      expect(told).toBe(say({ situation, reader: 'partner', facts }, language));
      expect(say({ situation, reader: 'internal', facts: { ...facts, ...found } }, language)).toContain('14');
    }
  });
});
