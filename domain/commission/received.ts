import { monthsAfter } from '../givenDay.ts';
import { money, moneyToJson, type MoneyJson } from '../money.ts';
import { clawbackOf } from './clawback.ts';
import { rated } from './rate.ts';
import { refundedOf } from './refunds.ts';
import type { ByPaymentRule, Lasting, ReceivedPart, RecurringRule, WonDeal } from './plan.ts';

/**
 * What the customer of a deal has paid at once, in minor units of its currency, and on which day. `refundedBefore`: what of the deal was
 * refunded in all when it was recorded.
 */
export type Payment = { id: string; amountMinor: bigint; on: string; refundedBefore: bigint };

/** Of a deal, in the order in which they were recorded, and what of it was refunded in all by now. */
type Receipts = { payments: readonly Payment[]; refunded: bigint };

/** `paymentId`: null for what is still to come. */
export type DealPart = { paymentId: string | null; part: ReceivedPart };

type ClosedDeal = WonDeal & { closedOn: string };

/**
 * The parts of a deal that earn something under a rule: the payments of its customer, in the order in which they were recorded, each after
 * all that came before it; the last is what is still to come. What is earned of a part is what all up to its end earn, without what those
 * before it have earned and no refund took back by then. What was refunded before a payment counts no more at its turn, so what is paid
 * again is not counted twice; without refunds the parts come to exactly what the whole does, however it was paid.
 *
 * Of a rule that pays for a while these are numbered, one comes after those that earn and no others, and what is still to come is one only
 * while something can. `at`: now, ISO 8601 in UTC.
 */
export function partsUnder(rule: ByPaymentRule, deal: ClosedDeal, known: Receipts & { at: string }): DealPart[] {
  const { payments, refunded, at } = known;
  const bounds = boundsOf(rule, deal.closedOn);
  const turns = turnsOf(payments).filter(({ payment: { on } }) => bounds.until === null || on < bounds.until);
  const earning = earnedAt(rule, deal, turns.slice(0, bounds.of ?? turns.length));
  const partAt = (place: number, { received, paidBefore, refunded: refundedBefore }: Turn): ReceivedPart => {
    const { kept, earned } = standingOf(rule, earning.slice(0, place), refundedBefore);
    const inDeal = (minor: bigint): MoneyJson => moneyToJson(money(minor, deal.amount.currency));
    return {
      ...{ received: inDeal(received), before: inDeal(kept), earnedBefore: inDeal(earned) },
      paidBefore: inDeal(paidBefore),
    };
  };
  const numbered = (part: ReceivedPart, place: number | null): ReceivedPart =>
    rule.kind === 'recurring' ? { ...part, instalment: { place, ...bounds } } : part;
  const paid = totalOf(payments);
  const earningPayments = earning.map(({ payment }) => payment);
  const toCome = toComeUnder(rule, deal, { ...bounds, earning: earningPayments, paid, at });
  const parts = earning.map((turn, place) => ({
    paymentId: turn.payment.id,
    part: numbered(partAt(place, turn), place + 1),
  }));
  if (toCome <= 0n) return parts;
  const last = partAt(earning.length, { received: toCome, paidBefore: paid, refunded });
  return [...parts, { paymentId: null, part: numbered(last, null) }];
}

/** What comes, after all that was paid before it and what was refunded until then, in minor units. */
type Turn = { received: bigint; paidBefore: bigint; refunded: bigint };
type PaymentTurn = Turn & { payment: Payment };

function turnsOf(payments: readonly Payment[]): PaymentTurn[] {
  let paidBefore = 0n;
  return payments.map((payment) => {
    const { amountMinor: received, refundedBefore: refunded } = payment;
    const turn = { payment, received, paidBefore, refunded };
    paidBefore += received;
    return turn;
  });
}

type EarnedTurn = PaymentTurn & { earned: bigint };

const earnedAt = (rule: ByPaymentRule, { amount }: WonDeal, turns: readonly PaymentTurn[]): EarnedTurn[] =>
  turns.reduce<EarnedTurn[]>((earlier, turn) => {
    const { kept, earned } = standingOf(rule, earlier, turn.refunded);
    const start = { amount: money(kept + turn.received, amount.currency), sentence: '', steps: [] };
    const whole = rated(start, rule).amount.amountMinor;
    earlier.push({ ...turn, earned: whole > earned ? whole - earned : 0n });
    return earlier;
  }, []);

/** What is left of payments, and of what they have earned, once so much of their deal was refunded. */
const standingOf = (
  { kind }: ByPaymentRule,
  turns: readonly EarnedTurn[],
  refunded: bigint,
): Readonly<Record<'kept' | 'earned', bigint>> =>
  turns.reduce(
    (sum, { received, paidBefore: before, earned }) => {
      const back = refundedOf({ received, before }, refunded);
      return {
        kept: sum.kept + received - back,
        earned: sum.earned + earned - clawbackOf({ kind, earned, refunded: back, deal: received }),
      };
    },
    { kept: 0n, earned: 0n },
  );

const totalOf = (payments: readonly Payment[]): bigint =>
  payments.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);

type Bounds = { of: number | null; until: string | null };

function boundsOf(rule: ByPaymentRule, closedOn: string): Bounds {
  if (rule.kind !== 'recurring') return { of: null, until: null };
  const { lasts } = rule;
  return 'payments' in lasts
    ? { of: lasts.payments, until: null }
    : { of: null, until: monthsAfter(closedOn, lasts.months) };
}

type Coming = Bounds & { earning: readonly Payment[]; paid: bigint; at: string };

/** What is still to come and earns something, in minor units: never more than is left of the contract. */
function toComeUnder(rule: ByPaymentRule, deal: WonDeal, { earning, paid, of, until, at }: Coming): bigint {
  const left = BigInt(deal.amount.amount) - paid;
  if (rule.kind !== 'recurring') return left;
  if (of === null ? until !== null && at.slice(0, 10) >= until : earning.length >= of) return 0n;
  const wanted = estimated(rule, deal, earning);
  return wanted < left ? wanted : left;
}

const MONTHS_OF_YEAR = 12n;

/** What of the contract would be paid while payments earn, were the first year paid month by month; at least one unit. */
function expectedOf({ lasts }: { lasts: Lasting }, { amount, firstYearNet }: WonDeal): bigint {
  const months = BigInt('payments' in lasts ? lasts.payments : lasts.months);
  const year = BigInt(firstYearNet.amount > 0 ? firstYearNet.amount : amount.amount);
  const expected = (year * months) / MONTHS_OF_YEAR;
  const whole = BigInt(amount.amount);
  return expected < 1n || expected > whole ? whole : expected;
}

/** As the customer has paid before, and before the first payment as if they paid month by month. */
function estimated(rule: RecurringRule, deal: WonDeal, earning: readonly Payment[]): bigint {
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
  const none = { ...amount, amount: 0 };
  return { received, before: none, paidBefore: none, earnedBefore: none };
};
