import { AppError } from '../errors.ts';
import {
  add,
  atMost,
  beyond,
  convert,
  money,
  moneyFromJson,
  percentageOf,
  type Money,
  type MoneyJson,
} from '../money.ts';
import { clawbackOf } from './clawback.ts';
import { holds } from './conditions.ts';
import type { ExplanationStep, LineExplanation } from './explanation.ts';
import { isWonInTime } from './furtherDeal.ts';
import { shareOf } from './split.ts';

/**
 * Computes the amount again from the stored explanation alone.
 * Throws `internal_error` when a step contradicts what it is made of, a condition what it met, or a day its months.
 */
export function recompute({
  steps,
  because,
  wonInTime,
}: Pick<LineExplanation, 'steps' | 'because' | 'wonInTime'>): Money {
  if (because !== undefined && !holds(because.when, because.found)) {
    throw new AppError({ code: 'internal_error', cause: 'the conditions of the rule are not met' });
  }
  if (wonInTime !== undefined && !isWonInTime(wonInTime))
    throw new AppError({ code: 'internal_error', cause: 'a renewal or further deal that was not won in time' });
  let amount: Money | undefined;
  for (const step of steps) {
    const next = after(amount, step);
    const written = moneyFromJson(step.amount);
    if (next.amountMinor !== written.amountMinor || next.currency !== written.currency) {
      throw new AppError({ code: 'internal_error', cause: `the step ${step.step} does not recompute` });
    }
    amount = next;
  }
  if (amount === undefined) throw new AppError({ code: 'internal_error', cause: 'an explanation without a step' });
  return amount;
}

/** What comes out of a step, from what came out of the one before. */
function after(before: Money | undefined, step: ExplanationStep): Money {
  if (step.step === 'base' || step.step === 'flat' || step.step === 'adjustment') return moneyFromJson(step.amount);
  if (step.step === 'no_rule') return money(0n, step.amount.currency);
  if (before === undefined) throw new AppError({ code: 'internal_error', cause: `${step.step} begins an explanation` });
  switch (step.step) {
    case 'received':
      return add(moneyFromJson(step.before), before);
    case 'less':
      return beyond(before, moneyFromJson(step.earned));
    case 'above':
      return beyond(before, moneyFromJson(step.limit));
    case 'percent':
      return percentageOf(before, BigInt(step.basisPoints));
    case 'volume':
      return withoutPaidFor(beyond(add(moneyFromJson(step.before), before), moneyFromJson(step.limit)), step.paidFor);
    case 'refunded':
      return beyond(before, money(refundedShare(before, step), before.currency));
    case 'cap_per_deal':
      return atMost(before, moneyFromJson(step.limit));
    case 'cap_per_partner':
    case 'budget':
      return atMost(before, beyond(moneyFromJson(step.limit), moneyFromJson(step.used)));
    case 'share':
      return shareOf(sameAs(before, step.of), step);
    case 'convert':
      return convert(sameAs(before, step.from), step.amount.currency, step.rate);
    default:
      return step satisfies never;
  }
}

const withoutPaidFor = (amount: Money, paidFor: MoneyJson | undefined): Money =>
  paidFor === undefined ? amount : beyond(amount, moneyFromJson(paidFor));

const refundedShare = ({ amountMinor: earned }: Money, step: Extract<ExplanationStep, { step: 'refunded' }>): bigint =>
  clawbackOf({ kind: step.kind, earned, refunded: BigInt(step.refunded.amount), deal: BigInt(step.deal.amount) });

/** Throws `internal_error` when something else was shared or converted than what there was. */
function sameAs(before: Money, named: MoneyJson): Money {
  const from = moneyFromJson(named);
  if (before.amountMinor !== from.amountMinor || before.currency !== from.currency)
    throw new AppError({ code: 'internal_error', cause: 'what a step is about is not what came out before' });
  return from;
}
