import { continueAsNew, proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { createAttributionActivities } from '../activities/attribution.ts';
import type { createDealSweepActivities } from '../activities/dealSweep.ts';
import type { DealSweepInput } from './messages.ts';

type SweepActivities = ReturnType<typeof createDealSweepActivities> & ReturnType<typeof createAttributionActivities>;

const { lookBesideClaims, writeLinksLeft, lookOverCrmRecords } = proxyActivities<SweepActivities>({
  startToCloseTimeout: '2 minutes',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute', maximumAttempts: 20 },
});

/**
 * Every hour, all claims: has somebody of the house opened a deal with a company that a partner has registered? What is
 * found becomes a case. Goes through the claims in batches and remembers only where it is.
 */
export async function dealSweep(input: DealSweepInput = {}): Promise<number> {
  const at = input.at ?? new Date().toISOString();
  let found = input.found ?? 0;
  let after = input.after ?? '';
  if (input.records === undefined) {
    await writeLinksLeft();
    await lookOverRecords(at);
  }
  for (;;) {
    const batch = await lookBesideClaims({ at, after });
    found += batch.found;
    if (batch.next === null) return found;
    after = batch.next;
    if (workflowInfo().continueAsNewSuggested)
      await continueAsNew<typeof dealSweep>({ at, after, found, records: 'done' });
  }
}

/** What was changed on our records in the CRM and no message told of: the stories look, each at its own. */
async function lookOverRecords(at: string): Promise<void> {
  let after: string | null = '';
  while (after !== null) after = await lookOverCrmRecords({ after, at });
}
