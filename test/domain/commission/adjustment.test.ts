import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  ADJUSTMENT_MINOR_MAX,
  leftOf,
  proposeAdjustment,
  takeEffect,
  type AdjustCommand,
} from '../../../domain/commission/adjustment.ts';
import { clawBackLine } from '../../../domain/commission/clawback.ts';
import { decideOnLine, takeBackLines } from '../../../domain/commission/decideLine.ts';
import type { DecidableLine, LineStep } from '../../../domain/commission/lineStep.ts';
import { recompute } from '../../../domain/commission/recompute.ts';
import { money } from '../../../domain/money.ts';
import { decidableLine } from '../../support/decidableLine.ts';
import { runs } from '../../support/runs.ts';

const at = '2027-01-20T10:00:00.000Z';
const PAUL = { userId: 'paul', roles: ['finance_preparer'], active: true };
const INES = { userId: 'ines', roles: ['finance_approver'], active: true };
const line = {
  ...decidableLine({ state: 'approved', approvedBy: ['ines'] }),
  planVersionId: 'pv_1',
  ruleIndex: 0,
};

const asked = (amount: number, currency = 'EUR'): AdjustCommand => ({
  name: 'adjust',
  commandId: 'cmd_1',
  actor: { kind: 'user', id: 'paul' },
  source: 'api',
  payload: { commissionId: 'com_1', amount: { amount, currency }, reasonCode: 'wrong_base' },
});
const propose = (amount: number, change: Partial<DecidableLine> = {}) =>
  proposeAdjustment({ ...line, ...change }, PAUL, asked(amount), { id: 'com_2', at });

/** The line of a proposal to take something, as the database has it. */
const deduction = (amountMinor: bigint): DecidableLine => ({
  ...line,
  commissionId: 'com_2',
  kind: 'adjustment',
  state: 'awaiting_approval',
  amount: money(amountMinor, 'EUR'),
  earned: money(amountMinor, 'EUR'),
  approvedBy: [],
  exclusions: [{ userId: 'paul', reason: 'proposed_adjustment' }],
  adjustment: { adjusts: 'com_1', reduces: true },
  adjustable: false,
});
const proposed = (done: bigint, open: bigint): Partial<DecidableLine> => ({ deducted: { done, proposed: open } });

describe('an adjustment that adds', () => {
  it('is owed at once, excludes who proposed it, and its amount follows from its explanation', () => {
    const made = propose(12_000);
    expect(made).toMatchObject({
      proposal: {
        reduces: false,
        amount: money(12_000n, 'EUR'),
        exclusions: [{ userId: 'paul', reason: 'proposed_adjustment' }],
        journals: [{ kind: 'accrued' }, { kind: 'hold_over' }],
        event: { type: 'commission.adjustment_proposed', reasonCode: 'wrong_base' },
      },
    });
    if ('proposal' in made) expect(recompute(made.proposal.explanation)).toEqual(money(12_000n, 'EUR'));
  });

  it.each([
    { amount: 0, why: 'nothing' },
    { amount: Number(ADJUSTMENT_MINOR_MAX) + 1, why: 'more than is allowed' },
  ])('of $why is refused', ({ amount }) => {
    expect(propose(amount)).toMatchObject({ refused: { code: 'adjustment_out_of_range' } });
  });

  it('in another currency is refused', () => {
    const usd = proposeAdjustment(line, PAUL, asked(1, 'USD'), { id: 'com_2', at });
    expect(usd).toEqual({ refused: { code: 'currency_differs', facts: { currency: 'EUR' } } });
  });

  it('is not proposed by who only approves, nor for a line that cannot be adjusted', () => {
    const byInes = proposeAdjustment(line, INES, asked(1), { id: 'com_2', at });
    expect(byInes).toEqual({ refused: { code: 'forbidden', facts: { who: 'ines', why: 'not_proposer' } } });
    expect(propose(1, { adjustable: false })).toMatchObject({ refused: { code: 'not_allowed_in_state' } });
  });

  it('loses nothing by a refund', () => {
    const added = { ...line, kind: 'adjustment', adjustment: { adjusts: 'com_0', reduces: false } };
    const refunds = [{ id: 'rfd_1', amount: money(4_800_000n, 'EUR'), refundedOn: '2027-01-19' }];
    expect(clawBackLine(added, { deal: 4_800_000n, refunds, window: 'P180D', at })).toBeNull();
  });
});

describe('an adjustment that takes', () => {
  it('changes nothing before its approval', () => {
    expect(propose(-480_000)).toMatchObject({
      proposal: { reduces: true, amount: money(480_000n, 'EUR'), journals: [] },
    });
  });

  it.each([
    { change: {}, amount: -480_001, why: 'than was earned' },
    { change: { clawed: { before: 100_000n, after: 0n } }, amount: -380_001, why: 'than refunds have left' },
    { change: proposed(0n, 400_000n), amount: -80_001, why: 'than other proposals leave' },
    { change: { state: 'rejected' as const }, amount: -1, why: 'than nothing' },
  ])('more $why is refused', ({ change, amount }) => {
    expect(propose(amount, change)).toMatchObject({ refused: { code: 'adjustment_out_of_range' } });
  });

  const approve = (one: DecidableLine, who = 'ines') =>
    decideOnLine(
      one,
      { ...INES, userId: who },
      {
        name: 'approveCommission',
        commandId: 'cmd_2',
        actor: { kind: 'user', id: who },
        source: 'api',
        payload: { commissionId: 'com_2', contentHash: 'h1' },
      },
      at,
    );
  const by = { actor: { kind: 'user', id: 'ines' }, source: 'api', at } as const;

  it('is over with its last approval, and not with an earlier one', () => {
    expect(approve(deduction(100_000n))).toMatchObject({
      step: { state: 'clawed_back', clawed: { before: 100_000n, after: 0n }, journals: [], mails: [] },
    });
    const two = { ...deduction(100_000n), approvalsRequired: 2 };
    expect(approve(two)).toMatchObject({ step: { state: 'awaiting_approval' } });
    expect(approve({ ...two, approvedBy: ['viktor'] })).toMatchObject({ step: { state: 'clawed_back' } });
  });

  it('is not approved by who proposed it', () => {
    const clara = { ...deduction(1n), exclusions: [{ userId: 'clara', reason: 'proposed_adjustment' as const }] };
    expect(approve(clara, 'clara')).toMatchObject({
      refused: { code: 'separation_of_duties', facts: { why: 'proposed_adjustment' } },
    });
  });

  it('before the payment makes the line smaller and voids its approvals; the partner is told', () => {
    expect(takeEffect(deduction(100_000n), { ...line, ...proposed(0n, 100_000n) }, by)).toMatchObject({
      step: {
        state: 'awaiting_approval',
        clawed: { before: 100_000n, after: 0n },
        journals: [{ kind: 'clawback_due', key: 'clawback_due:com_1:com_2' }],
        events: [{ type: 'commission.adjusted', actor: { id: 'ines' } }],
        mails: [{ text: 'commission_adjusted', facts: { amountMinor: 100_000, leftMinor: 380_000, paid: 0 } }],
      },
    });
  });

  it('after the payment is owed back', () => {
    const paid = { ...line, state: 'paid' as const, run: 'under_way' as const, ...proposed(0n, 100_000n) };
    expect(takeEffect(deduction(100_000n), paid, by)).toMatchObject({
      step: { state: 'paid', clawed: { before: 0n, after: 100_000n }, journals: [{ kind: 'clawback_paid' }] },
    });
  });

  it('is taken whole or not at all: a refund meanwhile has left less, a rejection nothing', () => {
    const refunded = { ...line, clawed: { before: 400_000n, after: 0n }, ...proposed(0n, 100_000n) };
    expect(takeEffect(deduction(100_000n), refunded, by)).toMatchObject({
      refused: { code: 'adjustment_out_of_range' },
    });
    const rejected = { ...line, state: 'rejected' as const, ...proposed(0n, 100_000n) };
    expect(takeEffect(deduction(100_000n), rejected, by)).toMatchObject({ refused: { code: 'not_allowed_in_state' } });
  });

  it('that waits when the win is reopened is rejected, and takes nothing from the books', () => {
    const [step] = takeBackLines([deduction(100_000n)], by) ?? [];
    expect(step?.step).toMatchObject({ state: 'rejected', journals: [], mails: [] });
  });
});

describe('refunds and adjustments in any order', () => {
  const RUNS = runs(100_000);
  const DEAL = 1_000_003n;
  type Told = { now: DecidableLine; posted: bigint; isRight: boolean };

  function apply({ now, posted, isRight }: Told, step: LineStep, deducted: bigint): Told {
    const { before, after } = step.clawed ?? now.clawed;
    const moved = step.journals.reduce((sum, { entries }) => sum + (entries[0]?.amount.amountMinor ?? 0n), 0n);
    const next = {
      ...now,
      state: step.state,
      clawed: { before, after },
      amount: money(now.earned.amountMinor - before, 'EUR'),
      deducted: { done: deducted, proposed: 0n },
    };
    return { now: next, posted: posted + moved, isRight: isRight && leftOf(next) >= 0n };
  }

  function take(told: Told, amountMinor: bigint): Told {
    const taken = takeEffect(
      deduction(amountMinor),
      { ...told.now, ...proposed(told.now.deducted.done, amountMinor) },
      {
        actor: { kind: 'user', id: 'ines' },
        source: 'api',
        at,
      },
    );
    return 'refused' in taken ? told : apply(told, taken.step, told.now.deducted.done + amountMinor);
  }

  it(`what is posted is what was taken, and never more than was earned (${String(RUNS)} orders)`, () => {
    const happening = fc.record({ isRefund: fc.boolean(), minor: fc.bigInt({ min: 1n, max: 400_000n }) });
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 1_000_000n }),
        fc.array(happening, { minLength: 1, maxLength: 7 }),
        fc.nat({ max: 8 }),
        (earned, happenings, paidAt) => {
          const start = { ...line, earned: money(earned, 'EUR'), amount: money(earned, 'EUR') };
          let told: Told = { now: start, posted: 0n, isRight: true };
          let refunded = 0n;
          happenings.forEach(({ isRefund, minor }, place) => {
            if (place === paidAt && told.now.state !== 'clawed_back')
              told = { ...told, now: { ...told.now, state: 'paid', run: 'under_way' } };
            if (!isRefund) told = take(told, minor);
            else refunded = refunded + minor > DEAL ? DEAL : refunded + minor;
            const refunds = [{ id: 'rfd', amount: money(refunded, 'EUR'), refundedOn: '2027-01-19' }];
            const step = clawBackLine(told.now, { deal: DEAL, refunds, window: 'P180D', at });
            if (step !== null) told = apply(told, step, told.now.deducted.done);
          });
          const { now, posted, isRight } = told;
          const taken = now.clawed.before + now.clawed.after;
          return isRight && posted === taken && taken <= earned && (taken === earned) === (now.state === 'clawed_back');
        },
      ),
      { numRuns: RUNS },
    );
  });
});
