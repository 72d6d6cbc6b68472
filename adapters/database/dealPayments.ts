import { amountFacts } from '../../domain/commission/moneyEvent.ts';
import { refusePayment } from '../../domain/commission/refunds.ts';
import { AppError } from '../../domain/errors.ts';
import { money, sum } from '../../domain/money.ts';
import { newId } from '../ids.ts';
import { callFunction } from './callFunction.ts';
import type { Queryable } from './client.ts';
import type { PaymentRecord, PaymentWish } from './dealDeskPort.ts';
import { toRefund } from './lineFacts.ts';
import { dealsOf, lockWonWith, readRefunds, type WonRow } from './wonWith.ts';

type StoredPayment = {
  id: string;
  place: number;
  externalId: string;
  amount: number;
  currency: string;
  on: string;
  recordedAt: string;
};

const amountOf = ({ amount, currency }: StoredPayment) => money(BigInt(amount), currency);

/** Of a deal and sort, in the order in which they were recorded. */
const readPayments = (as: Queryable, { dealId, kind }: PaymentWish): Promise<StoredPayment[]> =>
  as.$queryRawUnsafe<StoredPayment[]>(
    `SELECT id, place, external_id AS "externalId", amount_minor::float8 AS amount, currency, to_char(moved_on, 'YYYY-MM-DD') AS "on",
      iso_ms(recorded_at) AS "recordedAt" FROM deal_payments WHERE deal_key = deal_key($1) AND kind = $2 ORDER BY place`,
    dealId,
    kind,
  );

/** An invoice or a payment of a deal, in the transaction of the caller. */
export async function recordPayment(
  as: Queryable,
  wish: PaymentWish,
): Promise<{ payment: PaymentRecord; isNew: boolean }> {
  const { kind, dealId, externalId, amount, on, by } = wish;
  const won = await lockWonWith(as, dealId);
  const stored = await readPayments(as, wish);
  const known = stored.find((one) => one.externalId === externalId);
  if (known !== undefined) return { payment: sameAgain(known, wish, { won, stored }), isNew: false };
  const refunds = (await readRefunds(as, dealId)).map(toRefund);
  const earlier = stored.map((one) => ({ amount: amountOf(one) }));
  const at = wish.at.toISOString();
  const refused = refusePayment({
    deals: dealsOf(won),
    earlier,
    refunds,
    wish: { amount, on },
    today: at.slice(0, 10),
  });
  if (refused !== null) throw new AppError(refused);
  const id = newId(kind === 'paid' ? 'payment' : 'invoice');
  const event = {
    at,
    type: `deal.${kind}`,
    actor: { kind: 'user', id: by },
    source: 'web',
    from: null,
    to: null,
    reasonCode: null,
    public: { paymentId: id, ...amountFacts(amount), on },
  };
  await callFunction(as, 'record_payment', {
    id,
    kind,
    dealId,
    externalId,
    amountMinor: amount.amountMinor.toString(),
    currency: amount.currency,
    movedOn: on,
    by,
    at,
    referrals: won.map((one) => ({ id: one.id, event })),
  });
  const total = sum([...earlier.map((one) => one.amount), amount], amount.currency);
  return { payment: present({ id, dealId, externalId, amount, on, recordedAt: at, total }, won), isNew: true };
}

/** What was recorded under this id stands; something else under it is refused. */
function sameAgain(
  known: StoredPayment,
  { dealId, amount, on }: PaymentWish,
  { won, stored }: { won: WonRow[]; stored: StoredPayment[] },
): PaymentRecord {
  const first = amountOf(known);
  const isSame = first.amountMinor === amount.amountMinor && first.currency === amount.currency && known.on === on;
  if (!isSame) throw new AppError({ code: 'already_exists', facts: { paymentId: known.id } });
  const total = sum(stored.filter(({ place }) => place <= known.place).map(amountOf), first.currency);
  const { id, externalId, recordedAt } = known;
  return present({ id, dealId, externalId, amount: first, on, recordedAt, total }, won);
}

const present = (payment: Omit<PaymentRecord, 'referrals'>, won: readonly WonRow[]): PaymentRecord => ({
  ...payment,
  referrals: won.map(({ id, number }) => ({ id, number })),
});
