import {
  atMost,
  beyond,
  exactPercentage,
  formatBasisPoints,
  formatMoney,
  moneyFromJson,
  moneyToJson,
  percentageOf,
  type Money,
  type MoneyJson,
} from '../money.ts';
import type { ExplanationStep } from './explanation.ts';
import type { DealPercentRule } from './plan.ts';

/** What comes out, and how, so far. */
export type Explained = { amount: Money; sentence: string; steps: ExplanationStep[] };

export const amountInWords = (amount: MoneyJson): string => formatMoney(moneyFromJson(amount));

type Rated = Pick<DealPercentRule, 'above' | 'basisPoints' | 'capPerDeal'>;

/** The share of a rule of what there is, of that above its limit, and never more than its cap per deal. */
export function rated(start: Explained, { above, basisPoints, capPerDeal }: Rated): Explained {
  const earned = percent(above === undefined ? start : aboveLimit(start, above), basisPoints);
  return capPerDeal === undefined ? earned : cappedPerDeal(earned, capPerDeal);
}

function aboveLimit({ amount: whole, sentence, steps }: Explained, above: MoneyJson): Explained {
  const amount = beyond(whole, moneyFromJson(above));
  return {
    amount,
    sentence: `${formatMoney(amount)}, the part of ${sentence} above ${amountInWords(above)}`,
    steps: [...steps, { step: 'above', limit: above, amount: moneyToJson(amount) }],
  };
}

export function percent({ amount: base, sentence, steps }: Explained, basisPoints: number): Explained {
  const points = BigInt(basisPoints);
  const amount = percentageOf(base, points);
  const exact = exactPercentage(base, points);
  return {
    amount,
    sentence: `${formatBasisPoints(basisPoints)} of ${sentence}`,
    steps: [...steps, { step: 'percent', basisPoints, exact, rounding: 'half_up', amount: moneyToJson(amount) }],
  };
}

function cappedPerDeal({ amount: earned, sentence, steps }: Explained, limit: MoneyJson): Explained {
  const amount = atMost(earned, moneyFromJson(limit));
  const isCut = amount.amountMinor < earned.amountMinor;
  return {
    amount,
    sentence: isCut ? `${sentence}, at most ${amountInWords(limit)} per deal` : sentence,
    steps: [...steps, { step: 'cap_per_deal', limit, amount: moneyToJson(amount) }],
  };
}
