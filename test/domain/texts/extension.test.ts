import { describe, expect, it } from '@jest/globals';
import type { Language } from '../../../domain/texts/format.ts';
import { sentenceFor } from '../../../domain/texts/sentence.ts';

const now = new Date('2026-11-24T14:02:07.000Z');

describe('a request for more time', () => {
  it('is said behind any step: by when it is decided, and honestly when that time is over', () => {
    const said = (reader: 'partner' | 'internal', extensionLate: number, language: Language = 'en') => {
      const extensionDueAt = '2026-11-24T18:00:00.000Z';
      const facts = { at: '2026-11-24T10:12:00.000Z', extensionDays: 30, extensionDueAt, extensionLate };
      const next = { situation: 'contacted', action: 'qualify', who: null, dueAt: null, facts } as const;
      return sentenceFor({ next, reader, names: {}, number: 'R-7K2M-94', now, language });
    };
    expect(said('partner', 0)).toMatch(/fit\? You asked for 30 days more; a manager decides by 18:00 UTC\.$/);
    expect(said('internal', 0)).toMatch(
      /Qualify it\. The partner asks for 30 days more; to be decided by 18:00 UTC\.$/,
    );
    expect(said('partner', 1)).toMatch(
      /We are late: a manager should have decided by 18:00 UTC\. Your registration does not end before that\.$/,
    );
    expect(said('internal', 1)).toMatch(/30 days more; a decision was due by 18:00 UTC\.$/);
    expect(said('partner', 1, 'de')).toMatch(/Wir sind im Verzug: Die Entscheidung war bis 18:00 Uhr.* zugesagt\./);
  });
});
