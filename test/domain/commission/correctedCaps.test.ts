import { describe, expect, it } from '@jest/globals';
import { nothingSpent } from '../../../domain/commission/caps.ts';
import { correctedEarning, type CorrectedEarning } from '../../../domain/commission/correction.ts';
import { linesFor } from '../../../domain/commission/lines.ts';
import type { PlanRule } from '../../../domain/commission/plan.ts';
import { recompute } from '../../../domain/commission/recompute.ts';
import type { MoneyJson } from '../../../domain/money.ts';

const at = '2026-12-15T12:00:00.000Z';
const eur = (amount: number): MoneyJson => ({ amount, currency: 'EUR' });
const dealOf = (amount: number) => ({ dealId: 'D-1', amount: eur(amount), firstYearNet: eur(amount) });
const facts = {
  ...{ productLine: null, country: null, region: null, partnerId: 'prt_1' },
  ...{ tier: null, receivedAt: at, quality: 4 },
} as unknown as Parameters<typeof linesFor>[2];

const RULE: PlanRule = {
  ...{ kind: 'deal_percent', basisPoints: 1_000, base: 'first_year_net', trigger: 'signed', when: {} },
  budget: { amount: eur(1_000), period: 'plan' },
};
const plan = { versionId: 'pv_1', rules: [RULE] };

describe('a line of a corrected deal under a budget', () => {
  it.each([
    {
      name: 'keeps what it was given, though others have taken more under a wider one',
      to: 1_050,
      others: 3_000n,
      is: 100n,
    },
    { name: 'keeps no more than its deal earns by now', to: 900, others: 3_000n, is: 90n },
    { name: 'grows as far as others have left of it', to: 5_000, others: 700n, is: 300n },
    { name: 'grows as its deal does where there is enough', to: 1_050, others: 50n, is: 105n },
  ])('$name', ({ to, others, is }) => {
    const [line] = linesFor(plan, dealOf(1_000), facts, nothingSpent(at));
    if (line === undefined) throw new Error('nothing was earned');
    expect(line.amount.amountMinor).toBe(100n);
    const correction = { correctionId: 'cor_1', from: dealOf(1_000), to: dealOf(to) };
    const spending = { at, spentOf: () => others, isCorrected: true };
    const found = correctedEarning(
      { kind: 'deal_percent', explanation: line.explanation, corrected: null, deniedMinor: 0n, rates: [] },
      { plan, deal: dealOf(to), facts, spending, correction, at },
    );
    expect(found).toMatchObject({ earned: { amountMinor: is } });
    expect('explanation' in found && recompute(found.explanation).amountMinor).toBe(is);
  });

  it.each([
    { name: 'has what it handed back no more, once others have taken it', until: 400, deniedMinor: 0n, is: 50n },
    { name: 'keeps what a correction has added to it', until: 2_000, deniedMinor: 0n, is: 200n },
    { name: 'has not what finance has rejected of that', until: 2_000, deniedMinor: 120n, is: 80n },
  ])('$name', ({ until, deniedMinor, is }) => {
    const [line] = linesFor(plan, dealOf(1_000), facts, nothingSpent(at));
    if (line === undefined) throw new Error('nothing was earned');
    const correct = (to: number, spent: bigint, before: Pick<CorrectedEarning, 'explanation'> | null) => {
      const found = correctedEarning(
        {
          ...{ kind: 'deal_percent', explanation: line.explanation, rates: [] },
          ...(before === null ? { corrected: null, deniedMinor: 0n } : { corrected: before.explanation, deniedMinor }),
        },
        {
          ...{ plan, deal: dealOf(to), facts, at, spending: { at, spentOf: () => spent, isCorrected: true } },
          correction: { correctionId: `cor_${String(to)}`, from: dealOf(1_000), to: dealOf(to) },
        },
      );
      if ('awaitsRate' in found) throw new Error('no rate is asked for');
      return found;
    };
    const before = correct(until, 0n, null);
    const others = before.earned.amountMinor === 40n ? 950n : 3_000n;
    expect(correct(2_500, others, before).earned.amountMinor).toBe(is);
  });
});
