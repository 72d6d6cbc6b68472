import type { Database } from '../../adapters/database/client.ts';
import { createDealDesk } from '../../adapters/database/dealDesk.ts';
import type { CorrectionRecord } from '../../adapters/database/dealDeskPort.ts';
import { newId } from '../../adapters/ids.ts';

type Wish = { dealId: string; amount: number; firstYearNet?: number; by: string; at: string; externalId?: string };

/** A correction as the API records it, in EUR. */
export async function recordCorrection(
  api: Database,
  { dealId, amount, firstYearNet, by, at, externalId = newId('correction') }: Wish,
): Promise<{ correction: CorrectionRecord; isNew: boolean }> {
  let recorded: { correction: CorrectionRecord; isNew: boolean } | undefined;
  const eur = (minor: number) => ({ amount: minor, currency: 'EUR' });
  await createDealDesk(api).once(undefined, async (writes) => {
    recorded = await writes.correction({
      ...{ dealId, externalId, by, at: new Date(at), amount: eur(amount), reason: 'Two licences were left out.' },
      ...(firstYearNet === undefined ? {} : { firstYearNet: eur(firstYearNet) }),
    });
    return { status: 201, headers: {}, text: '' };
  });
  if (recorded === undefined) throw new Error('not recorded');
  return recorded;
}
