import { describe, expect, it } from '@jest/globals';
import { clawBackLine, clawbackOf, deductFromLine } from '../../../domain/commission/clawback.ts';
import type { DecidableLine } from '../../../domain/commission/lineStep.ts';
import { money } from '../../../domain/money.ts';
import { decidableLine } from '../../support/decidableLine.ts';

const at = '2027-01-20T10:00:00.000Z';
/** So much is refunded of a deal of which the line is a tenth. */
const refunded = (amountMinor: bigint) => ({
  deal: 4_800_000n,
  refunds: [{ id: 'rfd_1', amount: money(amountMinor, 'EUR'), refundedOn: '2027-01-19' }],
  window: 'P180D',
  at,
});
const cameBack = (change: Partial<DecidableLine>) => decidableLine({ state: 'returned', ...change });
const movesOf = (line: DecidableLine, amountMinor: bigint) => {
  const step = clawBackLine(line, refunded(amountMinor));
  return step === null
    ? null
    : {
        state: step.state,
        clawed: step.clawed,
        posted: step.journals.map(({ kind, entries: [debit] }) => [kind, debit?.amount.amountMinor]),
      };
};

describe('a line of which netting settled a part, and whose rest the bank sent back', () => {
  it.each([
    {
      refunded: 300_000n,
      line: { netted: { settled: 100_000n, repaid: 0n } },
      state: 'returned',
      clawed: { before: 0n, after: 30_000n },
      posted: [['clawback_paid', 30_000n]],
      why: 'what was settled counts as paid, and is owed back first',
    },
    {
      refunded: 1_000_000n,
      line: { netted: { settled: 100_000n, repaid: 0n } },
      state: 'returned',
      clawed: { before: 0n, after: 100_000n },
      posted: [['clawback_paid', 100_000n]],
      why: 'all of what was settled',
    },
    {
      refunded: 1_500_000n,
      line: { netted: { settled: 100_000n, repaid: 0n } },
      state: 'awaiting_approval',
      clawed: { before: 50_000n, after: 100_000n },
      posted: [
        ['clawback_paid', 100_000n],
        ['clawback_due', 50_000n],
      ],
      why: 'what is more shrinks the line',
    },
    {
      refunded: 500_000n,
      line: { netted: { settled: 100_000n, repaid: 0n }, clawed: { before: 0n, after: 30_000n } },
      state: 'returned',
      clawed: { before: 0n, after: 50_000n },
      posted: [['clawback_paid', 20_000n]],
      why: 'what is owed of it already is asked for once',
    },
    {
      refunded: 500_000n,
      line: { netted: { settled: 0n, repaid: 20_000n }, clawed: { before: 0n, after: 50_000n } },
      state: 'awaiting_approval',
      clawed: { before: 30_000n, after: 20_000n },
      posted: [['clawback_returned', 30_000n]],
      why: 'what the partner has repaid stays repaid',
    },
    {
      refunded: 500_000n,
      line: { netted: { settled: 40_000n, repaid: 20_000n }, clawed: { before: 0n, after: 50_000n } },
      state: 'awaiting_approval',
      clawed: { before: 10_000n, after: 40_000n },
      posted: [['clawback_returned', 10_000n]],
      why: 'the greater of what was settled and what was repaid stays',
    },
    {
      refunded: 4_800_000n,
      line: { netted: { settled: 100_000n, repaid: 0n } },
      state: 'clawed_back',
      clawed: { before: 380_000n, after: 100_000n },
      posted: [
        ['clawback_paid', 100_000n],
        ['clawback_due', 380_000n],
      ],
      why: 'with the whole deal all of it',
    },
  ])('$refunded refunded: $why', ({ refunded: amountMinor, line, state, clawed, posted }) => {
    expect(movesOf(cameBack(line), amountMinor)).toEqual({ state, clawed: { ...clawed, leavesRun: false }, posted });
  });

  it('asks for nothing where what the partner owes is what was settled', () => {
    const line = cameBack({ netted: { settled: 50_000n, repaid: 0n }, clawed: { before: 0n, after: 50_000n } });
    expect(movesOf(line, 500_000n)).toBeNull();
  });
});

describe('a refund', () => {
  it('takes a line out of a run only while that is prepared', () => {
    expect(movesOf(decidableLine({ state: 'in_run', run: 'prepared' }), 500_000n)?.clawed?.leavesRun).toBe(true);
    expect(movesOf(decidableLine(), 500_000n)?.clawed?.leavesRun).toBe(false);
    expect(movesOf(decidableLine({ state: 'paid', run: 'under_way' }), 500_000n)?.clawed?.leavesRun).toBe(false);
  });

  it('of less than adjustments and refunds have taken already takes nothing', () => {
    const taken = { clawed: { before: 100_000n, after: 0n } };
    expect(movesOf(decidableLine(taken), 500_000n)).toBeNull();
    expect(movesOf(decidableLine({ ...taken, state: 'paid' }), 500_000n)).toBeNull();
    const deducted = { clawed: { before: 80_000n, after: 0n }, deducted: { done: 80_000n, proposed: 0n } };
    expect(movesOf(decidableLine(deducted), 480_000n)?.posted).toEqual([['clawback_due', 48_000n]]);
  });

  it('of what a payment earned counts the payment, not the deal', () => {
    const part = { received: 1_000_000n, before: 1_000_000n };
    const line = decidableLine({ part, earned: money(100_000n, 'EUR'), amount: money(100_000n, 'EUR') });
    expect(movesOf(line, 1_000_000n)).toBeNull();
    expect(movesOf(line, 1_250_000n)?.posted).toEqual([['clawback_due', 25_000n]]);
  });

  it('counts by its day: at the end of the window still, a millisecond later not any more', () => {
    const accrued = (accruedAt: string) => decidableLine({ accruedAt });
    const late = { ...refunded(480_000n), window: 'P30D' };
    expect(clawBackLine(accrued('2026-12-20T00:00:00.000Z'), late)?.clawed?.before).toBe(48_000n);
    expect(clawBackLine(accrued('2026-12-19T23:59:59.999Z'), late)).toBeNull();
  });

  it('says in the timeline what was taken and what is left, and tells who handed the referral in', () => {
    expect(clawBackLine(decidableLine(), refunded(1_200_000n))).toMatchObject({
      rejectReason: null,
      frozenFor: [],
      freezeReason: null,
      approval: null,
      events: [
        {
          at,
          type: 'commission.clawed_back',
          actor: { kind: 'system', id: 'refund' },
          source: 'story',
          public: {
            commissionId: 'com_1',
            amount: { amount: 120_000, currency: 'EUR' },
            state: 'awaiting_approval',
            leftMinor: 360_000,
          },
        },
      ],
      mails: [{ text: 'commission_clawed_back', receiver: { kind: 'submitter' }, facts: { currency: 'EUR' } }],
    });
  });

  it('frees a line that goes on, and keeps the reason of one that stands still', () => {
    const stopped = { state: 'frozen', frozenFor: ['finance'], freezeReason: 'disputed' } as const;
    expect(clawBackLine(decidableLine(stopped), refunded(480_000n))).toMatchObject(stopped);
    expect(clawBackLine(decidableLine(stopped), refunded(4_800_000n))).toMatchObject({
      frozenFor: [],
      freezeReason: null,
    });
  });

  it.each([
    { kind: 'adjustment', why: 'people agreed to it' },
    { kind: 'qualified_lead_bonus', why: 'the introduction was made' },
  ])('takes nothing of a $kind: $why', ({ kind }) => {
    expect(clawbackOf({ kind, earned: 100n, refunded: 100n, deal: 100n })).toBe(0n);
  });

  it.each([0n, -1n])('of %s takes nothing, and no deal of nothing has a share', (amount) => {
    expect(clawbackOf({ kind: 'deal_percent', earned: 100n, refunded: amount, deal: 100n })).toBe(0n);
    expect(clawbackOf({ kind: 'tier_bonus', earned: 100n, refunded: 100n, deal: amount })).toBe(0n);
  });
});

it('what an adjustment takes is told as an adjustment, by who gave the last approval', () => {
  const by = { actor: { kind: 'user', id: 'ines' }, source: 'api', what: 'adjusted' } as const;
  const taken = { amount: money(80_000n, 'EUR'), occasion: 'com_2', at, by };
  expect(deductFromLine(decidableLine(), taken)).toMatchObject({
    clawed: { before: 80_000n, after: 0n },
    journals: [{ kind: 'clawback_due', key: 'clawback_due:com_1:com_2' }],
    events: [{ type: 'commission.adjusted', actor: by.actor, source: 'api' }],
    mails: [{ text: 'commission_adjusted', receiver: { kind: 'submitter' } }],
  });
});
