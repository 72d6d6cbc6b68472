import { durationMs } from '../duration.ts';
import {
  AMOUNT_MINOR_MAX,
  convert,
  exactConversion,
  formatMoney,
  moneyToJson,
  type Money,
  type MoneyJson,
} from '../money.ts';
import type { ExplanationStep, LineExplanation } from './explanation.ts';
import type { DueLine } from './lines.ts';

/** How old the day of a rate may be when a line accrues. */
const RATE_AGE_MAX = 'P7D';

/** An exchange rate that a second person has confirmed: how many units of `to` are paid for one of `from`. */
export type ConfirmedRate = { id: string; from: string; to: string; rate: string; day: string; source: string };

type Pair = { from: string; to: string };

/** Of this pair the rate of the latest day that has come and is not too old; undefined when there is none. */
export function usableRate(
  rates: readonly ConfirmedRate[],
  { from, to, at }: Pair & { at: string },
): ConfirmedRate | undefined {
  const now = Date.parse(at);
  return rates
    .filter((rate) => rate.from === from && rate.to === to)
    .filter(({ day }) => Date.parse(day) <= now && now - Date.parse(day) <= durationMs(RATE_AGE_MAX))
    .sort((one, other) => (one.day < other.day ? 1 : -1))[0];
}

/** A line as it is paid; while it waits for a rate its amount is in the currency of its deal. */
type Paid<Line extends DueLine> = Line & { rateId: string | null };

/**
 * What is owed for a deal, in the currency in which its partner is paid. Lines of one deal wait for each other, because how
 * many people approve follows from their sum. What comes to less than half a unit of that currency is no line.
 */
export function inPayoutCurrency<Line extends DueLine>(
  due: readonly Line[],
  { payoutCurrency, rates, at }: { payoutCurrency: string; rates: readonly ConfirmedRate[]; at: string },
): { isWaiting: boolean; lines: Paid<Line>[] } {
  const converted = due.map((line): Paid<Line> | undefined => {
    const { currency } = line.amount;
    if (currency === payoutCurrency) return { ...line, rateId: null };
    const rate = usableRate(rates, { from: currency, to: payoutCurrency, at });
    const converted = rate && convertedAt(rate, line.amount, rate.to);
    if (rate === undefined || converted === undefined) return undefined;
    const { amount, step } = converted;
    return { ...line, amount, explanation: explainConversion(line, rate, step), rateId: rate.id };
  });
  if (converted.includes(undefined)) {
    return { isWaiting: true, lines: due.map((line) => ({ ...line, rateId: null })) };
  }
  const lines = converted.filter((line) => line !== undefined);
  return { isWaiting: false, lines: lines.filter(({ amount }) => amount.amountMinor > 0n) };
}

const explainConversion = (line: DueLine, { rate, from, to, day, source }: ConfirmedRate, step: ExplanationStep) => ({
  ...line.explanation,
  sentence: `${line.explanation.sentence}: ${formatMoney(line.amount)}, paid at ${rate} ${to} for 1 ${from} (${source}, ${day})`,
  steps: [...line.explanation.steps, step],
});

/**
 * What so much comes to in another currency, and the step of the proof that says so; undefined where that is beyond what money can be
 * here: then the rate is a mistake, and a person has to enter another one.
 */
export function convertedAt(
  { rate, day, source }: Pick<ConfirmedRate, 'rate' | 'day' | 'source'>,
  earned: Money,
  to: string,
): { amount: Money; step: ExplanationStep } | undefined {
  const amount = convert(earned, to, rate);
  if (amount.amountMinor > AMOUNT_MINOR_MAX) return undefined;
  const step: ExplanationStep = {
    ...{ step: 'convert', from: moneyToJson(earned), rate, day, source },
    ...{ exact: exactConversion(earned, to, rate), rounding: 'half_up', amount: moneyToJson(amount) },
  };
  return { amount, step };
}

type Conversion = { from: MoneyJson; rate: string; day: string; source: string };

/** How a line came from the currency of its deal into that in which it is paid; null when it did not have to. */
export function conversionOf({ steps }: Pick<LineExplanation, 'steps'>): Conversion | null {
  const step = steps.find((one) => one.step === 'convert');
  return step === undefined ? null : { from: step.from, rate: step.rate, day: step.day, source: step.source };
}
