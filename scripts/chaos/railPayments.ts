import type { Payment } from './bank.ts';
import type { ChaosWorld } from './world.ts';

type Row = { item_id: string; amount_minor: string; currency: string };

/** What the rails say of themselves to have paid of a run: the order book of `manual`, and the far side of `stripe`. */
export async function railPayments(world: Pick<ChaosWorld, 'pool' | 'rail'>, runId: string): Promise<Payment[]> {
  const { rows } = await world.pool.query<{ id: string }>('SELECT id FROM payout_items WHERE run_id = $1', [runId]);
  const ofRun = new Set(rows.map(({ id }) => id));
  return (await allRailPayments(world)).filter(({ itemId }) => ofRun.has(itemId));
}

/** Of all runs; a payment that was made twice stands here twice. */
export async function allRailPayments({ pool, rail }: Pick<ChaosWorld, 'pool' | 'rail'>): Promise<Payment[]> {
  const { rows } = await pool.query<Row>('SELECT item_id, amount_minor, currency FROM rail_payments ORDER BY item_id');
  return [
    ...rows.map((row) => ({ itemId: row.item_id, amountMinor: BigInt(row.amount_minor), currency: row.currency })),
    ...rail.transfers().map(({ group, amount, currency }) => ({
      itemId: group,
      amountMinor: BigInt(amount),
      currency: currency.toUpperCase(),
    })),
  ];
}
