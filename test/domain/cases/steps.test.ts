import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { caseCommandsIn, isCaseOver } from '../../../domain/cases/caseState.ts';
import type { CaseState } from '../../../domain/cases/caseState.ts';
import { commandCase } from '../../../domain/cases/commands.ts';
import type { CaseCommand } from '../../../domain/cases/commands.ts';
import type { CaseKind } from '../../../domain/cases/kinds.ts';
import { openCase } from '../../../domain/cases/open.ts';
import { nextCaseDeadline, nextPromise } from '../../../domain/cases/promises.ts';
import { keepsPlace } from '../../../domain/cases/step.ts';
import type { CaseAnswer, CaseStep } from '../../../domain/cases/step.ts';
import { passCaseTime } from '../../../domain/cases/time.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const START = Date.parse('2026-11-01T09:00:00.000Z');
const rules = { caseAnswer: 'P2D', caseDecision: 'P7D', contest: 'P14D' };
const samir = { deciderId: 'samir', unassigned: false, barred: [] };
const greta = { deciderId: 'greta', unassigned: false, barred: [] };
const nobody = { deciderId: 'olga', unassigned: true, barred: [{ userId: 'samir', why: ['reviewed_it' as const] }] };

const opened = (kind: CaseKind = 'declined') =>
  openCase({ caseId: 'cas_1', kind, by: { kind: 'user', id: 'ada' }, at: START, rules, choice: samir });

const give = (state: CaseState, name: CaseCommand['name'], payload = {}, at = START + HOUR_MS): CaseAnswer =>
  commandCase(
    { caseId: 'cas_1', state, at, rules },
    { name, actor: { kind: 'user', id: 'samir' }, payload },
    { chooseAnother: () => greta, finance: ['paul'], whyNot: () => undefined },
  );

function done(answer: CaseAnswer): CaseStep {
  if ('refused' in answer) throw new Error(JSON.stringify(answer));
  return answer;
}

const REJECT = { outcome: 'rejected', effect: 'none' } as const;
const DEAL = { dealId: 'D-1', amount: { amount: 100, currency: 'EUR' }, closedOn: '2026-11-02' };

/** Lets everything that happens by itself happen, until `days` have passed. */
function passDays(state: CaseState, days: number): { at: number; step: CaseStep }[] {
  const steps: { at: number; step: CaseStep }[] = [];
  let now = state;
  for (;;) {
    const deadline = nextCaseDeadline(now);
    if (deadline === undefined || deadline.at > START + days * DAY_MS) return steps;
    const step = passCaseTime({ caseId: 'cas_1', state: now, at: deadline.at, rules }, deadline, () => greta);
    steps.push({ at: (deadline.at - START) / DAY_MS, step });
    now = step.state;
  }
}

describe('a case', () => {
  it('begins with both promises, its decider told, and the partner', () => {
    const { state, events, mails } = opened();
    expect(state).toMatchObject({ state: 'open', round: 1, deciderId: 'samir', unassigned: false });
    expect(nextPromise(state)).toMatchObject({ kind: 'first_answer', dueAt: START + 2 * DAY_MS });
    expect(events.map(({ type }) => type)).toEqual(['case.opened', 'case.assigned']);
    expect(mails.map(({ text }) => text)).toEqual(['case_opened', 'case_assigned']);
  });

  it('says at once that nobody is left, and names who is barred', () => {
    const step = openCase({
      caseId: 'cas_1',
      kind: 'declined',
      by: { kind: 'system', id: 'tail' },
      at: START,
      rules,
      choice: nobody,
    });
    expect(step.state).toMatchObject({ deciderId: 'olga', unassigned: true });
    expect(step.events[1]).toMatchObject({ type: 'case.unassigned', public: { barred: 'samir: reviewed_it' } });
    expect(step.mails[1]).toMatchObject({ text: 'case_unassigned', receiver: { userId: 'olga' } });
  });

  it('climbs its ladder when nobody moves: reminder, breach, another person, for answer and decision', () => {
    const steps = passDays(opened().state, 30);
    expect(steps.map(({ at, step }) => [at, step.events[0]?.type, step.events[0]?.public['promise']])).toEqual([
      [1, 'case.reminded', 'first_answer'],
      [2, 'case.breached', 'first_answer'],
      [3, 'case.escalated', 'first_answer'],
      [3.5, 'case.reminded', 'decision'],
      [7, 'case.breached', 'decision'],
      [10.5, 'case.escalated', 'decision'],
    ]);
    const breach = steps[1]?.step;
    expect(breach?.mails.map(({ text, receiver }) => [text, receiver.kind])).toEqual([
      ['case_breached', 'managers'],
      ['case_late', 'submitter'],
    ]);
    expect(steps[2]?.step).toMatchObject({ state: { deciderId: 'greta' } });
    expect(steps[2]?.step.mails.map(({ text }) => text)).toEqual(['case_assigned']);
    // The second hand-over finds the same person and tells nobody twice.
    expect(steps[5]?.step.mails).toEqual([]);
  });

  it('an answer keeps the first promise, a decision keeps both', () => {
    const answered = done(give(opened().state, 'answerCase')).state;
    expect(answered.promises).toMatchObject([{ kind: 'first_answer', state: 'met' }, { state: 'running' }]);
    expect(done(give(opened().state, 'decideCase', REJECT)).state.promises).toMatchObject([
      { state: 'met' },
      { state: 'met' },
    ]);
  });

  it('what was missed stays missed, and says when it was kept', () => {
    const late = passDays(opened().state, 2.5).at(-1)?.step.state as CaseState;
    const kept = done(give(late, 'answerCase', {}, START + 3 * DAY_MS)).state.promises[0];
    expect(kept).toMatchObject({ state: 'breached', metAt: START + 3 * DAY_MS });
  });

  it('a rejection can be looked at once more by somebody else, and only once', () => {
    const rejected = done(give(opened().state, 'decideCase', REJECT)).state;
    expect(rejected).toMatchObject({ state: 'decided', secondLookUntil: START + HOUR_MS + 14 * DAY_MS });
    const again = done(give(rejected, 'secondLook', {}, START + DAY_MS));
    expect(again.state).toMatchObject({ state: 'second_look', round: 2, deciderId: 'greta' });
    expect(nextPromise(again.state)).toMatchObject({ kind: 'decision', dueAt: START + 8 * DAY_MS });
    expect(done(give(again.state, 'decideCase', REJECT)).state).toMatchObject({ state: 'closed', outcome: 'rejected' });
  });

  it('closes by itself when nobody asks for the second look', () => {
    const rejected = done(give(opened().state, 'decideCase', REJECT)).state;
    expect(passDays(rejected, 30).map(({ step }) => step.state.state)).toEqual(['closed']);
  });

  it.each([
    { why: 'reinstating a decline', kind: 'declined', payload: { outcome: 'upheld', effect: 'reinstate' } },
    { why: 'being right without an effect', kind: 'declined', payload: { outcome: 'upheld', effect: 'none' } },
    { why: 'credit with its deal', kind: 'missing_credit', payload: { outcome: 'upheld', effect: 'credit', ...DEAL } },
    { why: 'late payment', kind: 'late_payment', payload: { outcome: 'upheld', effect: 'none' } },
  ] as const)('$why closes it', ({ kind, payload }) => {
    expect(done(give(opened(kind).state, 'decideCase', payload)).state).toMatchObject({
      state: 'closed',
      ...{ outcome: payload.outcome, effect: payload.effect },
    });
  });

  it.each([
    { kind: 'declined', payload: { outcome: 'upheld', effect: 'credit', ...DEAL }, code: 'effect_not_offered' },
    { kind: 'declined', payload: { outcome: 'rejected', effect: 'reinstate' }, code: 'effect_not_offered' },
    { kind: 'late_payment', payload: { outcome: 'upheld', effect: 'adjust' }, code: 'effect_not_offered' },
    { kind: 'commission', payload: { outcome: 'upheld', effect: 'adjust' }, code: 'invalid_request' },
    {
      kind: 'missing_credit',
      payload: { outcome: 'upheld', effect: 'credit', ...DEAL, amount: { amount: -1, currency: 'EUR' } },
      code: 'invalid_request',
    },
    { kind: 'missing_credit', payload: { outcome: 'upheld', effect: 'credit' }, code: 'invalid_request' },
    {
      kind: 'missing_credit',
      payload: { outcome: 'upheld', effect: 'credit', ...DEAL, firstYearNet: { amount: 1, currency: 'USD' } },
      code: 'invalid_request',
    },
    { kind: 'declined', payload: {}, code: 'invalid_request' },
  ] as const)('$kind with $payload is refused: $code', ({ kind, payload, code }) => {
    expect(give(opened(kind).state, 'decideCase', payload)).toMatchObject({ refused: { code } });
  });

  it('finance is told when a partner was right about money', () => {
    const { mails } = done(give(opened('late_payment').state, 'decideCase', { outcome: 'upheld', effect: 'none' }));
    expect(mails.map(({ text, receiver }) => [text, receiver])).toEqual([
      ['case_decided', { kind: 'submitter' }],
      ['case_for_finance', { kind: 'user', userId: 'paul' }],
    ]);
  });

  it('taken back, nothing is owed and who had it is told', () => {
    const { state, mails } = done(give(opened().state, 'withdrawCase'));
    expect(state).toMatchObject({ state: 'withdrawn', promises: [{ state: 'cancelled' }, { state: 'cancelled' }] });
    expect(mails.map(({ receiver }) => receiver.kind)).toEqual(['submitter', 'user']);
    expect(nextCaseDeadline(state)).toBeUndefined();
  });

  it('keeps the place in line while it is undecided and after a reinstatement, never after a rejection', () => {
    expect(keepsPlace(opened().state)).toBe(true);
    expect(keepsPlace(opened('missing_credit').state)).toBe(false);
    const rejected = done(give(opened().state, 'decideCase', REJECT)).state;
    expect(keepsPlace(rejected)).toBe(false);
    expect(keepsPlace(done(give(rejected, 'secondLook')).state)).toBe(true);
    expect(keepsPlace(done(give(opened().state, 'decideCase', { outcome: 'upheld', effect: 'reinstate' })).state)).toBe(
      true,
    );
  });

  it('whatever comes in whatever order, what the state does not allow is refused and changes nothing', () => {
    const names = ['answerCase', 'decideCase', 'withdrawCase', 'secondLook'] as const;
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...names)), fc.boolean(), (order, upheld) => {
        let { state } = opened();
        for (const name of order) {
          const payload = upheld ? { outcome: 'upheld', effect: 'none' } : REJECT;
          const answer = give(state, name, payload);
          expect('refused' in answer).toBe(!caseCommandsIn(state.state).includes(name));
          if (!('refused' in answer)) state = answer.state;
          expect(isCaseOver(state.state) && nextCaseDeadline(state) !== undefined).toBe(false);
        }
      }),
    );
  });
});
