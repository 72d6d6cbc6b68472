import { countingRefunds } from '../../domain/commission/clawback.ts';
import { amountFacts } from '../../domain/commission/moneyEvent.ts';
import { refuseRefund, type DealRefund } from '../../domain/commission/refunds.ts';
import { AppError } from '../../domain/errors.ts';
import { add, sum } from '../../domain/money.ts';
import { newId } from '../ids.ts';
import { callFunction } from './callFunction.ts';
import type { Database, Queryable } from './client.ts';
import type { DealDesk, RefundRecord, RefundWish } from './dealDeskPort.ts';
import { recordCorrection } from './dealCorrections.ts';
import { recordPayment } from './dealPayments.ts';
import { toRefund } from './lineFacts.ts';
import { onceInTransaction } from './setup.ts';
import { dealsOf, lockWonWith, readRefunds, type StoredRefund, type WonRow } from './wonWith.ts';

export const createDealDesk = (database: Database): DealDesk => ({
  once: (ticket, act) =>
    onceInTransaction(database, ticket, (as) =>
      act({
        refund: (wish) => recordRefund(as, wish),
        payment: (wish) => recordPayment(as, wish),
        correction: (wish) => recordCorrection(as, wish),
      }),
    ),
});

const countsFor = ({ lines, window }: WonRow, refund: Pick<DealRefund, 'refundedOn'>): boolean =>
  lines.some((accruedAt) => countingRefunds([refund], { accruedAt }, window).length > 0);

async function recordRefund(as: Queryable, wish: RefundWish): Promise<{ refund: RefundRecord; isNew: boolean }> {
  const { dealId, externalId, amount, refundedOn, by } = wish;
  const won = await lockWonWith(as, dealId);
  const stored = await readRefunds(as, dealId);
  const known = stored.find((one) => one.externalId === externalId);
  if (known !== undefined) return { refund: sameAgain(known, wish, { won, stored }), isNew: false };
  const refunds = stored.map(toRefund);
  const at = wish.at.toISOString();
  const refused = refuseRefund({
    deals: dealsOf(won),
    refunds,
    wish: { amount, on: refundedOn },
    today: at.slice(0, 10),
  });
  if (refused !== null) throw new AppError(refused);
  const id = newId('refund');
  const reasonCode = wish.reasonCode ?? null;
  const said = { refundId: id, ...amountFacts(amount), refundedOn };
  const event = { at, type: 'deal.refunded', actor: { kind: 'user', id: by }, source: 'web', from: null, to: null };
  await callFunction(as, 'record_refund', {
    id,
    dealId,
    externalId,
    amountMinor: amount.amountMinor.toString(),
    currency: amount.currency,
    refundedOn,
    reasonCode,
    by,
    at,
    referrals: won.map((one) => ({
      id: one.id,
      tell: one.lines.length === 0 || countsFor(one, wish),
      event: { ...event, reasonCode, public: said },
    })),
  });
  const total = add(
    sum(
      refunds.map((refund) => refund.amount),
      amount.currency,
    ),
    amount,
  );
  const recorded = { id, dealId, externalId, amount, refundedOn, reasonCode, recordedAt: at, total };
  return { refund: withReferrals(recorded, won), isNew: true };
}

/** What was recorded under this id stands; something else under it is refused. */
function sameAgain(
  known: StoredRefund,
  { dealId, amount, refundedOn }: RefundWish,
  { won, stored }: { won: WonRow[]; stored: StoredRefund[] },
): RefundRecord {
  const refund = toRefund(known);
  const isSame =
    refund.amount.amountMinor === amount.amountMinor &&
    refund.amount.currency === amount.currency &&
    refund.refundedOn === refundedOn;
  if (!isSame) throw new AppError({ code: 'already_exists', facts: { refundId: known.id } });
  const earlier = stored.filter(({ place }) => place <= known.place).map((row) => toRefund(row).amount);
  const { externalId, reasonCode, recordedAt } = known;
  const total = sum(earlier, amount.currency);
  return withReferrals({ ...refund, dealId, externalId, reasonCode, recordedAt, total }, won);
}

const withReferrals = (refund: Omit<RefundRecord, 'counts' | 'referrals'>, won: readonly WonRow[]): RefundRecord => ({
  ...refund,
  counts: won.some((one) => countsFor(one, refund)),
  referrals: won.map(({ id, number }) => ({ id, number })),
});
