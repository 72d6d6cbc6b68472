import { describe, expect, it } from '@jest/globals';
import type { RuleFacts } from '../../../domain/commission/conditions.ts';
import { linesOfPayments, paidRuleOf } from '../../../domain/commission/paidRules.ts';
import type { ByPaymentRule, PlanRule } from '../../../domain/commission/plan.ts';
import { partsUnder, type Payment } from '../../../domain/commission/received.ts';

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const at = '2026-12-20T12:00:00.000Z';
const deal = { dealId: 'D-1', amount: eur(1_000), firstYearNet: eur(1_000), closedOn: '2026-12-01' };
const facts: RuleFacts = {
  ...{ productLine: null, country: null, region: null, partnerId: 'prt_1', tier: null, receivedAt: at, quality: null },
};
const rule: ByPaymentRule = {
  ...{ kind: 'deal_percent', basisPoints: 1_000, base: 'payments_received_net', trigger: 'paid', when: {} },
  budget: { amount: eur(50), period: 'plan' },
};
const flat: PlanRule = { kind: 'deal_flat', amount: eur(7), trigger: 'signed', when: {} };
const paymentsOf = (...amounts: bigint[]): Payment[] =>
  amounts.map((amountMinor, place) => ({
    id: `pay_${String(place + 1)}`,
    amountMinor,
    on: at.slice(0, 10),
    refundedBefore: 0n,
  }));

/** The rule with these payments, of which the first `from` were looked at; others have spent so much of its budget. */
function look(payments: Payment[], { from = 0, spent = 0n, isWaitedFor = true } = {}) {
  const seen = { from, to: payments.length };
  const known = { kind: rule.kind, whole: 'whole', isWaitedFor, seen, keyOf: (id: string) => `part:${id}` };
  const receipts = { payments, refunds: [], seen: from, earned: [], window: 'P30D', at };
  const paid = paidRuleOf(partsUnder(rule, deal, receipts), known);
  const plan = { versionId: 'pv_1', rules: [flat, rule] };
  const made = linesOfPayments(paid, { plan, deal, facts, partnerId: 'prt_1', spending: { at, spentOf: () => spent } });
  const told = (lines: typeof made.due) =>
    lines.map(({ accrualKey, amount }) => `${accrualKey ?? ''} ${String(amount.amountMinor)}`);
  return { seen: paid.seen, due: told(made.due), awaited: told(made.awaited) };
}

describe('the payments of a rule', () => {
  it('earn one after the other, and share its caps with each other', () => {
    expect(look(paymentsOf(300n, 100n, 400n))).toEqual({
      ...{ seen: { from: 0, to: 3 }, due: ['part:pay_1 30', 'part:pay_2 10', 'part:pay_3 10'], awaited: [' 20'] },
    });
  });

  it('share them with what others have spent', () => {
    expect(look(paymentsOf(300n, 100n), { spent: 15n }).due).toEqual(['part:pay_1 30', 'part:pay_2 5']);
  });

  it('are looked at once, whatever comes back to the cap', () => {
    expect(look(paymentsOf(300n, 100n, 400n), { from: 2 })).toMatchObject({
      seen: { from: 2, to: 3 },
      due: ['part:pay_3 40'],
    });
    expect(look(paymentsOf(300n), { from: 1 })).toEqual({ seen: { from: 1, to: 1 }, due: [], awaited: [' 50'] });
  });

  it('end the line that waits with the last of them, where there is one or was none', () => {
    expect(look(paymentsOf(100n, 900n), { from: 1, spent: 10n })).toMatchObject({ due: ['whole 40'], awaited: [] });
    expect(look(paymentsOf(100n, 900n), { from: 1, spent: 10n, isWaitedFor: false }).due).toEqual(['part:pay_2 40']);
  });

  it('leave nothing where their caps are full', () => {
    expect(look(paymentsOf(1_000n), { spent: 50n })).toEqual({ seen: { from: 0, to: 1 }, due: [], awaited: [] });
  });
});
