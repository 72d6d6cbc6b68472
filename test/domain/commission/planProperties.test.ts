import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nothingSpent, sharedCapsOf, sumOf, type Counted } from '../../../domain/commission/caps.ts';
import { covers, factsFor, holds, type RuleFacts } from '../../../domain/commission/conditions.ts';
import { recompute } from '../../../domain/commission/recompute.ts';
import { countedIn, linesFor, linesOfWin, type DueLine } from '../../../domain/commission/lines.ts';
import { rulesInForce, type PinnedPlan, type WonDeal } from '../../../domain/commission/plan.ts';
import { conditions, planRules, ruleFacts, wonDeals } from '../../support/randomPlans.ts';
import { runs } from '../../support/runs.ts';

/** 5,000 plans with 20 deals each are 100,000 accruals. */
const MANY = { numRuns: runs(5_000) };
const TIMEOUT_MS = 120_000;

const plans = fc.record({ versionId: fc.constant('pv_1'), rules: planRules });
const cases = fc.array(fc.tuple(wonDeals, ruleFacts), { minLength: 20, maxLength: 20 });

/** The deals of a plan one after the other, each with what those before it have added to the counters. */
function accrueAll(plan: PinnedPlan, deals: readonly (readonly [WonDeal, RuleFacts])[]) {
  const counted: Counted[] = [];
  return deals.map(([deal, facts]): DueLine[] => {
    const { receivedAt: at, partnerId } = facts;
    const lines = linesOfWin(plan, deal, facts, { at, spentOf: (counter) => sumOf(counted, counter, partnerId) });
    for (const line of lines) {
      counted.push(...countedIn(line, { partnerId, at }));
      const rule = plan.rules[line.ruleIndex];
      for (const cap of rule === undefined ? [] : sharedCapsOf(rule, at)) {
        if (sumOf(counted, cap, partnerId) > BigInt(cap.limit.amount)) throw new Error(`${cap.sort} is exceeded`);
      }
    }
    return lines;
  });
}

/** Throws when a line is not what its explanation says, or more than its rule allows. */
function check(plan: PinnedPlan, lines: readonly DueLine[], inForce: ReadonlySet<number>): void {
  if (new Set(lines.map(({ kind }) => kind)).size < lines.length) throw new Error('two lines of one kind');
  for (const { amount, ruleIndex, explanation } of lines) {
    const again = recompute(JSON.parse(JSON.stringify(explanation)) as typeof explanation);
    if (again.amountMinor !== amount.amountMinor || again.currency !== amount.currency) throw new Error('not the same');
    if (amount.amountMinor <= 0n) throw new Error('a line of nothing');
    if (!inForce.has(ruleIndex)) throw new Error('a rule that was said never to apply');
    const rule = plan.rules[ruleIndex];
    if (rule === undefined || !('capPerDeal' in rule) || rule.capPerDeal === undefined) continue;
    if (amount.currency !== rule.capPerDeal.currency) throw new Error('another currency than that of the cap');
    if (amount.amountMinor > BigInt(rule.capPerDeal.amount)) throw new Error('more than the cap');
  }
}

describe('the lines of any deals under any plan', () => {
  it(
    'recompute from what is stored of them, never exceed a cap, and come one per kind from a rule that holds',
    () => {
      fc.assert(
        fc.property(plans, cases, (plan, deals) => {
          const inForce = new Set(rulesInForce(plan.rules).map(({ ruleIndex }) => ruleIndex));
          for (const lines of accrueAll(plan, deals)) check(plan, lines, inForce);
        }),
        MANY,
      );
    },
    TIMEOUT_MS,
  );

  it('are the same for two partners with the same facts, unless a rule names one of them', () => {
    fc.assert(
      fc.property(plans, cases, (plan, deals) => {
        const forAll = plan.rules.filter(({ when }) => when.partnerIds === undefined);
        for (const [deal, facts] of deals) {
          const [one, other] = ['prt_one', 'prt_two'].map((partnerId) =>
            linesFor({ ...plan, rules: forAll }, deal, { ...facts, partnerId }, nothingSpent(facts.receivedAt)),
          );
          expect(one).toEqual(other);
        }
      }),
      { numRuns: runs(300) },
    );
  });
});

describe('conditions', () => {
  it('that cover others hold wherever those hold', () => {
    fc.assert(
      fc.property(conditions, conditions, cases, (one, other, deals) => {
        if (!covers(one, other)) return;
        for (const [{ amount }, facts] of deals) {
          if (!holds(other, factsFor(other, facts, amount))) continue;
          expect(holds(one, factsFor(one, facts, amount))).toBe(true);
        }
      }),
      { numRuns: runs(5_000) },
    );
  });

  it('cover themselves', () => {
    fc.assert(
      fc.property(conditions, (one) => {
        expect(covers(one, one)).toBe(true);
      }),
    );
  });
});
