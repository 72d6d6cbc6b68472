import type { CaseEffect, DecideCaseBody } from '../api/cases.ts';
import { texts } from '../texts/en.ts';
import { toMinor } from '../ui/money.ts';
import { localToday } from '../ui/time.ts';

const words = texts.cases.decide;
const { amountMissing, currencyMissing, dateMissing } = texts.sales.close;

export type DecisionValues = {
  outcome: 'upheld' | 'rejected' | '';
  effect: CaseEffect;
  reason: string;
  note: string;
  dealId: string;
  /** The line that is adjusted, and which way. */
  commissionId: string;
  direction: 'add' | 'take';
  amount: number | '';
  firstYear: number | '';
  currency: string;
  closedOn: string;
};

export const initialDecision = (effects: readonly CaseEffect[]): DecisionValues => ({
  outcome: '',
  effect: effects[0] ?? 'none',
  reason: '',
  note: '',
  dealId: '',
  commissionId: '',
  direction: 'add',
  amount: '',
  firstYear: '',
  currency: 'EUR',
  closedOn: localToday(new Date()),
});

const credits = ({ outcome, effect }: DecisionValues): boolean => outcome === 'upheld' && effect === 'credit';

const adjusts = ({ outcome, effect }: DecisionValues): boolean => outcome === 'upheld' && effect === 'adjust';

/** What is missing for the deal is asked for only where a deal is credited. */
const forDeal =
  <Value>(isMissing: (value: Value) => boolean, words: string) =>
  (value: Value, values: DecisionValues): string | null =>
    credits(values) && isMissing(value) ? words : null;

export const decisionRules = {
  outcome: (outcome: string) => (outcome === '' ? words.missing : null),
  reason: (reason: string) => (reason.trim() === '' ? words.reasonMissing : null),
  dealId: forDeal((dealId: string) => dealId.trim() === '', words.dealMissing),
  commissionId: (id: string, values: DecisionValues) => (adjusts(values) && id === '' ? words.lineMissing : null),
  amount: (amount: number | '', values: DecisionValues) =>
    (credits(values) || adjusts(values)) && !Number(amount) ? amountMissing : null,
  currency: forDeal((currency: string) => !/^[A-Z]{3}$/.test(currency), currencyMissing),
  closedOn: forDeal((closedOn: string) => closedOn === '', dateMissing),
};

/** A rejection changes nothing, whatever effect was chosen before. */
export function decisionBody(values: DecisionValues): DecideCaseBody {
  const reason = values.reason.trim();
  if (values.outcome !== 'upheld') return { outcome: 'rejected', effect: 'none', reason };
  const { effect, currency, closedOn, commissionId, direction } = values;
  const amount = { amount: toMinor(Number(values.amount), currency), currency };
  if (effect === 'adjust') {
    const change = direction === 'take' ? -amount.amount : amount.amount;
    return { outcome: 'upheld', effect, reason, commissionId, amount: { amount: change, currency } };
  }
  if (effect !== 'credit') return { outcome: 'upheld', effect, reason };
  return {
    outcome: 'upheld',
    effect,
    reason,
    dealId: values.dealId.trim(),
    amount,
    ...(values.firstYear === '' ? {} : { firstYearNet: { amount: toMinor(values.firstYear, currency), currency } }),
    closedOn,
  };
}
