import { monthsAfter } from '../givenDay.ts';
import { money, moneyToJson, type MoneyJson } from '../money.ts';
import { clawbackOf, countingRefunds, refundedIn } from './clawback.ts';
import type { EarnedPart } from './earnedPart.ts';
import { rated } from './percentage.ts';
import { refundedOf, type DealRefund } from './refunds.ts';
import type { ByPaymentRule, Lasting, ReceivedPart, RecurringRule, WonDeal } from './plan.ts';

/**
 * What the customer of a deal has paid at once, in minor units of its currency, and on which day. `refundedBefore`: what of the deal was
 * refunded in all when it was recorded.
 */
export type Payment = { id: string; amountMinor: bigint; on: string; refundedBefore: bigint };

/**
 * Of a deal, in the order in which they were recorded. `seen`: how many payments were looked at under the rule, and `earned` what the lines
 * say that they have earned. `window`: the policy's for refunds; `at`: now. Both ISO 8601, in UTC.
 */
export type Receipts = {
  payments: readonly Payment[];
  refunds: readonly DealRefund[];
  seen: number;
  earned: readonly EarnedPart[];
  window: string;
  at: string;
};

/** `paymentId`: null for what is still to come. */
export type DealPart = { paymentId: string | null; part: ReceivedPart };

type ClosedDeal = WonDeal & { closedOn: string };

/**
 * The parts of a deal that earn something under a rule and that nobody has looked at: the payments of its customer, in the order in which
 * they were recorded, each after all that came before it; the last is what is still to come. What is earned of a part is what all up to its
 * end earn, without what the lines of those before it have earned and no refund took back by then. What was refunded before a payment counts
 * no more at its turn, so what is paid again is not counted twice; and what a refund after its window left standing is not earned twice.
 * Without refunds the parts come to exactly what the whole does, however it was paid.
 *
 * Of a rule that pays for a while these are numbered, one comes after those that earn and no others, and what is still to come is one only
 * while something can.
 */
export function partsUnder(rule: ByPaymentRule, deal: ClosedDeal, known: Receipts): DealPart[] {
  const { payments, refunds, at } = known;
  const bounds = boundsOf(rule, deal.closedOn);
  const turns = turnsOf(known).filter(({ payment: { on } }) => bounds.until === null || on < bounds.until);
  const earning = earnedAt(rule, deal, { turns: turns.slice(0, bounds.of ?? turns.length), known });
  const partAt = (place: number, { received, paidBefore, refunds: before }: Turn): ReceivedPart => {
    const { kept, earned } = standingOf(rule, earning.slice(0, place), { ...known, refunds: before });
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
  const parts = earning.flatMap((turn, place) =>
    turn.isSeen ? [] : [{ paymentId: turn.payment.id, part: numbered(partAt(place, turn), place + 1) }],
  );
  if (toCome <= 0n) return parts;
  const last = partAt(earning.length, { received: toCome, paidBefore: paid, refunds });
  return [...parts, { paymentId: null, part: numbered(last, null) }];
}

/** What comes, after all that was paid before it and what was refunded until then, in minor units. */
type Turn = { received: bigint; paidBefore: bigint; refunds: readonly DealRefund[] };
type PaymentTurn = Turn & { payment: Payment; isSeen: boolean };

function turnsOf({ payments, refunds, seen }: Receipts): PaymentTurn[] {
  let paidBefore = 0n;
  return payments.map((payment, place) => {
    const { amountMinor: received, refundedBefore } = payment;
    const turn = { payment, received, paidBefore, refunds: upTo(refundedBefore, refunds), isSeen: place < seen };
    paidBefore += received;
    return turn;
  });
}

/** The refunds that were recorded first and come to so much. */
function upTo(sum: bigint, refunds: readonly DealRefund[]): DealRefund[] {
  let left = sum;
  return refunds.filter(({ amount }) => {
    left -= amount.amountMinor;
    return left >= 0n;
  });
}

type EarnedTurn = PaymentTurn & Pick<EarnedPart, 'earned' | 'accruedAt'>;
type Turns = { turns: readonly PaymentTurn[]; known: Receipts };

/** Lines say what payments that were looked at have earned; one without a line earned nothing, or a shared cap has cut off all of it. */
const earnedAt = (rule: ByPaymentRule, { amount }: WonDeal, { turns, known }: Turns): EarnedTurn[] =>
  turns.reduce<EarnedTurn[]>((earlier, turn) => {
    const line = known.earned.find(({ paidBefore }) => turn.isSeen && paidBefore === turn.paidBefore);
    const isNothing = turn.isSeen && rule.capPerPartner === undefined && rule.budget === undefined;
    const byRule = (): bigint => {
      const { kept, earned } = standingOf(rule, earlier, { ...known, refunds: turn.refunds });
      const start = { amount: money(kept + turn.received, amount.currency), sentence: '', steps: [] };
      const whole = rated(start, rule).amount.amountMinor;
      return whole > earned ? whole - earned : 0n;
    };
    const earned = line?.earned ?? (isNothing ? 0n : byRule());
    earlier.push({ ...turn, earned, accruedAt: line?.accruedAt ?? known.at });
    return earlier;
  }, []);

/** What is left of payments by these refunds, and of what they have earned: a line gives back its share within its own window. */
const standingOf = (
  { kind }: ByPaymentRule,
  turns: readonly EarnedTurn[],
  { refunds, window }: Pick<Receipts, 'refunds' | 'window'>,
): Readonly<Record<'kept' | 'earned', bigint>> => {
  const refunded = refundedIn(refunds);
  return turns.reduce(
    (sum, { received, paidBefore: before, earned, accruedAt }) => {
      const gone = refundedOf({ received, before }, refunded);
      if (gone === 0n) return { kept: sum.kept + received, earned: sum.earned + earned };
      const back = refundedOf({ received, before }, refundedIn(countingRefunds(refunds, { accruedAt }, window)));
      const taken = clawbackOf({ kind, earned, refunded: back, deal: received });
      return { kept: sum.kept + received - gone, earned: sum.earned + earned - taken };
    },
    { kept: 0n, earned: 0n },
  );
};

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
