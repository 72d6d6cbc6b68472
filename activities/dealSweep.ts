import type { DealWatch, ParallelDeals } from '../adapters/database/parallelDealsPort.ts';
import { asActivity } from './asActivity.ts';

/** Claims in one call: a minute of questions to a CRM that takes a second for each. */
const BATCH = 50;

/** A CRM that was silent this often in a row is away: the sweep of the next hour asks again. */
const SILENCES_MAX = 3;

type SweepBatch = { found: number; next: string | null };

type Deps = { watch: Pick<DealWatch, 'look' | 'writeLinks'>; deals: Pick<ParallelDeals, 'claims'> };

export const createDealSweepActivities = ({ watch, deals }: Deps) => ({
  /** The next claims: which of them have a deal beside them. One question to the CRM for each, one after the other. */
  lookBesideClaims: asActivity(async ({ at, after }: { at: string; after: string }): Promise<SweepBatch> => {
    const claims = await deals.claims(after, BATCH);
    let found = 0;
    let silences = 0;
    for (const referralId of claims) {
      const looked = await watch.look({ referralId, foundBy: 'sweep', at });
      silences = looked === 'unread' ? silences + 1 : 0;
      if (silences === SILENCES_MAX) return { found, next: null };
      if (looked !== 'unread') found += looked;
    }
    return { found, next: claims.length < BATCH ? null : (claims.at(-1) ?? null) };
  }),

  /** What the CRM did not take when it was linked. */
  writeLinksLeft: asActivity(async (): Promise<void> => {
    await watch.writeLinks();
  }),
});
