import { describe, expect, it } from '@jest/globals';
import type { NextStep, Situation } from '../../../domain/referral/nextStep.ts';
import { CATALOGUES } from '../../../domain/texts/catalogue.ts';
import { commandReasonText, outcomeSentence, reasonText, sentenceFor } from '../../../domain/texts/sentence.ts';
import { REASON_CODES, ASSIGN_REASONS, type EndStage } from '../../../domain/referral/reasons.ts';

const now = new Date('2026-11-24T14:02:07.000Z');
const names = { owner: 'Nora Lindqvist', prospect: 'Jana Falk', reviewer: 'Samir Haddad', company: 'Nordwind AB' };
const number = 'R-7K2M-94';

const step = (situation: Situation, facts: NextStep['facts'], dueAt: string | null = null): NextStep => ({
  situation,
  action: 'wait',
  who: null,
  dueAt,
  facts,
});

const SITUATIONS = Object.keys(CATALOGUES.en.sentences.partner) as Situation[];
const ALL_FACTS = {
  acknowledgeDueAt: '2026-11-24T18:02:07.000Z',
  submittedAt: now.toISOString(),
  dueAt: '2026-11-24T18:02:07.000Z',
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
  payableFrom: '2026-12-24T14:02:07.000Z',
  reasonCode: 'competitor',
  againFrom: '2026-12-24T14:02:07.000Z',
  contestUntil: '2026-12-08T14:02:07.000Z',
};
const BROKEN = /undefined|null|NaN|Invalid|\[object|\.\.|  | ,| \.|\$\{/;

describe('the sentence', () => {
  it.each([
    {
      situation: 'submitted' as const,
      reader: 'partner' as const,
      facts: { submittedAt: '2026-11-24T14:02:07.000Z', acknowledgeDueAt: '2026-11-24T18:02:07.000Z' },
      said: 'We have it (R-7K2M-94, 14:02:07 UTC). You get an answer by 18:02 UTC.',
    },
    {
      situation: 'waitlisted' as const,
      reader: 'partner' as const,
      facts: { position: 1 },
      said: 'Another referral came first. You are next; if it ends, yours starts by itself. Nothing to do.',
    },
    {
      situation: 'accepted' as const,
      reader: 'partner' as const,
      facts: { firstContactDueAt: '2026-11-25T14:02:07.000Z', expiresAt: '2027-02-22T14:02:07.000Z' },
      said: 'Registered for you until 22 Feb 2027. Nora Lindqvist reaches out to Jana Falk by Wed 14:02 UTC.',
    },
    {
      situation: 'late' as const,
      reader: 'internal' as const,
      facts: { kind: 'first_contact', dueAt: '2026-11-24T12:42:07.000Z' },
      said: 'Late 1 hour 20 minutes: first contact was due by 12:42 UTC. Nora Lindqvist has it; the manager was told.',
    },
    {
      situation: 'late' as const,
      reader: 'partner' as const,
      facts: { kind: 'first_contact', dueAt: '2026-11-24T12:42:07.000Z' },
      said: 'We are late: Nora Lindqvist should have reached out by 12:42 UTC. A manager knows and sees to it.',
    },
    {
      situation: 'late' as const,
      reader: 'partner' as const,
      facts: { kind: 'first_contact', dueAt: '2026-11-24T12:42:07.000Z', handedOver: 1 },
      said: 'We are late: we should have reached out by 12:42 UTC. Nora Lindqvist has it now. A manager knows and sees to it.',
    },
    {
      situation: 'won' as const,
      reader: 'partner' as const,
      facts: { closedOn: '2026-11-24', amountMinor: 480_000, currency: 'EUR', payableFrom: '2026-12-24T00:00:00.000Z' },
      said: 'Won on 24 Nov. 4,800 EUR earned; on hold until 24 Dec, paid with the next payout after it.',
    },
    {
      situation: 'won' as const,
      reader: 'partner' as const,
      facts: {
        closedOn: '2026-11-24',
        amountMinor: 480_000,
        currency: 'EUR',
        payableFrom: '2026-12-24T00:00:00.000Z',
        payDay: '2027-01-15',
      },
      said: 'Won on 24 Nov. 4,800 EUR earned; on hold until 24 Dec, pay day 15 Jan 2027.',
    },
    {
      situation: 'open_question' as const,
      reader: 'partner' as const,
      facts: { kind: 'asked', answerBy: '2026-11-27T12:00:00.000Z', paused: 1 },
      said: 'We need one thing from you. Please answer by Fri 12:00 UTC. Our clock is paused.',
    },
    {
      situation: 'open_question' as const,
      reader: 'internal' as const,
      facts: { kind: 'asked', answerBy: '2026-11-27T12:00:00.000Z', pausedKind: 'first_contact', leftMs: 32_400_000 },
      said: 'Waits for the partner until Fri 12:00 UTC; 9 hours left on first contact.',
    },
    {
      situation: 'later' as const,
      reader: 'partner' as const,
      facts: { recontactAt: '2027-05-12', expiresAt: '2027-06-11T00:00:00.000Z' },
      said: 'Good, but not now: we call again on 12 May 2027. Your registration is kept until 11 Jun 2027.',
    },
    {
      situation: 'attempted' as const,
      reader: 'internal' as const,
      facts: { at: '2026-11-24T10:12:00.000Z', attempts: 2, nextTryAt: '2026-11-26T10:12:00.000Z' },
      said: 'Attempt 2 of 6 at 10:12 UTC, no answer. Next try by Thu 10:12 UTC. The partner is asked for help after 3.',
    },
    {
      situation: 'attempted' as const,
      reader: 'internal' as const,
      facts: { at: '2026-11-24T10:12:00.000Z', attempts: 0, nextTryAt: '2026-11-26T10:12:00.000Z' },
      said: 'Next try by Thu 10:12 UTC. The partner is asked for help after 3.',
    },
    {
      situation: 'attempted' as const,
      reader: 'partner' as const,
      facts: { at: '2026-11-24T10:12:00.000Z', attempts: 0, nextTryAt: '2026-11-26T10:12:00.000Z' },
      said: 'The next try follows by Thu 10:12 UTC.',
    },
    {
      situation: 'lost' as const,
      reader: 'partner' as const,
      facts: { reasonCode: 'competitor', at: '2026-11-20T09:00:00.000Z', againFrom: '2026-12-20T09:00:00.000Z' },
      said: 'Closed without a deal on 20 Nov: another supplier was chosen. You may refer them again from 20 Dec.',
    },
  ])('says $situation to a $reader as agreed', ({ situation, reader, facts, said }) => {
    expect(sentenceFor({ next: step(situation, facts), reader, names, number, now })).toBe(said);
  });

  it.each(SITUATIONS)('reads well in %s with all facts, with none, and with nobody', (situation) => {
    for (const reader of ['partner', 'internal'] as const) {
      for (const facts of [ALL_FACTS, {}, { dueAt: null, at: 'yesterday', position: null }]) {
        for (const people of [names, {}]) {
          const said = sentenceFor({ next: step(situation, facts), reader, names: people, number, now });
          expect(said).not.toMatch(BROKEN);
          expect(said).toMatch(/^[A-Z0-9].*[.?!”]$/);
        }
      }
    }
  });

  it('takes the due time of the step when the facts have none', () => {
    const said = sentenceFor({
      next: step('in_review', {}, '2026-11-24T18:00:00.000Z'),
      reader: 'partner',
      names,
      number,
      now,
    });
    expect(said).toBe('Samir Haddad compares it with a similar name; you get an answer by 18:00 UTC.');
  });

  it('counts in seconds when the promise is seconds away', () => {
    const facts = { submittedAt: now.toISOString(), acknowledgeDueAt: '2026-11-24T14:02:27.000Z' };
    const said = sentenceFor({ next: step('submitted', facts), reader: 'partner', names, number, now });
    expect(said).toContain('by 14:02:27 UTC');
  });

  it.each(SITUATIONS)('never tells a partner in %s of a rival, of those behind, or of a note', (situation) => {
    const secrets = {
      rival: 'R-5QX1-20',
      rivalPartner: 'Kestrel',
      behind: 77,
      candidates: 66,
      note: 'do not tell',
      by: 'K. Lang',
    };
    const said = sentenceFor({
      next: step(situation, { ...ALL_FACTS, ...secrets }),
      reader: 'partner',
      names,
      number,
      now,
    });
    expect(said).not.toMatch(/R-5QX1-20|Kestrel|77|66|do not tell|Lang/);
  });

  it('uses the zone of the reader and then does not name it', () => {
    const facts = { firstContactDueAt: '2026-11-25T14:02:00.000Z' };
    const next = step('accepted', facts);
    const said = sentenceFor({ next, reader: 'partner', names, number, now, zone: 'Europe/Berlin' });
    expect(said).toContain('by Wed 15:02.');
  });

  it('keeps what a person wrote on one line, bounded', () => {
    const feedback = `Great\r\nBcc: x@y.example\u202e ${'a'.repeat(900)}`;
    const said = sentenceFor({
      next: step('qualified', { quality: 4 }),
      reader: 'partner',
      names,
      number,
      now,
      feedback,
    });
    expect(said).not.toMatch(/[\r\n\u202e]/);
    expect(said.length).toBeLessThan(700);
    expect(said).toContain('rated 4 of 5: “Great Bcc: x@y.example');
  });
});

describe('reasons', () => {
  it.each(
    Object.entries(REASON_CODES).flatMap(([stage, codes]) => codes.map((code) => ({ stage: stage as EndStage, code }))),
  )('$stage/$code has label, clause and advice', ({ stage, code }) => {
    const { label, clause, advice } = reasonText({ stage, code });
    for (const text of [label, clause, advice]) expect(text).not.toMatch(BROKEN);
    const outcome = {
      reasonCode: code,
      at: '2026-11-24T10:12:00.000Z',
      againFrom: null,
      contestUntil: null,
      tailUntil: null,
      from: 'accepted' as const,
    };
    expect(outcomeSentence({ stage, outcome, now })).toContain(clause);
  });

  it('a code of a program gets the general text', () => {
    expect(reasonText({ stage: 'lost', code: 'merger' }).clause).toBe('for a reason of this program');
    expect(reasonText({ stage: 'lost', code: 'toString' }).clause).toBe('for a reason of this program');
    expect(commandReasonText('assign', 'merger').label).toBe('Other reason');
  });

  it.each(ASSIGN_REASONS)('assigning for %s can be explained', (code) => {
    expect(commandReasonText('assign', code).clause).not.toMatch(BROKEN);
  });
});
