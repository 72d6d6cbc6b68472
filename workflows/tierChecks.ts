import { proxyActivities } from '@temporalio/workflow';
import type { TierCheckActivities } from '../activities/tierChecks.ts';
import type { TierChecksInput } from './messages.ts';

/** A few tries: who could not be checked then is tried again the next morning. */
const { checkTiers } = proxyActivities<TierCheckActivities>({
  startToCloseTimeout: '10 minutes',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute', maximumAttempts: 20 },
});

/** The monthly check of tiers: who has won enough rises. Started by a schedule every morning; how many it has lifted. */
export const tierChecks = ({ at }: TierChecksInput = {}): Promise<number> =>
  checkTiers({ at: at ?? new Date().toISOString() });
