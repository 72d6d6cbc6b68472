import {
  ActivityFailure,
  ApplicationFailure,
  continueAsNew,
  isCancellation,
  proxyActivities,
  workflowInfo,
} from '@temporalio/workflow';
import type { PayoutDraftActivities } from '../activities/payoutDrafts.ts';
import type { PayoutDraftsInput } from './messages.ts';

const { openPeriods, notePeriodFailure, tellLateRuns } = proxyActivities<PayoutDraftActivities>({
  startToCloseTimeout: '90 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' },
});

/** A few tries: what still fails then must not keep the other programs waiting, and is tried again by the next run. */
const { closePeriod } = proxyActivities<PayoutDraftActivities>({
  startToCloseTimeout: '250 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute', maximumAttempts: 4 },
});

type Period = Parameters<typeof closePeriod>[0]['period'];

/**
 * The payout runs that make themselves: every period whose cut-off has come and that nobody has closed yet; one that cannot be
 * closed is passed by. Then it looks for runs whose pay day is over. Started by a schedule, at every moment at which a month can end
 * somewhere; remembers only how many runs it made, and what it passed by.
 */
export async function payoutDrafts(input: PayoutDraftsInput = {}): Promise<number> {
  const at = input.at ?? new Date().toISOString();
  const passedBy = [...(input.passedBy ?? [])];
  let made = input.made ?? 0;
  for (;;) {
    const open = await openPeriods({ at, passedBy });
    if (open.length === 0) {
      await tellLateRuns({ at });
      return made;
    }
    for (const period of open) {
      const runs = await close(period, at);
      if (runs === 'failed') passedBy.push(period);
      else made += runs;
      if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof payoutDrafts>({ at, made, passedBy });
    }
  }
}

async function close(period: Period, at: string): Promise<number | 'failed'> {
  try {
    return await closePeriod({ period, at });
  } catch (error) {
    if (isCancellation(error)) throw error;
    await notePeriodFailure({ period, cause: codeOf(error), at: new Date().toISOString() });
    return 'failed';
  }
}

/** Never its message, which may name people or money. */
function codeOf(error: unknown): string {
  const cause = error instanceof ActivityFailure ? error.cause : error;
  return cause instanceof ApplicationFailure ? (cause.type ?? 'internal_error') : 'timeout';
}
