import { describe, expect, it } from '@jest/globals';
import { mayContest } from '../../../domain/cases/contest.ts';
import type { Contested } from '../../../domain/cases/contest.ts';
import { allowedIn, CASE_KINDS, CONTESTS, effectsOf, isContestable, kindsIn } from '../../../domain/cases/kinds.ts';
import { STAGES } from '../../../domain/referral/stages.ts';

const DAY_MS = 86_400_000;
const ENDED_AT = Date.parse('2026-11-01T09:00:00.000Z');
const iso = (timeMs: number): string => new Date(timeMs).toISOString();
const outcome = {
  reasonCode: 'bad_fit',
  at: iso(ENDED_AT),
  againFrom: null,
  contestUntil: iso(ENDED_AT + 14 * DAY_MS),
  tailUntil: null,
  from: 'accepted' as const,
};
const declined: Contested = { stage: 'declined', outcome, hasLines: false, cases: [] };
const ask = (change: Partial<Contested> = {}, kind: (typeof CASE_KINDS)[number] = 'declined', days = 1) =>
  mayContest({ kind, contested: { ...declined, ...change }, tail: 'P90D', now: ENDED_AT + days * DAY_MS });

describe('contesting', () => {
  it.each([
    { why: 'within the window of an end', days: 14, answer: { allowed: true } },
    { why: 'a moment after it', days: 14.01, answer: { code: 'contest_window_closed' } },
    {
      why: 'missing credit, as long as the tail',
      kind: 'missing_credit' as const,
      days: 90,
      answer: { allowed: true },
    },
    {
      why: 'missing credit after the tail',
      kind: 'missing_credit' as const,
      days: 90.01,
      answer: { code: 'contest_window_closed' },
    },
    {
      why: 'missing credit while their referral is open, at any time',
      kind: 'missing_credit' as const,
      change: { stage: 'contacted' as const, outcome: null },
      days: 400,
      answer: { allowed: true },
    },
    {
      why: 'money needs lines',
      kind: 'commission' as const,
      change: { stage: 'won' as const, outcome: null },
      answer: { code: 'nothing_to_contest' },
    },
    {
      why: 'money that exists',
      kind: 'late_payment' as const,
      change: { stage: 'won' as const, outcome: null, hasLines: true },
      answer: { allowed: true },
    },
    {
      why: 'another end than the one it came to',
      kind: 'expired' as const,
      answer: { code: 'not_allowed_in_stage', facts: { stage: 'declined', allowed: allowedIn('declined') } },
    },
    {
      why: 'the stage is told before the time',
      kind: 'expired' as const,
      days: 400,
      answer: { code: 'not_allowed_in_stage' },
    },
  ])('$why', ({ kind, change, days, answer }) => {
    expect(ask(change, kind, days)).toMatchObject(answer);
  });

  it('is possible once at a time, and an end that was decided about is not contested again', () => {
    const one = { caseId: 'cas_1', isOpen: true, wasDecided: false, endedAt: outcome.at };
    expect(ask({ cases: [one] })).toMatchObject({ code: 'case_open', facts: { caseId: 'cas_1' } });
    expect(ask({ cases: [{ ...one, isOpen: false }] })).toEqual({ allowed: true });
    const decided = { ...one, isOpen: false, wasDecided: true };
    expect(ask({ cases: [decided] })).toMatchObject({ code: 'already_decided' });
    // A later end of the same referral is another decision.
    expect(ask({ cases: [{ ...decided, endedAt: iso(ENDED_AT - DAY_MS) }] })).toEqual({ allowed: true });
  });

  it('what is allowed is named by its address, and what is done with a line is not among it', () => {
    expect(allowedIn('won')).toEqual(['reopen', 'messages', 'contest']);
    expect(allowedIn('withdrawn')).toEqual(['undo-withdraw', 'reopen', 'contest']);
  });

  it('every stage that is not open lists it among what is allowed, and every kind has its stage', () => {
    for (const stage of ['won', 'lost', 'disqualified', 'declined', 'expired', 'withdrawn'] as const)
      expect(allowedIn(stage)).toContain('contest');
    for (const kind of CONTESTS) expect(STAGES.some((stage) => kindsIn(stage).includes(kind))).toBe(true);
    expect(STAGES.filter(isContestable)).toEqual(['disqualified', 'declined', 'expired']);
  });

  it('a rejection changes nothing, and only an amount that is contested is adjusted', () => {
    for (const kind of CASE_KINDS) expect(effectsOf(kind, 'rejected')).toEqual(['none']);
    expect(CASE_KINDS.filter((kind) => effectsOf(kind, 'upheld').includes('adjust'))).toEqual(['commission']);
  });
});
