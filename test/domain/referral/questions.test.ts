import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { endBySilence, mayPauseFor, notePause, reminderOf } from '../../../domain/referral/questions.ts';
import type { Pauses } from '../../../domain/referral/questions.ts';
import { reasonRule } from '../../../domain/referral/reasons.ts';
import { STAGES, hasOpportunity, isOpen, mayFollow } from '../../../domain/referral/stages.ts';

const OPEN = STAGES.filter(isOpen);

describe('a question to the partner', () => {
  it('stops our clocks twice in each stage, however many are asked and in whatever order', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...OPEN), { maxLength: 60 }), (asked) => {
        let pauses: Pauses = {};
        const paused = asked.filter((stage) => {
          const pausing = mayPauseFor('asked', stage, pauses);
          if (pausing) pauses = notePause(stage, pauses);
          return pausing;
        });
        for (const stage of OPEN) {
          const times = asked.filter((each) => each === stage).length;
          expect(paused.filter((each) => each === stage)).toHaveLength(Math.min(times, 2));
        }
      }),
    );
  });

  it.each(['wrong_details', 'refused'] as const)('that asks itself (%s) stops none', (kind) => {
    expect(mayPauseFor(kind, 'accepted', {})).toBe(false);
  });

  it('reminds between asking and the end, at half of the time', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e12 }), fc.integer({ min: 2, max: 1e10 }), (askedAt, lengthMs) => {
        const question = { id: 'q', kind: 'asked', askedAt, answerBy: askedAt + lengthMs } as const;
        const at = reminderOf({ ...question, reminded: false });
        expect(at).toBeGreaterThan(askedAt);
        expect(at).toBeLessThan(question.answerBy);
      }),
    );
  });

  it.each(OPEN)('left without an answer in %s ends exactly what the reason says it can end', (stage) => {
    const end = endBySilence('asked', stage);
    const validIn = reasonRule('expired', 'no_answer')?.validIn ?? [];
    expect(end?.reasonCode).toBe(validIn.includes(stage) ? 'no_answer' : undefined);
    if (end !== undefined) expect(mayFollow(stage, end.stage)).toBe(true);
  });

  it('ends nothing from qualified on, nor while the check runs, where nobody can ask', () => {
    const left = OPEN.filter((stage) => endBySilence('asked', stage) === undefined);
    expect(left).toEqual(['submitted', 'qualified', ...OPEN.filter(hasOpportunity)]);
  });

  it('after a refusal it is the prospect’s no that stays, not the partner’s silence', () => {
    expect(endBySilence('refused', 'accepted')).toEqual({ stage: 'disqualified', reasonCode: 'prospect_objected' });
    expect(endBySilence('wrong_details', 'accepted')).toEqual({ stage: 'expired', reasonCode: 'no_answer' });
  });
});
