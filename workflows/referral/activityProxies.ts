import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { Activities } from '../../activities/index.ts';

/**
 * Short idempotent database work: local, retried for as long as the database is away. After ten seconds the waiting is
 * done by a timer of the server, so a long outage does not hold a workflow task. One at a time (ADR 0023): side by side they
 * end in another order on replay.
 */
export const database = proxyLocalActivities<Activities>({
  startToCloseTimeout: '10 seconds',
  localRetryThreshold: '10 seconds',
  retry: { initialInterval: '200 milliseconds', backoffCoefficient: 2, maximumInterval: '10 seconds' },
});

/** One short try: messages to the story wait meanwhile. */
export const crmAtOnce = proxyLocalActivities<Activities>({
  startToCloseTimeout: '2 seconds',
  retry: { maximumAttempts: 1 },
});

/** The CRM may be away for days; the record follows by itself. */
export const crm = proxyActivities<Activities>({
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '2 seconds', backoffCoefficient: 2, maximumInterval: '5 minutes' },
});
