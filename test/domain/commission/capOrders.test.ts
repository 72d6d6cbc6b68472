import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sumOf } from '../../../domain/commission/caps.ts';
import type { RuleFacts } from '../../../domain/commission/conditions.ts';
import type { LineExplanation } from '../../../domain/commission/explanation.ts';
import { recompute } from '../../../domain/commission/recompute.ts';
import { countedIn, linesFor, type DueLine } from '../../../domain/commission/lines.ts';
import type { PlanRule, WonDeal } from '../../../domain/commission/plan.ts';
import { planRules, ruleFacts, wonDeals } from '../../support/randomPlans.ts';
import { often, runs } from '../../support/runs.ts';

/** 5,000 histories of 20 wins each are 100,000 accruals. */
const MANY = { numRuns: runs(5_000) };
const TIMEOUT_MS = 120_000;

/** A win under one of two versions, in any order of their days; before it, a line that is there may be refused. */
type Win = { version: 0 | 1; deal: WonDeal; facts: RuleFacts; refuses: number | null };
type Kept = { line: DueLine; rule: PlanRule; partnerId: string | null; at: string };
type Cap = { part: 'capPerPartner' | 'budget'; limit: bigint; period: string; currency: string };

const wins: fc.Arbitrary<Win[]> = fc.array(
  fc.record({
    version: fc.constantFrom(0, 1),
    deal: wonDeals,
    facts: ruleFacts,
    refuses: fc.option(fc.nat(1_000)),
  }),
  { minLength: 20, maxLength: 20 },
);

const capsOf = ({ capPerPartner, budget }: PlanRule): Cap[] =>
  Object.entries({ capPerPartner, budget }).flatMap(([part, cap]) =>
    cap === undefined
      ? []
      : [
          {
            part: part as Cap['part'],
            limit: BigInt(cap.amount.amount),
            period: cap.period,
            currency: cap.amount.currency,
          },
        ],
  );

/** What of a moment names the period around it; reckoned here on its own, and not by the rules that are tried. */
function periodName(period: string, at: string): string {
  const quarter = Math.ceil(Number(at.slice(5, 7)) / 3);
  const names: Record<string, string> = {
    month: at.slice(0, 7),
    quarter: `${at.slice(0, 4)}/${String(quarter)}`,
    year: at.slice(0, 4),
  };
  return names[period] ?? 'always';
}

/** What the lines that are there have of a cap, by the words of docs/money.md. */
const taken = (kept: readonly Kept[], { part, period, currency }: Cap, { line, partnerId, at }: Kept): bigint =>
  kept
    .filter(
      (one) =>
        one.line.kind === line.kind &&
        one.rule[part] !== undefined &&
        one.line.amount.currency === currency &&
        (part === 'budget' || one.partnerId === partnerId) &&
        periodName(period, one.at) === periodName(period, at),
    )
    .reduce((sum, one) => sum + one.line.amount.amountMinor, 0n);

/** Each win of a history, with the lines that are there once it is accrued. */
function accrueInOrder(plans: readonly (readonly PlanRule[])[], history: readonly Win[], look: Look): void {
  const kept: Kept[] = [];
  for (const { version, deal, facts, refuses } of history) {
    if (refuses !== null && kept.length > 0) kept.splice(refuses % kept.length, 1);
    const { partnerId, receivedAt: at } = facts;
    const counted = kept.flatMap((one) => countedIn(one.line, one));
    const rules = plans[version] ?? [];
    const spending = { at, spentOf: (counter: Parameters<typeof sumOf>[1]) => sumOf(counted, counter, partnerId) };
    for (const line of linesFor({ versionId: `pv_${String(version)}`, rules }, deal, facts, spending)) {
      const rule = rules[line.ruleIndex];
      if (rule === undefined) throw new Error('a line of no rule');
      const made: Kept = { line, rule, partnerId, at };
      kept.push(made);
      look(made, kept);
    }
  }
}
type Look = (made: Kept, kept: readonly Kept[]) => void;

/** Whether a shared cap has cut it: a step of a cap came out smaller than the one before it. */
const isCut = ({ steps }: LineExplanation): boolean =>
  steps.some(
    ({ step, amount }, place) =>
      (step === 'cap_per_partner' || step === 'budget') && amount.amount < (steps[place - 1]?.amount.amount ?? 0),
  );

describe('shared caps, in any order of wins and refusals, under two versions of a plan', () => {
  it(
    'are never exceeded, and a line that one of them cuts takes all that was left',
    () => {
      const seen = { lines: 0, cut: 0 };
      const look: Look = (made, kept) => {
        const { line, rule } = made;
        seen.lines += 1;
        const left = capsOf(rule).map((cap) => cap.limit - taken(kept, cap, made));
        if (left.some((amount) => amount < 0n)) throw new Error('more than the cap');
        if (isCut(line.explanation)) {
          seen.cut += 1;
          if (!left.includes(0n)) throw new Error('cut, and something is left');
        }
        const again = recompute(JSON.parse(JSON.stringify(line.explanation)) as LineExplanation);
        if (again.amountMinor !== line.amount.amountMinor) throw new Error('does not recompute');
      };
      fc.assert(
        fc.property(fc.tuple(planRules, planRules), wins, (plans, history) => accrueInOrder(plans, history, look)),
        MANY,
      );
      // A property about cuts says nothing where hardly any line is cut.
      expect(seen.lines).toBeGreaterThan(often(50_000));
      expect(seen.cut).toBeGreaterThan(often(1_000));
    },
    TIMEOUT_MS,
  );
});
