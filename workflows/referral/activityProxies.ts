import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { Activities } from '../../activities/index.ts';
import { localFirst } from '../localFirst.ts';

export const database = localFirst<Activities>('10 seconds');

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
