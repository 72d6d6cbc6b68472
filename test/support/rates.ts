import type { Database } from '../../adapters/database/client.ts';
import { newId } from '../../adapters/ids.ts';

type Wish = { from: string; to: string; rate: string; day: string; by: readonly [proposer: string, confirmer: string] };

/** A rate that one person entered and another confirmed. */
export async function confirmedRate(database: Database, { from, to, rate, day, by }: Wish): Promise<string> {
  const id = newId('rate');
  const [proposedBy, decidedBy] = by;
  const at = new Date(day);
  await database.rate.create({
    data: { id, fromCurrency: from, toCurrency: to, rate, day: at, source: 'ECB', proposedBy, proposedAt: at },
  });
  await database.rate.update({ where: { id }, data: { state: 'confirmed', decidedBy, decidedAt: at } });
  return id;
}
