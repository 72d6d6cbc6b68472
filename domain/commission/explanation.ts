import type { MoneyJson } from '../money.ts';
import type { SharedCap } from './caps.ts';
import type { FoundFacts, RuleConditions } from './conditions.ts';
import type { WonInTime } from './furtherDeal.ts';
import type { Instalment, PlanBase, RuleKind, Trigger, WonDeal } from './plan.ts';

/** One step of arithmetic, with what it started from and what came out. */
export type ExplanationStep =
  | { step: 'base'; base: PlanBase; dealId: string; instalment?: Instalment; amount: MoneyJson }
  /** With what counts of all that the customer had paid before it (`paidBefore`, where that is more). */
  | { step: 'received'; before: MoneyJson; paidBefore?: MoneyJson; amount: MoneyJson }
  /** What of the base lies above the limit. */
  | { step: 'above'; limit: MoneyJson; amount: MoneyJson }
  /** `exact` is the product before rounding, in minor units. */
  | { step: 'percent'; basisPoints: number; exact: string; rounding: 'half_up'; amount: MoneyJson }
  /** For a won deal, or `lead`: for an introduction. */
  | { step: 'flat'; of?: 'lead'; amount: MoneyJson }
  /** What people have agreed to add to a line, or, below zero, to take from it. */
  | { step: 'adjustment'; adjusts: string; reasonCode: string; amount: MoneyJson }
  /**
   * What of the base lies above the yearly limit, after what came before it since `from` (as far as it is below the limit); without what
   * other bonuses were paid for. `reached`: what all deals came to with it, as far as one amount can say it.
   */
  | {
      step: 'volume';
      limit: MoneyJson;
      from: string;
      before: MoneyJson;
      paidFor?: MoneyJson;
      reached: MoneyJson;
      amount: MoneyJson;
    }
  | { step: 'cap_per_deal'; limit: MoneyJson; amount: MoneyJson }
  /** Of the deal as it was corrected, what refunds took back of it. */
  | { step: 'refunded'; kind: RuleKind; refunded: MoneyJson; deal: MoneyJson; amount: MoneyJson }
  /** No rule applies to the deal as it was corrected. */
  | { step: 'no_rule'; amount: MoneyJson }
  /** Without what the payments before it have earned; of a correction, without what is owed already or what refunds took back. */
  | { step: 'less'; earned: MoneyJson; of?: 'owed' | 'refunds'; amount: MoneyJson }
  /** `used`: what earlier lines had taken of the limit, in the period that began on `from`. */
  | {
      step: SharedCap['sort'];
      limit: MoneyJson;
      period: SharedCap['period'];
      from: string | null;
      used: MoneyJson;
      amount: MoneyJson;
    }
  /** Of all that is owed (`of`), the part of one of the two partners who share it (domain/commission/split.ts). */
  | { step: 'share'; side: 'referrer' | 'partner'; basisPoints: number; of: MoneyJson; amount: MoneyJson }
  /** Into the currency of the payout, at a rate of this day and source; `exact` is the product before rounding. */
  | {
      step: 'convert';
      from: MoneyJson;
      rate: string;
      day: string;
      source: string;
      exact: string;
      rounding: 'half_up';
      amount: MoneyJson;
    };

export type BaseStep = Extract<ExplanationStep, { step: 'base' }>;

/** A line is earned by a rule, or adjusts one that was. */
export type LineKind = RuleKind | 'adjustment';

/** How an amount came about, as data: enough to compute it again without the deal or the plan. */
export type LineExplanation = {
  sentence: string;
  planVersionId: string;
  ruleIndex: number;
  kind: LineKind;
  trigger?: Exclude<Trigger, 'signed'>;
  /** The conditions of the rule and what they met; absent where the rule makes none. */
  because?: { when: RuleConditions; found: FoundFacts };
  /** Why a deal earns something that is not the first of its customer. */
  wonInTime?: WonInTime;
  /** What it was computed anew for. */
  correction?: DealCorrection;
  /** It is of a figure that was paid or invoiced; what the deal earns beyond that, as it was corrected, waits for its trigger. */
  moreWaits?: true;
  /** Of what a correction adds: before refunds, which took their share of it. */
  gross?: MoneyJson;
  steps: ExplanationStep[];
};

/** A deal before and after a correction. */
export type DealCorrection = { correctionId: string; from: DealFigures; to: DealFigures };
export type DealFigures = Pick<WonDeal, 'amount' | 'firstYearNet'>;
