import { continueAsNew, proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { PayoutDraftActivities } from '../activities/payoutDrafts.ts';
import type { PayoutDraftsInput } from './messages.ts';

const { draftNextPeriod } = proxyActivities<PayoutDraftActivities>({
  startToCloseTimeout: '90 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' },
});

/**
 * The payout runs that make themselves: every period whose cut-off has come and that nobody has closed yet. Started by a
 * schedule, at every moment at which a month can end somewhere; remembers only how many runs it made.
 */
export async function payoutDrafts(input: PayoutDraftsInput = {}): Promise<number> {
  const at = input.at ?? new Date().toISOString();
  let made = input.made ?? 0;
  for (;;) {
    const runs = await draftNextPeriod({ at });
    if (runs === null) return made;
    made += runs;
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof payoutDrafts>({ at, made });
  }
}
