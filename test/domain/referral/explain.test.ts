import { describe, expect, it } from '@jest/globals';
import { nextStepOf } from '../../../domain/referral/explain.ts';
import { deadlinesOf } from '../../../domain/referral/deadlines.ts';
import { STAGES, hasEnded, isOpen } from '../../../domain/referral/stages.ts';
import type { Stage } from '../../../domain/referral/stages.ts';
import { firstState } from '../../../domain/referral/storyState.ts';
import type { StoryState } from '../../../domain/referral/storyState.ts';
import { DAY_MS } from '../../../domain/duration.ts';
import { defaultPolicy } from '../../../domain/policy.ts';
import { startClock } from '../../../domain/sla/clocks.ts';
import { sentenceFor } from '../../../domain/texts/sentence.ts';

const AT = Date.parse('2026-11-24T12:00:00.000Z');
const HOUR_MS = 3_600_000;
const CLOCKS = startClock(startClock([], { kind: 'acknowledge', startedAt: AT, dueAt: AT + 4 * HOUR_MS }), {
  kind: 'first_contact',
  startedAt: AT,
  dueAt: AT + 24 * HOUR_MS,
});

const stateIn = (stage: Stage, changes: Partial<StoryState> = {}): StoryState => ({
  ...firstState(AT, CLOCKS, AT + 90 * DAY_MS),
  stage,
  ownerId: 'usr_nora',
  waitingUntil: stage === 'waitlisted' ? AT + 180 * DAY_MS : null,
  position: stage === 'waitlisted' ? 2 : null,
  outcome: hasEnded(stage)
    ? {
        reasonCode: 'no_need',
        at: new Date(AT).toISOString(),
        againFrom: null,
        contestUntil: null,
        tailUntil: null,
        from: 'contacted',
      }
    : null,
  ...changes,
});

describe('why, what next, who and by when', () => {
  it.each([...STAGES])('%s says all of it, and both readers get a sentence', (stage) => {
    const next = nextStepOf(stateIn(stage));
    expect(next.who === null).toBe(hasEnded(stage));
    expect(next.action === 'none').toBe(hasEnded(stage));
    for (const reader of ['partner', 'internal'] as const) {
      const sentence = sentenceFor({ next, reader, language: 'en', names: { owner: 'Nora' }, number: 'R-7K2M-94' });
      expect(sentence.length).toBeGreaterThan(10);
      expect(sentence).not.toMatch(/undefined|null|NaN|\{|usr_/);
    }
  });

  it.each([
    { state: stateIn('accepted', { unassigned: true }), situation: 'unassigned', action: 'assign' },
    {
      state: stateIn('accepted', { lastAttempt: { at: AT, channel: 'phone' }, attempts: 1 }),
      situation: 'attempted',
      action: 'contact',
    },
    {
      state: stateIn('accepted', { clocks: CLOCKS.map((clock) => ({ ...clock, state: 'breached' as const })) }),
      situation: 'late',
      action: 'contact',
    },
    {
      state: stateIn('in_review', { clocks: CLOCKS.map((clock) => ({ ...clock, state: 'breached' as const })) }),
      situation: 'late',
      action: 'review',
    },
  ])('$situation asks for $action', ({ state, situation, action }) => {
    expect(nextStepOf(state)).toMatchObject({ situation, action });
  });

  it('contacted: says when they were spoken to, however often the stage began anew', () => {
    const spokenAt = AT - 86_400_000;
    expect(nextStepOf(stateIn('contacted', { stageSince: AT, spokenAt })).facts).toMatchObject({
      at: new Date(spokenAt).toISOString(),
    });
  });

  it.each([
    { missedBy: undefined, handedOver: 0 },
    { missedBy: ['usr_before'], handedOver: 1 },
    { missedBy: ['usr_before', 'usr_now'], handedOver: 0 },
  ])('late: missed by $missedBy, with usr_now', ({ missedBy, handedOver }) => {
    const clocks = CLOCKS.map((clock) => ({
      ...clock,
      state: 'breached' as const,
      ...(missedBy === undefined ? {} : { missedBy }),
    }));
    expect(nextStepOf(stateIn('accepted', { clocks, ownerId: 'usr_now' })).facts).toMatchObject({ handedOver });
  });
});

describe('what happens by itself', () => {
  const policy = defaultPolicy('EUR');

  it.each([...STAGES])('%s: nothing where nothing is open but money', (stage) => {
    const deadlines = deadlinesOf(stateIn(stage), policy);
    expect(deadlines.length > 0).toBe(isOpen(stage));
    expect(deadlines.map(({ at }) => at)).toEqual(deadlines.map(({ at }) => at).sort((one, other) => one - other));
  });

  it('is the hold of each line and the window for clawbacks once it is won', () => {
    const line = {
      commissionId: 'com_1',
      state: 'holding' as const,
      payableFrom: new Date(AT + 30 * DAY_MS).toISOString(),
      amount: { amount: 1, currency: 'EUR' },
      contentHash: 'h',
      approvals: 0,
      approvalsRequired: 1,
    };
    const state = stateIn('won', {
      lines: [
        line,
        { ...line, commissionId: 'com_2', state: 'paid' },
        {
          ...line,
          commissionId: 'com_3',
          state: 'waiting_trigger',
          paymentsUntil: new Date(AT + 90 * DAY_MS).toISOString(),
        },
      ],
      clawbackUntil: AT + 180 * DAY_MS,
    });
    expect(deadlinesOf(state, policy)).toEqual([
      { kind: 'hold_ends', at: AT + 30 * DAY_MS, commissionId: 'com_1' },
      { kind: 'payments_end', at: AT + 90 * DAY_MS },
      { kind: 'clawback_ends', at: AT + 180 * DAY_MS },
    ]);
  });

  it('is one reminder after the other, each once', () => {
    const kinds = (remindersSent: number) =>
      deadlinesOf(stateIn('contacted', { clocks: [], remindersSent }), policy).map(({ kind, at }) => [
        kind,
        (at - AT) / DAY_MS,
      ]);
    expect(kinds(0)).toEqual([
      ['expiry_reminder', 76],
      ['expiry', 90],
    ]);
    expect(kinds(1)).toEqual([
      ['expiry_reminder', 87],
      ['expiry', 90],
    ]);
    expect(kinds(2)).toEqual([['expiry', 90]]);
  });
});
