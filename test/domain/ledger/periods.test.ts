import { describe, expect, it } from '@jest/globals';
import { isPeriod, mayClose, mayPropose, nextPeriod, periodOf } from '../../../domain/ledger/periods.ts';

describe('a month of the books', () => {
  it.each([
    { text: '2026-12', is: true },
    { text: '2026-13', is: false },
    { text: '2026-00', is: false },
    { text: '26-12', is: false },
    { text: '2026-12-01', is: false },
  ])('$text: $is', ({ text, is }) => {
    expect(isPeriod(text)).toBe(is);
  });

  it('is that of UTC, to the last millisecond', () => {
    expect(periodOf(new Date('2026-12-31T23:59:59.999Z'))).toBe('2026-12');
    expect(periodOf(new Date('2027-01-01T00:30:00+01:00'))).toBe('2026-12');
  });

  it('is followed by the next, over the turn of the year too', () => {
    expect([nextPeriod('2026-09'), nextPeriod('2026-11'), nextPeriod('2026-12')]).toEqual([
      '2026-10',
      '2026-12',
      '2027-01',
    ]);
  });
});

describe('closing a month', () => {
  const now = new Date('2027-02-03T09:00:00Z');
  const open = { closing: null, closedThrough: null, now };

  it.each([
    { args: { ...open, period: '2027-01' }, refused: null, why: 'it is over' },
    { args: { ...open, period: '2025-06' }, refused: null, why: 'the first may be any that is over' },
    { args: { ...open, period: '2027-01', closedThrough: '2026-12' }, refused: null, why: 'it is the next' },
    { args: { ...open, period: '2027-02' }, refused: 'date_out_of_range', why: 'it still runs' },
    { args: { ...open, period: '2027-03' }, refused: 'date_out_of_range', why: 'it has not begun' },
    {
      args: { ...open, period: '2027-01', closedThrough: '2026-11' },
      refused: 'date_out_of_range',
      why: 'December comes first',
    },
    {
      args: { ...open, period: '2026-10', closedThrough: '2026-11' },
      refused: 'date_out_of_range',
      why: 'it lies before a closed one',
    },
    {
      args: { ...open, period: '2027-01', closing: { proposedBy: 'a', closedBy: null } },
      refused: 'already_exists',
      why: 'it is proposed already',
    },
    {
      args: { ...open, period: '2027-01', closing: { proposedBy: 'a', closedBy: 'b' } },
      refused: 'not_allowed_in_state',
      why: 'it is closed already',
    },
  ])('is proposed or refused ($refused): $why', ({ args, refused }) => {
    expect(mayPropose(args)?.refused ?? null).toBe(refused);
  });

  it.each([
    { closing: null, refused: 'not_found', why: 'nobody has proposed it' },
    { closing: { proposedBy: 'a', closedBy: null }, refused: null, why: 'another person has' },
    { closing: { proposedBy: 'b', closedBy: null }, refused: 'separation_of_duties', why: 'the same person has' },
    { closing: { proposedBy: 'a', closedBy: 'c' }, refused: 'not_allowed_in_state', why: 'it is closed for good' },
  ])('is confirmed by another person ($refused): $why', ({ closing, refused }) => {
    const order = { closedThrough: '2026-12', earliestProposed: '2027-01' };
    expect(mayClose({ period: '2027-01', closing, ...order, userId: 'b' })?.refused ?? null).toBe(refused);
  });

  it.each([
    { period: '2026-11', closedThrough: null, earliestProposed: '2026-09', next: '2026-09' },
    { period: '2026-11', closedThrough: '2026-09', earliestProposed: '2026-11', next: '2026-10' },
    { period: '2026-09', closedThrough: null, earliestProposed: '2026-09', next: null },
    { period: '2026-10', closedThrough: '2026-09', earliestProposed: '2026-10', next: null },
  ])(
    'is confirmed in its order: $period with $closedThrough closed, $earliestProposed proposed',
    ({ next, ...order }) => {
      const refusal = mayClose({ ...order, closing: { proposedBy: 'a', closedBy: null }, userId: 'b' });
      expect(refusal).toEqual(
        next === null ? null : { refused: 'date_out_of_range', why: `The next month to close is ${next}.` },
      );
    },
  );
});
