import { describe, expect, it } from '@jest/globals';
import {
  COMMISSION_STATES,
  COMMISSION_TRANSITIONS,
  isDecidable,
  isFinal,
  isRejectable,
  stateBeforeRun,
} from '../../../domain/commission/states.ts';
import { contentText } from '../../../domain/commission/content.ts';
import { money } from '../../../domain/money.ts';

describe('the states of a line', () => {
  it('are all reached from the first', () => {
    const reached = new Set(['waiting_trigger']);
    for (const state of reached) {
      for (const next of COMMISSION_TRANSITIONS[state as (typeof COMMISSION_STATES)[number]]) reached.add(next);
    }
    expect([...reached].sort()).toEqual([...COMMISSION_STATES].sort());
  });

  it('end where they are final; what is paid may still be taken back, and the bank may send it back', () => {
    expect(COMMISSION_STATES.filter(isFinal)).toEqual(
      COMMISSION_STATES.filter((state) =>
        COMMISSION_TRANSITIONS[state].every((next) => next === 'returned' || next === 'clawed_back'),
      ),
    );
  });

  it('can be rejected where a rejection may follow, but not while the line stands still, and approved there once it has accrued', () => {
    const rejectable = COMMISSION_STATES.filter((state) => COMMISSION_TRANSITIONS[state].includes('rejected'));
    expect([...COMMISSION_STATES.filter(isRejectable), 'frozen'].sort()).toEqual([...rejectable].sort());
    expect([...COMMISSION_STATES.filter(isDecidable), 'waiting_trigger'].sort()).toEqual(
      COMMISSION_STATES.filter(isRejectable).sort(),
    );
  });

  it.each([
    {
      holdOver: false,
      approvals: 2,
      approvalsRequired: 1,
      expected: 'holding',
      why: 'approval may come first; the hold still counts',
    },
    {
      holdOver: true,
      approvals: 0,
      approvalsRequired: 1,
      expected: 'awaiting_approval',
      why: 'the hold alone is not enough',
    },
    {
      holdOver: true,
      approvals: 1,
      approvalsRequired: 2,
      expected: 'awaiting_approval',
      why: 'one of two is not enough',
    },
    { holdOver: true, approvals: 2, approvalsRequired: 2, expected: 'approved', why: 'both conditions are met' },
    {
      holdOver: true,
      approvals: 5,
      approvalsRequired: null,
      expected: 'awaiting_approval',
      why: 'without a threshold nothing is approved',
    },
  ])('$expected: $why', ({ expected, ...conditions }) => {
    expect(stateBeforeRun(conditions)).toBe(expected);
  });
});

describe('the content that is approved', () => {
  const line = { amount: money(480_000n, 'EUR'), payeeFingerprint: null, planVersionId: 'pv_1' };

  it('has one canonical text', () => {
    expect(contentText(line)).toBe('commission/1\n480000\nEUR\n\npv_1');
  });

  it.each([
    { ...line, amount: money(480_001n, 'EUR') },
    { ...line, amount: money(480_000n, 'USD') },
    { ...line, payeeFingerprint: 'f' },
    { ...line, planVersionId: 'pv_2' },
  ])('is another text when anything in it changes (%#)', (other) => {
    expect(contentText(other)).not.toBe(contentText(line));
  });
});
