import { ActivityFailure, ApplicationFailure, isCancellation, proxyActivities, sleep } from '@temporalio/workflow';
import type { createMailActivities } from '../activities/mail.ts';
import { localFirst } from './localFirst.ts';
import type { DeliveryInput } from './messages.ts';

type MailActivities = ReturnType<typeof createMailActivities>;

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** From one failed attempt to the next; the relay made the first. Together a little over three days: a long weekend. */
const FIRST_DELAY_MS = 5 * SECOND_MS;
const LATER_DELAYS_MS = [
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  24 * HOUR_MS,
];

/** A try that ends without an answer (the worker died) counts as failed and is repeated by the policy's own interval. */
const { retryMail } = proxyActivities<MailActivities>({
  startToCloseTimeout: '1 minute',
  retry: {
    initialInterval: '5 minutes',
    backoffCoefficient: 2,
    maximumInterval: '24 hours',
    maximumAttempts: LATER_DELAYS_MS.length + 1,
  },
});

const { giveUpMail } = localFirst<MailActivities>('10 seconds');

/**
 * What the relay could not deliver at once. Owns the schedule, in one activity whose failures name the time of the next
 * try; an address that is refused ends it at once. What cannot be delivered is marked, and a person sees it.
 */
export async function delivery({ outboxId }: DeliveryInput): Promise<'delivered' | 'dead'> {
  await sleep(FIRST_DELAY_MS);
  try {
    await retryMail({ outboxId, retryDelaysMs: LATER_DELAYS_MS });
    return 'delivered';
  } catch (error) {
    if (isCancellation(error)) throw error;
    await giveUpMail({ outboxId, code: codeOf(error) });
    return 'dead';
  }
}

const codeOf = (error: unknown): string =>
  error instanceof ActivityFailure && error.cause instanceof ApplicationFailure && error.cause.type
    ? error.cause.type
    : 'mail_unavailable';
