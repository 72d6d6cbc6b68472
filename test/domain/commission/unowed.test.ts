import { describe, expect, it } from '@jest/globals';
import type { ExplanationStep } from '../../../domain/commission/explanation.ts';
import { isOver, whyUnowed, type PaidRule } from '../../../domain/commission/paidRules.ts';
import { unowedBecause } from '../../../domain/commission/unowed.ts';

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const base: ExplanationStep = { step: 'base', base: 'payments_received_net', dealId: 'D-1', amount: eur(1_000) };
const budget: ExplanationStep = {
  ...{ step: 'budget', limit: eur(10), period: 'plan', from: null, used: eur(0), amount: eur(10) },
};
const part = { received: eur(1), before: eur(0), paidBefore: eur(0), earnedBefore: eur(0) };
const over: PaidRule = {
  ...{ kind: 'recurring', whole: 'ref_1:D-1:recurring', isWaitedFor: true },
  ...{ parts: [], toCome: undefined, seen: { from: 1, to: 1 } },
};

describe('a line that waited, and of which nothing is left', () => {
  it.each([
    { steps: [base], paidRules: [], isCorrected: false, why: 'nothing_left' },
    { steps: [base, budget], paidRules: [], isCorrected: true, why: 'nothing_left' },
    { steps: [base], paidRules: [], isCorrected: true, why: 'earns_nothing' },
    { steps: [base], paidRules: [over], isCorrected: true, why: 'payments_over' },
    { steps: [base, budget], paidRules: [over], isCorrected: false, why: 'payments_over' },
    { steps: [base], paidRules: [{ ...over, toCome: part }], isCorrected: true, why: 'earns_nothing' },
    { steps: [base], paidRules: [{ ...over, kind: 'deal_percent' as const }], isCorrected: false, why: 'nothing_left' },
  ])('ends as $why', ({ steps, paidRules, isCorrected, why }) => {
    const line = { waitsFor: 'trigger', kind: 'recurring', explanation: { steps } } as const;
    expect(whyUnowed(line, { paidRules, isCorrected, wonByAnother: false })).toBe(why);
  });

  it('and waited for a rate had accrued: no payment was missing', () => {
    const line = { waitsFor: 'rate', kind: 'recurring', explanation: { steps: [base] } } as const;
    expect(whyUnowed(line, { paidRules: [over], isCorrected: false, wonByAnother: false })).toBe('nothing_left');
    expect(whyUnowed(line, { paidRules: [over], isCorrected: true, wonByAnother: true })).toBe('credited_elsewhere');
  });

  it('is over while no payment is looked at and none is to come', () => {
    expect(isOver(over)).toBe(true);
    expect(isOver({ ...over, toCome: part })).toBe(false);
    expect(isOver({ ...over, parts: [{ part, accrualKey: 'k' }] })).toBe(false);
  });

  it('was refused by nobody, unless somebody gave a reason of their own', () => {
    expect(unowedBecause('nothing_left')).toBe('nothing_left');
    expect(unowedBecause('earns_nothing')).toBe('earns_nothing');
    expect(unowedBecause('credited_elsewhere')).toBe('credited_elsewhere');
    expect(unowedBecause('customer_left')).toBeUndefined();
    expect(unowedBecause(null)).toBeUndefined();
  });
});
