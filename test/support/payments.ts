import { createDealDesk } from '../../adapters/database/dealDesk.ts';
import type { PaymentRecord, PaymentWish } from '../../adapters/database/dealDeskPort.ts';
import type { Database } from '../../adapters/database/client.ts';
import { money } from '../../domain/money.ts';

type Wish = Partial<PaymentWish> & Pick<PaymentWish, 'dealId' | 'by' | 'at'> & { amountMinor: bigint };

/** A payment of the customer (or an invoice to them) as the API records it. */
export async function recordPayment(
  api: Database,
  { amountMinor, ...wish }: Wish,
): Promise<{ payment: PaymentRecord; isNew: boolean }> {
  let recorded: { payment: PaymentRecord; isNew: boolean } | undefined;
  await createDealDesk(api).once(undefined, async (writes) => {
    recorded = await writes.payment({
      kind: 'paid',
      externalId: `bank-${String(amountMinor)}`,
      amount: money(amountMinor, 'EUR'),
      on: wish.at.toISOString().slice(0, 10),
      ...wish,
    });
    return { status: 201, headers: {}, text: '' };
  });
  if (recorded === undefined) throw new Error('not recorded');
  return recorded;
}
