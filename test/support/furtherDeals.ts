import type { Database } from '../../adapters/database/client.ts';
import { createFurtherDeals } from '../../adapters/database/furtherDeals.ts';
import type { FurtherDealRecord, FurtherDealWish } from '../../adapters/database/furtherDealsPort.ts';

type Wish = Pick<FurtherDealWish, 'of' | 'by' | 'at'> & Partial<FurtherDealWish>;

/** A renewal (unless told otherwise) as the API records it. */
export async function recordFurtherDeal(api: Database, wish: Wish): Promise<FurtherDealRecord> {
  let recorded: FurtherDealRecord | undefined;
  await createFurtherDeals(api).once(undefined, async (record) => {
    recorded = await record({
      kind: 'renewal',
      name: 'The second year',
      expectedAmount: undefined,
      productLine: undefined,
      source: 'web',
      ...wish,
    });
    return { status: 201, headers: {}, text: '' };
  });
  if (recorded === undefined) throw new Error('not recorded');
  return recorded;
}
