import { describe, expect, it } from '@jest/globals';
import { nothingSpent } from '../../../domain/commission/caps.ts';
import type { RuleFacts } from '../../../domain/commission/conditions.ts';
import { countedAt, earningByNow } from '../../../domain/commission/earningByNow.ts';
import { linesFor } from '../../../domain/commission/lines.ts';
import type { PlanRule } from '../../../domain/commission/plan.ts';

const at = '2026-12-20T12:00:00.000Z';
const eur = (amount: number) => ({ amount, currency: 'EUR' });
const figuresOf = (amount: number) => ({ amount: eur(amount), firstYearNet: eur(amount) });
const facts: RuleFacts = {
  ...{ productLine: null, country: null, region: null, partnerId: 'prt_1', tier: null, receivedAt: at, quality: null },
};
const percent: PlanRule = {
  ...{ kind: 'deal_percent', basisPoints: 1_000, base: 'first_year_net', trigger: 'paid', when: {} },
};
const small: PlanRule = { ...percent, basisPoints: 2_000, when: { values: [{ currency: 'EUR', below: 5_000 }] } };

/** A deal that was known as these figures, of which so much was paid; its line earns so much until now. */
function earned(
  figures: number[],
  { paid, until, rules = [percent] }: { paid: bigint; until: bigint; rules?: PlanRule[] },
) {
  const plan = { versionId: 'pv_1', rules };
  const [first = 0] = figures;
  const deals = figures.map((amount) => ({ dealId: 'D-1', ...figuresOf(amount) }));
  const [won, last] = [deals[0], deals.at(-1)];
  const line = won && linesFor(plan, won, facts, nothingSpent(at)).find(({ kind }) => kind === 'deal_percent');
  if (line === undefined || last === undefined) throw new Error('nothing was earned');
  const by = earningByNow(
    {
      kind: 'deal_percent',
      explanation: line.explanation,
      corrected: null,
      deniedMinor: 0n,
      rates: [],
      earnedMinor: until,
    },
    {
      ...{ plan, deal: last, facts, at, progress: { invoiced: 0n, paid }, figures: figures.map(figuresOf) },
      ...{ spending: { ...nothingSpent(at), isCorrection: true } },
      correction: { correctionId: 'cor_1', from: figuresOf(first), to: figuresOf(last.amount.amount) },
    },
  );
  if (by === null || 'awaitsRate' in by) return by;
  return { earned: Number(by.earned.amountMinor), moreWaits: by.explanation.moreWaits };
}

describe('what a line earns of its corrected deal so far', () => {
  it.each<{ why: string; figures: number[]; paid: bigint; until: bigint; is: unknown; rules?: PlanRule[] }>([
    { why: 'less, at once', figures: [10_000, 4_000], paid: 0n, until: 1_000n, is: { earned: 400 } },
    { why: 'more, once that is paid', figures: [10_000, 12_000], paid: 12_000n, until: 1_000n, is: { earned: 1_200 } },
    { why: 'and not before', figures: [10_000, 12_000], paid: 11_999n, until: 1_000n, is: null },
    {
      why: 'what was paid before, where a figure was too low',
      ...{ figures: [10_000, 4_000, 12_000], paid: 10_000n, until: 400n, is: { earned: 1_000, moreWaits: true } },
    },
    {
      why: 'the most of it',
      ...{
        figures: [10_000, 11_000, 4_000, 12_000],
        paid: 11_000n,
        until: 400n,
        is: { earned: 1_100, moreWaits: true },
      },
    },
    {
      why: 'of no figure that was not paid',
      ...{
        figures: [10_000, 11_500, 4_000, 12_000],
        paid: 11_000n,
        until: 400n,
        is: { earned: 1_000, moreWaits: true },
      },
    },
    {
      why: 'of no figure above the one that is right by now',
      ...{
        figures: [10_000, 20_000, 9_000, 12_000],
        paid: 11_000n,
        until: 900n,
        is: { earned: 1_000, moreWaits: true },
      },
    },
    {
      why: 'by the rule that applies by now',
      ...{ figures: [4_900, 12_000], paid: 5_000n, until: 100n, is: null, rules: [small, percent] },
    },
    {
      why: 'at once, where the rule waits for nothing',
      ...{ figures: [10_000, 12_000], paid: 0n, until: 1_000n, is: { earned: 1_200 } },
      rules: [{ ...percent, trigger: 'signed' }],
    },
  ])('$why', ({ figures, is, ...known }) => {
    expect(earned(figures, known)).toEqual(is);
  });

  it('a bonus is of the year whose volume it counts, everything else of the day on which it accrued', () => {
    const step = {
      step: 'volume',
      limit: eur(1),
      from: '2025-01-01',
      before: eur(0),
      reached: eur(3),
      amount: eur(2),
    } as const;
    expect(countedAt({ accruedAt: at, explanation: { steps: [step] } })).toBe('2025-01-01');
    expect(countedAt({ accruedAt: at, explanation: { steps: [{ step: 'flat', amount: eur(1) }] } })).toBe(at);
  });
});
