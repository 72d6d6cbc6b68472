import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { clawBackLine, clawbackOf, type Refunded } from '../../../domain/commission/clawback.ts';
import type { DecidableLine } from '../../../domain/commission/lineStep.ts';
import type { DealRefund } from '../../../domain/commission/refunds.ts';
import { money } from '../../../domain/money.ts';
import { decidableLine } from '../../support/decidableLine.ts';
import { runs } from '../../support/runs.ts';

const at = '2027-01-20T10:00:00.000Z';
const line = decidableLine();
const refund = (amountMinor: bigint, id = 'rfd_1', refundedOn = '2027-01-19'): DealRefund => ({
  id,
  amount: money(amountMinor, 'EUR'),
  refundedOn,
});
const after = (refunds: DealRefund[], change: Partial<Refunded> = {}): Refunded => ({
  deal: 4_800_000n,
  refunds,
  window: 'P180D',
  at,
  ...change,
});

it('a refund after the window of the first payment is still of that payment, and takes nothing of a later one', () => {
  const first: DecidableLine = { ...line, earned: money(10_000n, 'EUR'), part: { received: 100_000n, before: 0n } };
  const second: DecidableLine = {
    ...first,
    accruedAt: '2027-06-01T12:00:00.000Z',
    part: { received: 100_000n, before: 100_000n },
  };
  const takenOf = (one: DecidableLine, refunded: bigint) =>
    clawBackLine(one, after([refund(refunded, 'rfd_1', '2027-07-20')], { deal: 200_000n }))?.clawed?.before ?? 0n;
  expect([takenOf(first, 100_000n), takenOf(second, 100_000n)]).toEqual([0n, 0n]);
  expect([takenOf(first, 150_000n), takenOf(second, 150_000n)]).toEqual([0n, 5_000n]);
});

describe('the share that is taken back', () => {
  it.each([
    { earned: 480_000n, refunded: 1_200_000n, deal: 4_800_000n, expected: 120_000n, why: 'a quarter of the deal' },
    { earned: 480_000n, refunded: 4_800_000n, deal: 4_800_000n, expected: 480_000n, why: 'all of it' },
    { earned: 480_000n, refunded: 9_999_999n, deal: 4_800_000n, expected: 480_000n, why: 'never more than was earned' },
    { earned: 1n, refunded: 1n, deal: 2n, expected: 1n, why: 'half a unit rounds up' },
    { earned: 1n, refunded: 1n, deal: 3n, expected: 0n, why: 'less than half rounds down' },
    { earned: 480_000n, refunded: 0n, deal: 4_800_000n, expected: 0n, why: 'nothing was refunded' },
    { earned: 480_000n, refunded: 5n, deal: 0n, expected: 0n, why: 'a deal of nothing has no shares' },
  ])('is $expected: $why', ({ expected, ...amounts }) => {
    expect(clawbackOf({ kind: 'deal_percent', ...amounts })).toBe(expected);
  });

  it.each(['spiff', 'tier_bonus'])('is none of a %s, which goes back whole with the whole deal', (kind) => {
    const deal = { kind, earned: 50_000n, deal: 4_800_000n };
    expect(clawbackOf({ ...deal, refunded: 4_799_999n })).toBe(0n);
    expect(clawbackOf({ ...deal, refunded: 4_800_000n })).toBe(50_000n);
  });
});

describe('a line whose deal is refunded', () => {
  it('shrinks before it is paid, wants its approvals anew, and leaves the run that waits for its release', () => {
    expect(clawBackLine({ ...line, state: 'in_run', run: 'prepared' }, after([refund(1_200_000n)]))).toMatchObject({
      state: 'awaiting_approval',
      clawed: { before: 120_000n, after: 0n, leavesRun: true },
      journals: [{ kind: 'clawback_due', key: 'clawback_due:com_1:rfd_1' }],
      mails: [{ text: 'commission_clawed_back', facts: { amountMinor: 120_000, leftMinor: 360_000, paid: 0 } }],
    });
  });

  it('is taken out of what is pending while its hold runs, and stays stopped where it was', () => {
    const held = { ...line, state: 'holding' as const, holdOver: false };
    expect(clawBackLine(held, after([refund(1_200_000n)]))).toMatchObject({
      state: 'holding',
      journals: [{ kind: 'clawback_pending' }],
    });
    const stopped = { ...held, state: 'frozen' as const, frozenFor: ['finance'], freezeReason: 'why' };
    expect(clawBackLine(stopped, after([refund(1_200_000n)]))).toMatchObject({
      state: 'frozen',
      frozenFor: ['finance'],
      freezeReason: 'why',
    });
  });

  it.each([
    { state: 'paid' as const, run: 'under_way' as const, left: 'paid', all: 'clawed_back' },
    { state: 'in_run' as const, run: 'under_way' as const, left: 'in_run', all: 'in_run' },
  ])('that is $state is owed back, and its content stays what was approved', ({ state, run, left, all }) => {
    const paid = { ...line, state, run };
    expect(clawBackLine(paid, after([refund(1_200_000n)]))).toMatchObject({
      state: left,
      clawed: { before: 0n, after: 120_000n, leavesRun: false },
      journals: [{ kind: 'clawback_paid' }],
      mails: [{ facts: { leftMinor: 480_000, paid: 1 } }],
    });
    expect(clawBackLine(paid, after([refund(4_800_000n)]))?.state).toBe(all);
  });

  it('in full is gone, and frees what had stopped it', () => {
    const stopped = { ...line, state: 'frozen' as const, frozenFor: ['finance'] };
    expect(clawBackLine(stopped, after([refund(4_800_000n)]))).toMatchObject({ state: 'clawed_back', frozenFor: [] });
  });

  it('in full while it was on its way is gone once it is paid, without another posting or mail', () => {
    const arrived = { ...line, state: 'paid' as const, clawed: { before: 0n, after: 480_000n } };
    expect(clawBackLine(arrived, after([refund(4_800_000n)]))).toMatchObject({
      state: 'clawed_back',
      journals: [],
      mails: [],
    });
  });

  it('that the bank sent back owes nothing any more and shrinks instead, together with what was refunded since', () => {
    const cameBack = { ...line, state: 'returned' as const, clawed: { before: 0n, after: 120_000n } };
    expect(clawBackLine(cameBack, after([refund(1_200_000n), refund(1_200_000n, 'rfd_2')]))).toMatchObject({
      state: 'awaiting_approval',
      clawed: { before: 240_000n, after: 0n },
      journals: [
        { kind: 'clawback_returned', entries: [{ amount: { amountMinor: 120_000n } }, {}] },
        { kind: 'clawback_due', entries: [{ amount: { amountMinor: 120_000n } }, {}] },
      ],
    });
    expect(clawBackLine(cameBack, after([refund(1_200_000n)]))).toMatchObject({
      clawed: { before: 120_000n, after: 0n },
      journals: [{ kind: 'clawback_returned' }],
      mails: [],
    });
  });

  it('counts only what was refunded inside the window, its last day included', () => {
    const inTime = after([refund(1_200_000n, 'rfd_1', '2027-06-12'), refund(1_200_000n, 'rfd_2', '2027-06-13')]);
    expect(clawBackLine(line, inTime)?.clawed?.before).toBe(120_000n * 2n);
    expect(clawBackLine(line, after([refund(1_200_000n, 'rfd_1', '2027-06-14')]))).toBeNull();
  });

  it.each(['rejected', 'clawed_back', 'waiting_trigger'] as const)('that is %s owes nothing', (state) => {
    expect(clawBackLine({ ...line, state }, after([refund(4_800_000n)]))).toBeNull();
  });

  it('asks for nothing twice', () => {
    const shrunk = { ...line, amount: money(360_000n, 'EUR'), clawed: { before: 120_000n, after: 0n } };
    expect(clawBackLine(shrunk, after([refund(1_200_000n)]))).toBeNull();
  });
});

describe('whatever is refunded, in whatever order, before and after the payment', () => {
  const RUNS = 100_000;

  /** Refunds arrive one by one, some at once, and the payment somewhere between them. */
  function told(earned: bigint, deal: bigint, parts: readonly bigint[], paidAfter: number) {
    let now: DecidableLine = { ...line, earned: money(earned, 'EUR'), amount: money(earned, 'EUR') };
    let posted = 0n;
    parts.forEach((_, index) => {
      if (index === paidAfter && now.state !== 'clawed_back') now = { ...now, state: 'paid', run: 'under_way' };
      const refunds = parts.slice(0, index + 1).map((part, place) => refund(part, `rfd_${String(place)}`));
      const step = clawBackLine(now, after(refunds, { deal }));
      if (step === null) return;
      for (const { entries } of step.journals) posted += entries[0]?.amount.amountMinor ?? 0n;
      const { before, after: reclaimed } = step.clawed ?? now.clawed;
      const clawed = { before, after: reclaimed };
      now = { ...now, state: step.state, clawed, amount: money(earned - before, 'EUR') };
    });
    return { now, posted };
  }

  it(`never takes more than was earned, comes to one total, and posts exactly that (${String(RUNS)} orders)`, () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 10_000_000n }),
        fc.array(fc.bigInt({ min: 1n, max: 3_000_000n }), { minLength: 1, maxLength: 6 }),
        fc.bigInt({ min: 0n, max: 5_000_000n }),
        fc.nat({ max: 7 }),
        (earned, parts, rest, paidAfter) => {
          const refunded = parts.reduce((total, part) => total + part, 0n);
          const deal = refunded + rest;
          const forth = told(earned, deal, parts, paidAfter);
          const back = told(earned, deal, [...parts].reverse(), 7 - paidAfter);
          const total = clawbackOf({ kind: line.kind, earned, refunded, deal });
          for (const { now, posted } of [forth, back]) {
            if (now.clawed.before + now.clawed.after !== total || posted !== total || total > earned) return false;
            if ((total === earned) !== (now.state === 'clawed_back')) return false;
          }
          return true;
        },
      ),
      { numRuns: runs(RUNS) },
    );
  });
});
