import { describe, expect, it } from '@jest/globals';
import { nothingSpent } from '../../../domain/commission/caps.ts';
import type { RuleFacts } from '../../../domain/commission/conditions.ts';
import type { ConfirmedRate } from '../../../domain/commission/conversion.ts';
import { countedAt, earningByNow } from '../../../domain/commission/earningByNow.ts';
import type { LineExplanation } from '../../../domain/commission/explanation.ts';
import { linesFor } from '../../../domain/commission/lines.ts';
import type { PlanRule, RuleKind } from '../../../domain/commission/plan.ts';

const at = '2026-12-20T12:00:00.000Z';
const eur = (amount: number) => ({ amount, currency: 'EUR' });
const figuresOf = (amount: number, currency = 'EUR') => ({
  amount: { amount, currency },
  firstYearNet: { amount, currency },
});
const facts: RuleFacts = {
  ...{ productLine: null, country: null, region: null, partnerId: 'prt_1', tier: null, receivedAt: at, quality: null },
};
const percent: PlanRule = {
  ...{ kind: 'deal_percent', basisPoints: 1_000, base: 'first_year_net', trigger: 'paid', when: {} },
};
const bonus: PlanRule = { kind: 'tier_bonus', basisPoints: 500, above: eur(500), trigger: 'signed', when: {} };
const flat: PlanRule = { kind: 'deal_flat', amount: eur(700), trigger: 'paid', when: {} };
const fromFiveThousand: PlanRule = { ...percent, when: { values: [{ currency: 'EUR', from: 5_000 }] } };
const usd: ConfirmedRate = { id: 'rat_1', from: 'USD', to: 'EUR', rate: '2', day: '2026-12-19', source: 'ECB' };
const small: PlanRule = { ...percent, basisPoints: 2_000, when: { values: [{ currency: 'EUR', below: 5_000 }] } };

/** A line whose deal was known as these figures, of which so much was paid; it earns so much until now. */
type Known = {
  figures: (number | ReturnType<typeof figuresOf>)[];
  paid: bigint;
  until: bigint;
  rules?: PlanRule[];
  kind?: RuleKind;
  rates?: ConfirmedRate[];
};

const figuresIn = ({ figures }: Known) => figures.map((one) => (typeof one === 'number' ? figuresOf(one) : one));

/** What the line earned at the win; by another deal in euros, where its own earned nothing or was in another currency. */
function atTheWin({ rules = [percent], kind = 'deal_percent' }: Known): LineExplanation {
  const plan = { versionId: 'pv_1', rules };
  const won = { dealId: 'D-1', ...figuresOf(10_000) };
  const line = linesFor(plan, won, facts, nothingSpent(at)).find((one) => one.kind === kind);
  if (line === undefined) throw new Error('nothing was earned');
  return line.explanation;
}

function earned(known: Known) {
  const { paid, until, rules = [percent], kind = 'deal_percent', rates = [] } = known;
  const figures = figuresIn(known);
  const [from, to] = [figures[0], figures.at(-1)];
  if (from === undefined || to === undefined) throw new Error('a deal has figures');
  const by = earningByNow(
    { kind, explanation: atTheWin(known), corrected: null, deniedMinor: 0n, rates, earnedMinor: until },
    {
      ...{ plan: { versionId: 'pv_1', rules }, deal: { dealId: 'D-1', ...to }, facts, at, figures },
      ...{ progress: { invoiced: 0n, paid }, spending: { ...nothingSpent(at), isCorrected: true } },
      correction: { correctionId: 'cor_1', from, to },
    },
  );
  if (by === null || 'awaitsRate' in by) return by;
  return { earned: Number(by.earned.amountMinor), moreWaits: by.explanation.moreWaits };
}

describe('what a line earns of its corrected deal so far', () => {
  it.each<Known & { why: string; is: unknown }>([
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
    {
      why: 'as much as before, whatever was paid of it',
      ...{ figures: [10_000, 10_000], paid: 0n, until: 1_000n, is: { earned: 1_000 } },
    },
    {
      why: 'a bonus by volume once the percentage that it counts is paid',
      ...{ figures: [10_000, 12_000], paid: 12_000n, until: 475n, is: { earned: 575 } },
      ...{ rules: [bonus, percent], kind: 'tier_bonus' },
    },
    {
      why: 'and not before',
      ...{ figures: [10_000, 12_000], paid: 11_999n, until: 475n, is: null },
      ...{ rules: [bonus, percent], kind: 'tier_bonus' },
    },
    {
      why: 'a fixed amount whole, as soon as one figure was paid',
      ...{ figures: [10_000, 12_000], paid: 10_000n, until: 0n, is: { earned: 700, moreWaits: true } },
      ...{ rules: [flat], kind: 'deal_flat' },
    },
    {
      why: 'nothing of a figure to which no rule applied',
      ...{ figures: [10_000, 4_000, 12_000], paid: 10_000n, until: 0n, is: { earned: 1_000, moreWaits: true } },
      rules: [fromFiveThousand],
    },
    {
      why: 'nothing of a figure in a currency for which no rate is known',
      ...{ figures: [figuresOf(10_000, 'USD'), 12_000], paid: 10_000n, until: 0n, is: null },
    },
    {
      why: 'nor of one in a currency in which it was more than is right by now',
      ...{ figures: [figuresOf(10_000, 'USD'), 12_000], paid: 10_000n, until: 0n, is: null, rates: [usd] },
    },
    {
      why: 'of one in another currency at its rate',
      ...{ figures: [figuresOf(5_000, 'USD'), 12_000], paid: 5_000n, until: 0n, rates: [usd] },
      is: { earned: 1_000, moreWaits: true },
    },
    {
      why: 'not known yet, where the deal is in a currency for which no rate is known',
      ...{ figures: [10_000, figuresOf(12_000, 'USD')], paid: 12_000n, until: 0n, is: { awaitsRate: 'USD' } },
    },
  ])('$why', ({ is, ...known }) => {
    expect(earned(known)).toEqual(is);
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
    const whole = { step: 'flat', amount: eur(3) } as const;
    expect(countedAt({ accruedAt: at, explanation: { steps: [whole, step] } })).toBe('2025-01-01');
    expect(countedAt({ accruedAt: at, explanation: { steps: [{ step: 'flat', amount: eur(1) }] } })).toBe(at);
  });
});
