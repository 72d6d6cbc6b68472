import { describe, expect, it } from '@jest/globals';
import { nothingSpent } from '../../../domain/commission/caps.ts';
import type { RuleFacts } from '../../../domain/commission/conditions.ts';
import type { ConfirmedRate } from '../../../domain/commission/conversion.ts';
import { correctedEarning } from '../../../domain/commission/correction.ts';
import type { ExplanationStep, LineExplanation } from '../../../domain/commission/explanation.ts';
import type { PlanRule, RuleKind } from '../../../domain/commission/plan.ts';
import { recompute } from '../../../domain/commission/recompute.ts';

const at = '2026-12-15T12:00:00.000Z';
const eur = (amount: number) => ({ amount, currency: 'EUR' });
const sek = (amount: number) => ({ amount, currency: 'SEK' });
const figures = (amount: number) => ({ amount: eur(amount), firstYearNet: eur(amount) });
const facts: RuleFacts = {
  ...{ productLine: null, country: null, region: null, partnerId: 'prt_1', tier: null, receivedAt: at, quality: null },
};
const percent: PlanRule = {
  ...{ kind: 'deal_percent', basisPoints: 1_000, base: 'first_year_net', trigger: 'signed', when: {} },
};
const bonus: PlanRule = { kind: 'tier_bonus', basisPoints: 500, above: eur(500), trigger: 'signed', when: {} };
const banded: PlanRule = { ...percent, when: { values: [{ currency: 'EUR', from: 500 }] } };
const correction = { correctionId: 'cor_1', from: figures(1_000), to: figures(2_000) };
const convert = (rate: string): ExplanationStep => ({
  ...{ step: 'convert', from: eur(100), rate, day: '2026-12-14', source: 'ECB' },
  ...{ exact: '1100', rounding: 'half_up', amount: sek(1_100) },
});
const first = (steps: LineExplanation['steps']): LineExplanation => ({
  ...{ sentence: '10 %', planVersionId: 'pv_1', ruleIndex: 0, kind: 'deal_percent', steps },
});
const rate: ConfirmedRate = { id: 'rat_1', from: 'EUR', to: 'SEK', rate: '12', day: '2026-12-15', source: 'ECB' };

type Of = {
  rule?: PlanRule[];
  kind?: RuleKind;
  proof: LineExplanation;
  corrected?: LineExplanation;
  rates?: ConfirmedRate[];
};
const earned = ({ rule = [percent], kind = 'deal_percent', proof, corrected, rates = [] }: Of, deal = 2_000) =>
  correctedEarning(
    { kind, explanation: proof, corrected: corrected ?? null, deniedMinor: 0n, rates },
    {
      ...{ plan: { versionId: 'pv_1', rules: rule }, deal: { dealId: 'D-1', ...figures(deal) }, facts, at, correction },
      spending: { ...nothingSpent(at), isCorrected: true },
    },
  );

describe('what a rule earns of a corrected deal', () => {
  it.each<{ why: string; of: Of; deal?: number; is: object }>([
    {
      why: 'in the currency of the line',
      of: { proof: first([{ step: 'flat', amount: eur(100) }]) },
      is: { amountMinor: 200n, currency: 'EUR' },
    },
    {
      why: 'at the rate of the line',
      of: { proof: first([convert('11')]), rates: [rate] },
      is: { amountMinor: 2_200n, currency: 'SEK' },
    },
    {
      why: 'at that of the correction before, where the line has none',
      of: { proof: first([{ step: 'flat', amount: sek(9) }]), corrected: first([convert('13')]), rates: [rate] },
      is: { amountMinor: 2_600n, currency: 'SEK' },
    },
    {
      why: 'else at that of the day',
      of: { proof: first([{ step: 'flat', amount: sek(9) }]), rates: [rate] },
      is: { amountMinor: 2_400n, currency: 'SEK' },
    },
    {
      why: 'nothing where no rule applies, in the currency of the line',
      of: { rule: [banded], proof: first([convert('11')]) },
      deal: 499,
      is: { amountMinor: 0n, currency: 'SEK' },
    },
    {
      why: 'a bonus of what the percentage is of',
      of: { rule: [percent, bonus], kind: 'tier_bonus', proof: first([{ step: 'flat', amount: eur(1) }]) },
      is: { amountMinor: 75n, currency: 'EUR' },
    },
    {
      why: 'and no bonus where the deal earns no percentage',
      of: { rule: [bonus], kind: 'tier_bonus', proof: first([{ step: 'flat', amount: eur(1) }]) },
      is: { amountMinor: 0n, currency: 'EUR' },
    },
  ])('$why', ({ of, deal, is }) => {
    const made = earned(of, deal);
    if ('awaitsRate' in made) throw new Error('it waits for a rate');
    expect(made.earned).toEqual(is);
    expect(made.explanation.correction).toEqual(correction);
    expect(recompute(made.explanation)).toEqual(made.earned);
  });

  it('waits for a rate where there is none', () => {
    expect(earned({ proof: first([{ step: 'flat', amount: sek(9) }]) })).toEqual({ awaitsRate: 'EUR' });
  });

  it('says that no rule applies', () => {
    expect(earned({ rule: [banded], proof: first([{ step: 'flat', amount: eur(9) }]) }, 499)).toMatchObject({
      explanation: {
        ...{
          sentence: 'no rule of the plan applies to the deal as it was corrected',
          planVersionId: 'pv_1',
          ruleIndex: 0,
        },
        steps: [{ step: 'no_rule', amount: eur(0) }],
      },
    });
  });
});
