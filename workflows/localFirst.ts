import {
  ActivityFailure,
  ApplicationFailure,
  isCancellation,
  proxyActivities,
  proxyLocalActivities,
} from '@temporalio/workflow';
import type { ActivityInterfaceFor } from '@temporalio/workflow';

type Activity = (...args: unknown[]) => Promise<unknown>;

/** Long enough for a connection that was lost and a lock that was taken; a workflow task is held as long. */
const AT_ONCE = { initialInterval: '200 milliseconds', backoffCoefficient: 2, maximumAttempts: 4 } as const;

/** For as long as it takes: giving up would lose the story. */
const LASTING = { initialInterval: '2 seconds', backoffCoefficient: 2, maximumInterval: '1 minute' } as const;

/**
 * Short idempotent database work: a few tries as a local activity, which costs no event and no round trip; what these do
 * not bring about becomes a regular activity, which waits on the server (ADR 0026). A local one that is tried for ever
 * would hold one of the worker's places for workflow tasks, and a few of them all of it. One at a time (ADR 0023).
 */
export function localFirst<Activities extends object>(
  startToCloseTimeout: '10 seconds' | '20 seconds' | '90 seconds',
): ActivityInterfaceFor<Activities> {
  const atOnce = proxyLocalActivities<Activities>({ startToCloseTimeout, retry: AT_ONCE });
  const lasting = proxyActivities<Activities>({ startToCloseTimeout, retry: LASTING });
  const first =
    (name: string): Activity =>
    async (...args) => {
      try {
        return await (Reflect.get(atOnce, name) as Activity)(...args);
      } catch (error) {
        if (isCancellation(error) || isRefusal(error)) throw error;
        return (Reflect.get(lasting, name) as Activity)(...args);
      }
    };
  return new Proxy({} as ActivityInterfaceFor<Activities>, { get: (_, name) => first(String(name)) });
}

/** What was answered, if only with no: asking again brings nothing else. A local activity throws it as it is. */
function isRefusal(error: unknown): boolean {
  const failure = error instanceof ActivityFailure ? error.cause : error;
  return failure instanceof ApplicationFailure && failure.nonRetryable === true;
}
