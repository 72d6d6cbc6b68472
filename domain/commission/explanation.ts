import { AppError } from '../errors.ts';
import {
  exactPercentage,
  formatBasisPoints,
  formatMoney,
  moneyFromJson,
  moneyToJson,
  percentageOf,
  type Money,
  type MoneyJson,
} from '../money.ts';
import type { PlanBase, PlanRule, RuleKind, WonDeal } from './plan.ts';

/** One step of arithmetic, with what it started from and what came out. */
export type ExplanationStep =
  | { step: 'base'; base: PlanBase; dealId: string; amount: MoneyJson }
  /** `exact` is the product before rounding, in minor units. */
  | { step: 'percent'; basisPoints: number; exact: string; rounding: 'half_up'; amount: MoneyJson }
  | { step: 'flat'; amount: MoneyJson };

/** How an amount came about, as data: enough to compute it again without the deal or the plan. */
export type LineExplanation = {
  sentence: string;
  planVersionId: string;
  ruleIndex: number;
  kind: RuleKind;
  steps: ExplanationStep[];
};

export const BASE_IN_WORDS: Readonly<Record<PlanBase, string>> = {
  first_year_net: "the first year's net amount",
  total_contract_net: "the contract's net amount",
};

type Explained = { amount: Money; sentence: string; steps: ExplanationStep[] };

/** Applies one rule to one deal and writes down how. */
export function explain(rule: PlanRule, deal: WonDeal): Explained {
  switch (rule.kind) {
    case 'deal_percent': {
      const baseJson = rule.base === 'first_year_net' ? deal.firstYearNet : deal.amount;
      const base = moneyFromJson(baseJson);
      const amount = percentageOf(base, BigInt(rule.basisPoints));
      return {
        amount,
        sentence: `${formatBasisPoints(rule.basisPoints)} of ${formatMoney(base)}`,
        steps: [
          { step: 'base', base: rule.base, dealId: deal.dealId, amount: baseJson },
          {
            step: 'percent',
            basisPoints: rule.basisPoints,
            exact: exactPercentage(base, BigInt(rule.basisPoints)),
            rounding: 'half_up',
            amount: moneyToJson(amount),
          },
        ],
      };
    }
    case 'deal_flat': {
      const amount = moneyFromJson(rule.amount);
      return {
        amount,
        sentence: `${formatMoney(amount)} for a won deal`,
        steps: [{ step: 'flat', amount: rule.amount }],
      };
    }
    default:
      return rule satisfies never;
  }
}

/**
 * Computes the amount again from the stored steps alone.
 * Throws `internal_error` when a step contradicts what it is made of.
 */
export function recompute({ steps }: Pick<LineExplanation, 'steps'>): Money {
  let amount: Money | undefined;
  for (const step of steps) {
    const next = step.step === 'percent' ? percentOf(amount, step.basisPoints) : moneyFromJson(step.amount);
    const written = moneyFromJson(step.amount);
    if (next.amountMinor !== written.amountMinor || next.currency !== written.currency) {
      throw new AppError({ code: 'internal_error', cause: `the step ${step.step} does not recompute` });
    }
    amount = next;
  }
  if (amount === undefined) throw new AppError({ code: 'internal_error', cause: 'an explanation without a step' });
  return amount;
}

function percentOf(base: Money | undefined, basisPoints: number): Money {
  if (base === undefined) throw new AppError({ code: 'internal_error', cause: 'a percentage without a base' });
  return percentageOf(base, BigInt(basisPoints));
}
