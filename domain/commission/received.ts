import { money, moneyToJson } from '../money.ts';
import type { LineExplanation } from './explanation.ts';
import type { ByPaymentRule, Lasting, ReceivedPart, RecurringRule, WonDeal } from './plan.ts';

/** What the customer of a deal has paid at once, in minor units of its currency, and on which day. */
export type Payment = { id: string; amountMinor: bigint; on: string };

/** `paymentId`: null for what is still to come. */
export type DealPart = { paymentId: string | null; part: ReceivedPart };

/**
 * A deal by the payments of its customer, in the order in which they were recorded, each after all that came before it; the last
 * is what is still to come. What is earned of a part is what all up to its end earn less what all before it have earned, so the
 * parts come to exactly what the whole does, however it was paid.
 */
export function partsOf({ amount: { amount, currency } }: WonDeal, payments: readonly Payment[]): DealPart[] {
  const partOf = (received: bigint, before: bigint): ReceivedPart => ({
    received: moneyToJson(money(received, currency)),
    before: moneyToJson(money(before, currency)),
  });
  let before = 0n;
  const parts = payments.map(({ id, amountMinor }): DealPart => {
    const part = partOf(amountMinor, before);
    before += amountMinor;
    return { paymentId: id, part };
  });
  const toCome = BigInt(amount) - before;
  return toCome > 0n ? [...parts, { paymentId: null, part: partOf(toCome, before) }] : parts;
}

type ClosedDeal = WonDeal & { closedOn: string };

/**
 * The parts that earn something under a rule. Of one that pays for a while these are numbered, one comes after those that earn and no
 * others, and what is still to come is one only while something can. `at`: now, ISO 8601 in UTC.
 */
export function partsUnder(
  rule: ByPaymentRule,
  deal: ClosedDeal,
  { payments, at }: { payments: readonly Payment[]; at: string },
): DealPart[] {
  if (rule.kind !== 'recurring') return partsOf(deal, payments);
  const { of, until } = boundsOf(rule.lasts, deal.closedOn);
  const earning = payments.filter(({ on }) => until === null || on < until).slice(0, of ?? payments.length);
  const isOver = of === null ? until !== null && at.slice(0, 10) >= until : earning.length >= of;
  const left = BigInt(deal.amount.amount) - totalOf(payments);
  return partsOf(deal, earning).flatMap(({ paymentId, part }, place): DealPart[] => {
    const instalment = { place: paymentId === null ? null : place + 1, of, until };
    if (paymentId !== null) return [{ paymentId, part: { ...part, instalment } }];
    if (isOver || left <= 0n) return [];
    const wanted = toComeOf(rule, deal, earning);
    const received = moneyToJson(money(wanted < left ? wanted : left, deal.amount.currency));
    return [{ paymentId, part: { ...part, received, instalment } }];
  });
}

const totalOf = (payments: readonly Payment[]): bigint =>
  payments.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);

const boundsOf = (lasts: Lasting, closedOn: string): { of: number | null; until: string | null } =>
  'payments' in lasts ? { of: lasts.payments, until: null } : { of: null, until: monthsAfter(closedOn, lasts.months) };

/** The same day so many months later, or the last one of that month. */
function monthsAfter(day: string, months: number): string {
  const date = new Date(day);
  const month = date.getUTCMonth() + months;
  const same = new Date(Date.UTC(date.getUTCFullYear(), month, date.getUTCDate()));
  const last = new Date(Date.UTC(date.getUTCFullYear(), month + 1, 0));
  return (same < last ? same : last).toISOString().slice(0, 10);
}

const MONTHS_OF_YEAR = 12n;

/** What of the contract would be paid while payments earn, were the first year paid month by month; at least one unit. */
function expectedOf({ lasts }: RecurringRule, { amount, firstYearNet }: WonDeal): bigint {
  const months = BigInt('payments' in lasts ? lasts.payments : lasts.months);
  const year = BigInt(firstYearNet.amount > 0 ? firstYearNet.amount : amount.amount);
  const expected = (year * months) / MONTHS_OF_YEAR;
  const whole = BigInt(amount.amount);
  return expected < 1n || expected > whole ? whole : expected;
}

/** An estimate: as the customer has paid before, and before the first payment as if they paid month by month. */
function toComeOf(rule: RecurringRule, deal: WonDeal, earning: readonly Payment[]): bigint {
  const last = earning.at(-1)?.amountMinor;
  const expected = expectedOf(rule, deal);
  if (last === undefined) return expected;
  if ('payments' in rule.lasts) return last * BigInt(rule.lasts.payments - earning.length);
  const left = expected - totalOf(earning);
  return left > 0n ? left : last;
}

/** A deal of which nothing is paid yet, as one part: all of it, or what is expected while payments earn. */
export const wholeOf = (rule: ByPaymentRule, deal: WonDeal): ReceivedPart => {
  const { amount } = deal;
  const received = rule.kind === 'recurring' ? { ...amount, amount: Number(expectedOf(rule, deal)) } : amount;
  return { received, before: { ...amount, amount: 0 } };
};

/** What had come before the part that a line is of, in minor units. */
export function receivedBefore({ steps }: Pick<LineExplanation, 'steps'>): number {
  const step = steps.find((one) => one.step === 'received');
  return step === undefined ? 0 : step.before.amount;
}

/** What of a part went back to the customer, who gets back what was paid first. It depends on the sum of the refunds alone. */
export function refundedOf({ received, before }: { received: bigint; before: bigint }, refunded: bigint): bigint {
  const beyond = refunded > before ? refunded - before : 0n;
  return beyond < received ? beyond : received;
}
