import { describe, expect, it } from '@jest/globals';
import type { CaseState } from '../../../domain/cases/caseState.ts';
import type { CaseKind } from '../../../domain/cases/kinds.ts';
import { openCase } from '../../../domain/cases/open.ts';
import { nextCaseDeadline } from '../../../domain/cases/promises.ts';
import { isSettled, settleCase } from '../../../domain/cases/settle.ts';
import { caseSentence } from '../../../domain/texts/caseSentence.ts';

const START = Date.parse('2026-11-01T09:00:00.000Z');
const ENDED = { at: '2026-10-30T09:00:00.000Z' };
const LATER = { at: '2026-11-03T09:00:00.000Z' };

const opened = (kind: CaseKind): CaseState =>
  openCase({
    caseId: 'cas_1',
    kind,
    by: { kind: 'user', id: 'ada' },
    at: START,
    rules: { caseAnswer: 'P2D', caseDecision: 'P7D', contest: 'P14D' },
    choice: { deciderId: 'samir', unassigned: false, barred: [] },
  }).state;

describe('a case about an end', () => {
  it.each([
    { kind: 'expired', outcome: ENDED, change: {}, settled: false, why: 'the end stands' },
    { kind: 'expired', outcome: null, change: {}, settled: true, why: 'the referral goes on' },
    { kind: 'declined', outcome: LATER, change: {}, settled: true, why: 'it has ended anew' },
    { kind: 'expired', outcome: null, change: { state: 'withdrawn' }, settled: false, why: 'it is over' },
    { kind: 'expired', outcome: null, change: { effect: 'reinstate' }, settled: false, why: 'it led back itself' },
    { kind: 'missing_credit', outcome: null, change: {}, settled: false, why: 'it contests no end' },
  ] as const)('$kind is settled: $settled ($why)', ({ kind, outcome, change, settled }) => {
    const state: CaseState = { ...opened(kind), ...change };
    expect(isSettled(state, { endedAt: ENDED.at, outcome })).toBe(settled);
  });

  it('ends without a decision: nothing is owed or due any more, and both sides are told', () => {
    const { state, events, mails, decided } = settleCase({ caseId: 'cas_1', state: opened('expired') });
    expect(state).toMatchObject({ state: 'closed', outcome: null, effect: 'none' });
    expect(state.promises.map((promise) => promise.state)).toEqual(['cancelled', 'cancelled']);
    expect(nextCaseDeadline(state)).toBeUndefined();
    expect(decided).toBeUndefined();
    expect(events).toMatchObject([{ type: 'case.closed', public: { caseId: 'cas_1', why: 'taken_back' } }]);
    expect(mails.map(({ text, receiver }) => [text, receiver])).toEqual([
      ['case_settled', { kind: 'submitter' }],
      ['case_settled', { kind: 'user', userId: 'samir' }],
    ]);
  });

  it('that was rejected loses its second look, and is no news to anybody', () => {
    const rejected: CaseState = { ...opened('expired'), state: 'decided', outcome: 'rejected', secondLookUntil: START };
    const { state, mails } = settleCase({ caseId: 'cas_1', state: rejected });
    expect(state).toMatchObject({ state: 'closed', outcome: 'rejected', secondLookUntil: null });
    expect(mails).toEqual([]);
  });

  it.each(['partner', 'internal'] as const)(
    'says to the %s that nothing is left to decide, not who was right',
    (reader) => {
      const { state } = settleCase({ caseId: 'cas_1', state: opened('expired') });
      const asked = { state, reader, decider: undefined, reason: undefined, barred: undefined, now: new Date(START) };
      expect(caseSentence(asked)).toMatch(/taken up again/);
      expect(caseSentence({ ...asked, language: 'de' })).toMatch(/wieder aufgenommen/);
    },
  );
});
