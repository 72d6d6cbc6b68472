import { createDealDesk } from '../../adapters/database/dealDesk.ts';
import type { RefundRecord, RefundWish } from '../../adapters/database/dealDeskPort.ts';
import type { Database } from '../../adapters/database/client.ts';
import { money } from '../../domain/money.ts';

type Wish = Partial<RefundWish> & Pick<RefundWish, 'dealId' | 'by' | 'at'> & { amountMinor: bigint };

/** A refund as the API records it. */
export async function recordRefund(
  api: Database,
  { amountMinor, ...wish }: Wish,
): Promise<{ refund: RefundRecord; isNew: boolean }> {
  let recorded: { refund: RefundRecord; isNew: boolean } | undefined;
  await createDealDesk(api).once(undefined, async (writes) => {
    recorded = await writes.refund({
      externalId: `credit-note-${String(amountMinor)}`,
      amount: money(amountMinor, 'EUR'),
      refundedOn: wish.at.toISOString().slice(0, 10),
      reasonCode: undefined,
      ...wish,
    });
    return { status: 201, headers: {}, text: '' };
  });
  if (recorded === undefined) throw new Error('not recorded');
  return recorded;
}
