import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DAY_MS } from '../../../domain/duration.ts';
import { defaultPolicy } from '../../../domain/policy.ts';
import {
  EXTENSIONS_MAX,
  NO_EXTENSION,
  extended,
  isDecisionLate,
  remindersBehind,
  waitsForDecision,
  whyNoRequest,
} from '../../../domain/referral/extension.ts';

const policy = defaultPolicy('EUR');
const HOUR_MS = 3_600_000;
const promised = { dueAt: 100, rungs: [50, 100, 150, 250], stepsDone: 0 };
const asked = { days: 30, reasonCode: 'decision_pending', askedAt: 0, ...promised };

describe('asking for more time', () => {
  it.each([
    { extension: NO_EXTENSION, code: undefined, why: 'the first' },
    { extension: { request: null, granted: 1 }, code: undefined, why: 'the second' },
    { extension: { request: asked, granted: 0 }, code: 'extension_pending', why: 'one at a time' },
    { extension: { request: null, granted: EXTENSIONS_MAX }, code: 'extension_limit', why: 'at most twice' },
  ])('$why: $code', ({ extension, code }) => {
    expect(whyNoRequest(extension)?.code).toBe(code);
  });

  it('adds the days to the present end, whenever it is decided', () => {
    expect(extended({ expiresAt: 90 * DAY_MS, days: 30 })).toBe(120 * DAY_MS);
  });
});

describe('a request that nobody has decided at the end', () => {
  it('holds the end for the time of an answer at least', () => {
    expect(waitsForDecision({ askedAt: 0, now: 60_000, policy })).toBe(60_000 + 4 * HOUR_MS);
  });

  it('is our delay: the end moves by as long as the partner has waited', () => {
    expect(waitsForDecision({ askedAt: 0, now: 5 * DAY_MS, policy })).toBe(10 * DAY_MS);
  });

  it('never lets a registration end in the past', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (askedAt, later) => {
        expect(waitsForDecision({ askedAt, now: askedAt + later, policy })).toBeGreaterThan(askedAt + later);
      }),
    );
  });
});

describe('the promise of a decision', () => {
  it.each([
    { stepsDone: 0, late: false, why: 'nothing has happened' },
    { stepsDone: 1, late: false, why: 'a reminder is no miss' },
    { stepsDone: 2, late: true, why: 'its time is over' },
    { stepsDone: 4, late: true, why: 'and stays so' },
  ])('$stepsDone rungs climbed, late: $late ($why)', ({ stepsDone, late }) => {
    expect(isDecisionLate({ ...asked, stepsDone })).toBe(late);
  });
});

describe('reminders after the end has moved', () => {
  const behind = (expiresAt: number, now: number) => remindersBehind({ startedAt: 0, expiresAt, now, policy });
  it.each([
    { now: 80, expiresAt: 120, expected: 0, why: 'both are still to come, though one was sent for the old end' },
    { now: 89, expiresAt: 97, expected: 1, why: 'the one of 14 days would lie in the past' },
    { now: 89, expiresAt: 91, expected: 2, why: 'none fits any more' },
  ])('day $now, end $expiresAt: $expected ($why)', ({ now, expiresAt, expected }) => {
    expect(behind(expiresAt * DAY_MS, now * DAY_MS)).toBe(expected);
  });
});
