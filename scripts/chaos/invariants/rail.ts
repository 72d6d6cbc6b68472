import type { Payment } from '../bank.ts';
import { allRailPayments } from '../railPayments.ts';
import type { ChaosWorld } from '../world.ts';
import type { Finding } from './invariant.ts';

export type ItemRow = { id: string; state: string; amount_minor: string; currency: string };

/** States of an item that has left; everything else never reached its rail, or was refused there. */
const LEFT = ['submitted', 'paid', 'returned'];

/** What a rail did, held against our items: by what it says of itself, never by what we were told. */
export function creditedOnceProblems(items: readonly ItemRow[], payments: readonly Payment[]): string[] {
  const byItem = new Map<string, Payment[]>();
  for (const payment of payments) byItem.set(payment.itemId, [...(byItem.get(payment.itemId) ?? []), payment]);
  const known = new Set(items.map(({ id }) => id));
  const wrong = items.flatMap(({ id, state, amount_minor: amount, currency }) => {
    const paid = byItem.get(id) ?? [];
    const often = LEFT.includes(state) ? 1 : 0;
    if (paid.length !== often) return [`${id} is ${state} and was paid ${String(paid.length)} times`];
    return paid
      .filter((one) => one.amountMinor !== BigInt(amount) || one.currency !== currency)
      .map((one) => `${id} is ${amount} ${currency}, paid ${String(one.amountMinor)} ${one.currency}`);
  });
  return [...wrong, ...[...byItem.keys()].filter((id) => !known.has(id)).map((id) => `${id} is no item of ours`)];
}

export type Gone = { currency: string; minor: string };

/** What the rails paid less what the bank sent back, and what the books say has left, per currency. */
export function goneProblems(paid: readonly Payment[], sentBack: readonly Payment[], books: readonly Gone[]): string[] {
  const gone = new Map<string, bigint>();
  for (const { currency, amountMinor } of paid) gone.set(currency, (gone.get(currency) ?? 0n) + amountMinor);
  for (const { currency, amountMinor } of sentBack) gone.set(currency, (gone.get(currency) ?? 0n) - amountMinor);
  const booked = new Map(books.map(({ currency, minor }) => [currency, BigInt(minor)]));
  return [...new Set([...gone.keys(), ...booked.keys()])]
    .filter((currency) => (gone.get(currency) ?? 0n) !== (booked.get(currency) ?? 0n))
    .map(
      (currency) =>
        `${currency}: rails ${String(gone.get(currency) ?? 0n)}, books ${String(booked.get(currency) ?? 0n)}`,
    );
}

/** The clearing account holds what is with a rail and not settled yet. */
const BOOKED_GONE = `
  SELECT a.currency, sum(CASE e.side WHEN 'credit' THEN e.amount_minor ELSE -e.amount_minor END)::text AS minor
  FROM ledger_entries e JOIN ledger_accounts a ON a.id = e.account_id WHERE a.kind IN ('bank', 'payout_clearing') GROUP BY a.currency`;

export async function railFindings(world: Pick<ChaosWorld, 'pool' | 'rail' | 'bank'>): Promise<Finding[]> {
  const { pool, bank } = world;
  const { rows: items } = await pool.query<ItemRow>('SELECT id, state, amount_minor, currency FROM payout_items');
  const { rows: books } = await pool.query<Gone>(BOOKED_GONE);
  const payments = await allRailPayments(world);
  return [
    {
      name: 'an item was credited at its rail once, with its amount, and nothing else was',
      checked: payments.length,
      violations: creditedOnceProblems(items, payments),
    },
    {
      name: 'what the rails paid and the bank did not send back is what the books say has left',
      checked: payments.length,
      violations: goneProblems(payments, bank.sentBack(), books),
    },
    {
      name: 'every word of the bank was taken in',
      checked: payments.length,
      violations: bank.waiting().map((runId) => `${runId} has statements left`),
    },
  ];
}
