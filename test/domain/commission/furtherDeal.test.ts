import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nothingSpent } from '../../../domain/commission/caps.ts';
import type { RuleFacts } from '../../../domain/commission/conditions.ts';
import { earnsBefore, type FurtherDeal } from '../../../domain/commission/furtherDeal.ts';
import { linesFor, linesOfWin, type DueLine } from '../../../domain/commission/lines.ts';
import type { DealPercentRule, PlanRule, WonDeal } from '../../../domain/commission/plan.ts';
import { recompute } from '../../../domain/commission/recompute.ts';
import { wonInTimeInWords } from '../../../domain/texts/conditionWords.ts';
import { planRules, ruleFacts, wonDeals } from '../../support/randomPlans.ts';
import { runs } from '../../support/runs.ts';

const percent: DealPercentRule = {
  kind: 'deal_percent',
  basisPoints: 1_000,
  base: 'first_year_net',
  trigger: 'signed',
  when: {},
};
const EUR = 'EUR';
const flat: PlanRule = { kind: 'deal_flat', amount: { amount: 50_000, currency: EUR }, trigger: 'signed', when: {} };
const bonus: PlanRule = {
  kind: 'tier_bonus',
  basisPoints: 100,
  above: { amount: 1, currency: EUR },
  trigger: 'signed',
  when: {},
};
const deal: WonDeal = {
  dealId: 'D-2',
  amount: { amount: 2_000_000, currency: EUR },
  firstYearNet: { amount: 1_000_000, currency: EUR },
};
const facts: RuleFacts = {
  productLine: null,
  country: null,
  region: null,
  partnerId: 'prt_1',
  tier: 'gold',
  receivedAt: '2026-11-20T09:00:00.000Z',
  quality: 4,
};
const renewal = (wonOn: string): FurtherDeal => ({ kind: 'renewal', firstWonOn: '2027-01-31', wonOn });
const further = (wonOn: string): FurtherDeal => ({ ...renewal(wonOn), kind: 'further_deal' });
const linesOf = (rules: PlanRule[], furtherDeal: FurtherDeal): DueLine[] =>
  linesOfWin({ versionId: 'pv_1', rules }, deal, { ...facts, furtherDeal }, nothingSpent(facts.receivedAt));
const earned = (rules: PlanRule[], furtherDeal: FurtherDeal) =>
  linesOf(rules, furtherDeal).map(({ kind, ruleIndex, amount }) => [kind, ruleIndex, amount.amountMinor]);

const renewed = { ...percent, renewals: { months: 12 } };
const forHalf = { ...percent, renewals: { months: 12, basisPoints: 500 } };
const covering = { ...percent, furtherDeals: { months: 12 } };
const TENTH = [['deal_percent', 0, 100_000n]];

describe('a deal that is not the first of its customer', () => {
  it.each<{ rules: PlanRule[]; of: FurtherDeal; expected: unknown; why: string }>([
    { rules: [percent], of: renewal('2027-02-01'), expected: [], why: 'a plan of before says nothing of it' },
    { rules: [percent], of: further('2027-02-01'), expected: [], why: 'nor of further deals' },
    { rules: [renewed], of: renewal('2027-12-20'), expected: TENTH, why: 'renewed within the first year' },
    { rules: [renewed], of: renewal('2029-01-30'), expected: TENTH, why: 'the last day of the months after it' },
    { rules: [renewed], of: renewal('2029-01-31'), expected: [], why: 'one day too late' },
    { rules: [renewed], of: renewal('2027-01-30'), expected: [], why: 'before the first was won' },
    { rules: [renewed], of: further('2027-02-01'), expected: [], why: 'renewals are no further deals' },
    {
      rules: [forHalf],
      of: renewal('2028-02-01'),
      expected: [['deal_percent', 0, 50_000n]],
      why: 'a share of its own',
    },
    { rules: [covering], of: further('2028-01-30'), expected: TENTH, why: 'within a year of the first' },
    { rules: [covering], of: further('2028-01-31'), expected: [], why: 'no first year is added' },
    { rules: [covering], of: renewal('2027-02-01'), expected: [], why: 'further deals are no renewals' },
    {
      rules: [{ ...percent, furtherDeals: { months: 1 } }],
      of: further('2027-02-27'),
      expected: TENTH,
      why: 'a month without a 31st ends with its last day',
    },
    {
      rules: [{ ...percent, furtherDeals: { months: 1 } }],
      of: further('2027-02-28'),
      expected: [],
      why: 'and that day is too late',
    },
    { rules: [covering, flat], of: further('2027-03-01'), expected: TENTH, why: 'fixed amounts are for the first' },
    {
      rules: [covering, bonus],
      of: further('2027-03-01'),
      expected: [...TENTH, ['tier_bonus', 1, 10_000n]],
      why: 'a bonus by volume goes with the percentage that it counts',
    },
    { rules: [percent, bonus], of: further('2027-03-01'), expected: [], why: 'without a percentage there is none' },
    {
      rules: [{ ...percent, when: { tiers: ['gold'] } }, covering],
      of: further('2027-03-01'),
      expected: [],
      why: 'the first rule that holds decides, also that nothing is paid',
    },
  ])('earns $expected: $why', ({ rules, of, expected }) => {
    expect(earned(rules, of)).toEqual(expected);
  });

  it('says why it earns something, and recomputes only in time', () => {
    const [line] = linesOf([renewed], renewal('2028-02-01'));
    expect(line?.explanation).toMatchObject({
      sentence: '10 % of 10,000.00 EUR, for a renewal won on 2028-02-01 of a customer first won on 2027-01-31',
      wonInTime: { kind: 'renewal', firstWonOn: '2027-01-31', wonOn: '2028-02-01', months: 12 },
    });
    const { wonInTime, ...proof } = line?.explanation ?? { steps: [] };
    if (wonInTime === undefined) throw new Error('no proof of the day');
    expect(recompute({ ...proof, wonInTime }).amountMinor).toBe(100_000n);
    expect(() => recompute({ ...proof, wonInTime: { ...wonInTime, months: 0 } })).toThrow();
    expect(wonInTimeInWords(wonInTime)).toEqual({
      label: 'Renewal',
      value: 'won on 1 Feb 2028, the first deal on 31 Jan 2027',
    });
    expect(wonInTimeInWords(wonInTime, 'de').label).toBe('Verlängerung');
  });

  it('tells until when it has to be won', () => {
    const first = { firstWonOn: '2027-01-31' } as const;
    const rules = [renewed, { ...percent, renewals: { months: 1 } }, flat];
    expect(earnsBefore(rules, { ...first, kind: 'renewal' })).toBe('2029-01-31');
    expect(earnsBefore(rules, { ...first, kind: 'further_deal' })).toBeNull();
    expect(earnsBefore([covering], { ...first, kind: 'further_deal' })).toBe('2028-01-31');
  });
});

const DAY_MS = 86_400_000;
const days = fc.integer({ min: 0, max: 5_000 }).map((day) => new Date(Date.UTC(2026, 0, 1) + day * DAY_MS));
const dayOf = (date: Date): string => date.toISOString().slice(0, 10);
const furtherDeals = fc
  .record({ kind: fc.constantFrom('renewal' as const, 'further_deal' as const), first: days, later: fc.nat(1_500) })
  .map(({ kind, first, later }) => ({
    kind,
    firstWonOn: dayOf(first),
    wonOn: dayOf(new Date(first.getTime() + later * DAY_MS)),
  }));

/** Counted in another way than the rules do: whole months that have passed by then. */
function monthsPassed(from: string, to: string): number {
  const [one, other] = [from, to].map((day) => day.split('-').map(Number)) as [number[], number[]];
  const [year = 0, month = 0, day = 0] = one;
  const [toYear = 0, toMonth = 0, toDay = 0] = other;
  const lastDay = new Date(Date.UTC(toYear, toMonth, 0)).getUTCDate();
  return (toYear - year) * 12 + toMonth - month - (toDay < Math.min(day, lastDay) ? 1 : 0);
}

const ofFirstAlone = (rule: PlanRule): PlanRule => {
  if (rule.kind !== 'deal_percent' && rule.kind !== 'recurring') return rule;
  const { renewals: _renewals, furtherDeals: _furtherDeals, ...alone } = rule;
  return alone;
};

function checkBeyondFirst(rules: readonly PlanRule[], lines: readonly DueLine[], of: FurtherDeal & WonDays): void {
  for (const { kind, ruleIndex, amount, explanation } of lines) {
    if (recompute(explanation).amountMinor !== amount.amountMinor) throw new Error('not the same');
    if (kind === 'tier_bonus') {
      if (!lines.some((line) => line.kind === 'deal_percent')) throw new Error('a bonus of nothing');
      continue;
    }
    const rule = rules[ruleIndex];
    if (rule?.kind !== 'deal_percent' && rule?.kind !== 'recurring') throw new Error(`${kind} is for the first deal`);
    const months = of.kind === 'renewal' ? rule.renewals && rule.renewals.months + 12 : rule.furtherDeals?.months;
    if (months === undefined || monthsPassed(of.firstWonOn, of.wonOn) >= months) throw new Error('out of its time');
    const share = explanation.steps.find((step) => step.step === 'percent');
    const wanted = (of.kind === 'renewal' ? rule.renewals?.basisPoints : undefined) ?? rule.basisPoints;
    if (share?.step !== 'percent' || share.basisPoints !== wanted) throw new Error('another share');
  }
}

type WonDays = { firstWonOn: string; wonOn: string };

describe('deals of a customer under any plan', () => {
  it('earn nothing out of their time beyond the first, and of the first what they did before', () => {
    let paid = 0;
    fc.assert(
      fc.property(
        planRules,
        fc.array(fc.tuple(wonDeals, ruleFacts, furtherDeals), { minLength: 20, maxLength: 20 }),
        (rules, all) => {
          const plan = { versionId: 'pv_1', rules };
          const before = { ...plan, rules: rules.map(ofFirstAlone) };
          for (const [won, known, furtherDeal] of all) {
            const spending = nothingSpent(known.receivedAt);
            const beyond = linesOfWin(plan, won, { ...known, furtherDeal }, spending);
            checkBeyondFirst(rules, beyond, furtherDeal);
            paid += beyond.length;
            if (linesFor(before, won, { ...known, furtherDeal }, spending).length > 0)
              throw new Error('never promised');
            const [now, then] = [plan, before].map((one) =>
              linesOfWin(one, won, known, spending).map(({ amount }) => amount),
            );
            if (
              now?.length !== then?.length ||
              now?.some(({ amountMinor }, at) => amountMinor !== then?.[at]?.amountMinor)
            )
              throw new Error('the first deal earns something else');
          }
        },
      ),
      { numRuns: runs(5_000) },
    );
    expect(paid).toBeGreaterThan(0);
  }, 120_000);
});
