import { describe, expect, it } from '@jest/globals';
import { nothingSpent } from '../../../domain/commission/caps.ts';
import { clawbackOf } from '../../../domain/commission/clawback.ts';
import type { RuleFacts } from '../../../domain/commission/conditions.ts';
import { estimateOf } from '../../../domain/commission/estimate.ts';
import { linesFor, linesOfWin } from '../../../domain/commission/lines.ts';
import { isStandIn, standInFor, type PlanRule } from '../../../domain/commission/plan.ts';
import { costOver } from '../../../domain/commission/preview.ts';
import { recompute } from '../../../domain/commission/recompute.ts';
import { stepInWords } from '../../../domain/texts/stepWords.ts';

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const percent: PlanRule = {
  kind: 'deal_percent',
  basisPoints: 1_000,
  base: 'first_year_net',
  trigger: 'signed',
  when: {},
};
const lead = (amount: number, when: PlanRule['when'] = {}): PlanRule => ({
  kind: 'qualified_lead_bonus',
  amount: eur(amount),
  trigger: 'qualified',
  when,
});
const facts: RuleFacts = {
  productLine: 'Predict',
  country: 'DE',
  region: null,
  partnerId: 'prt_one',
  tier: 'gold',
  receivedAt: '2026-12-01T00:00:00.000Z',
  quality: 3,
};
const introduction = { dealId: standInFor('lead', 'ref_1') };
const deal = { dealId: 'D-1', amount: eur(1_000_000), firstYearNet: eur(1_000_000) };
const planOf = (...rules: PlanRule[]) => ({ versionId: 'pv_1', rules });
const earn = (rules: PlanRule[], earning: Parameters<typeof linesFor>[1]) =>
  linesFor(planOf(...rules), earning, facts, nothingSpent(facts.receivedAt));

describe('an amount for a qualified introduction', () => {
  it('is owed for the introduction and by no deal, and the other rules are about deals alone', () => {
    const rules = [percent, lead(20_000)];
    expect(earn(rules, introduction)).toMatchObject([
      { kind: 'qualified_lead_bonus', ruleIndex: 1, amount: { amountMinor: 20_000n, currency: 'EUR' } },
    ]);
    expect(earn(rules, deal).map(({ kind }) => kind)).toEqual(['deal_percent']);
    expect(linesOfWin(planOf(...rules), deal, facts, nothingSpent('2026-12-01')).map(({ kind }) => kind)).toEqual([
      'qualified_lead_bonus',
      'deal_percent',
    ]);
  });

  it('says how it came about, and is computed again from that', () => {
    const [line] = earn([lead(20_000, { qualityFrom: 3 })], introduction);
    expect(line?.explanation).toEqual({
      sentence: '200.00 EUR for a qualified introduction',
      planVersionId: 'pv_1',
      ruleIndex: 0,
      kind: 'qualified_lead_bonus',
      because: { when: { qualityFrom: 3 }, found: { quality: 3 } },
      steps: [{ step: 'flat', of: 'lead', amount: eur(20_000) }],
    });
    const [step] = line?.explanation.steps ?? [];
    if (line === undefined || step === undefined) throw new Error('no line');
    expect(recompute(line.explanation)).toEqual(line.amount);
    expect(stepInWords(step).label).toBe('Fixed amount for a qualified introduction');
    expect(stepInWords(step, 'de').label).toBe('Fester Betrag für eine qualifizierte Empfehlung');
  });

  it('is that of the first rule whose conditions hold; no value is known by then', () => {
    const wanted = [lead(50_000, { qualityFrom: 4 }), lead(20_000)];
    expect(earn(wanted, introduction)).toMatchObject([{ ruleIndex: 1, amount: { amountMinor: 20_000n } }]);
    expect(earn([lead(20_000, { values: [{ currency: 'EUR' }] })], introduction)).toEqual([]);
  });

  it('is no part of what a deal is estimated to earn, and part of what won deals would have cost', () => {
    const plan = planOf(percent, lead(20_000));
    expect(estimateOf(plan, eur(1_000_000), facts)).toEqual([eur(100_000)]);
    const { wouldEarn } = costOver(plan, [{ deal, closedOn: '2026-12-01', ruleFacts: facts, earned: [] }]);
    expect(wouldEarn).toEqual([{ amountMinor: 120_000n, currency: 'EUR' }]);
  });

  it('is not taken back by any refund of the deal', () => {
    const asked = { earned: 20_000n, refunded: 1_000_000n, deal: 1_000_000n };
    expect(clawbackOf({ kind: 'qualified_lead_bonus', ...asked })).toBe(0n);
    expect(clawbackOf({ kind: 'spiff', ...asked })).toBe(20_000n);
  });
});

describe('what stands in place of a deal', () => {
  it.each(['lead:ref_1', 'manual:ref_1', ' Lead:ref_1', 'MANUAL:x'])('%s is the name of no deal', (dealId) => {
    expect(isStandIn(dealId)).toBe(true);
  });

  it.each(['D-1', 'leads-7', 'manual 3'])('%s may be one', (dealId) => {
    expect(isStandIn(dealId)).toBe(false);
  });
});
