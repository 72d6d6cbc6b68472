import { continueAsNew, proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { createDigestActivities } from '../activities/digest.ts';
import type { DigestInput } from './messages.ts';

const { makeDigests } = proxyActivities<ReturnType<typeof createDigestActivities>>({
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' },
});

/**
 * The mails of the week that are due now: Monday, seven o'clock, wherever each person is. Started every hour by a schedule;
 * goes through the people in batches and remembers only where it is.
 */
export async function digest(input: DigestInput = {}): Promise<number> {
  const at = input.at ?? new Date().toISOString();
  let made = input.made ?? 0;
  let after = input.after ?? '';
  for (;;) {
    const batch = await makeDigests({ at, after });
    made += batch.made;
    if (batch.next === null) return made;
    after = batch.next;
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof digest>({ at, after, made });
  }
}
