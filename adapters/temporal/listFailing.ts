import type { Info } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import type { ActivityInterceptors } from '@temporalio/worker';
import type { FailingWork } from '../database/failingWork.ts';
import type { Logger } from '../logger.ts';

type Attempt = { info: Pick<Info, 'attempt' | 'activityType' | 'workflowExecution'> };

/** Fewer failures than this may be a passing matter. */
const NOTED_FROM_ATTEMPT = 5;

/** What an activity calls an error that is none of ours. */
const isUnforeseen = (error: unknown): boolean =>
  error instanceof ApplicationFailure && error.type === 'internal_error';

/**
 * An unforeseen error is tried again for as long as it takes, for giving up would lose the story. After a few tries people
 * see it with the stuck work, until it comes through.
 */
export function listFailing({ failing, logger }: { failing: FailingWork; logger: Logger }) {
  const quietly = (noted: Promise<void>): Promise<void> =>
    noted.catch((error: unknown) => logger.warn({ err: error }, 'failing work could not be listed'));
  return ({ info }: Attempt): ActivityInterceptors => ({
    inbound: {
      execute: async (input, next) => {
        const { attempt: attempts, activityType: activity } = info;
        const workflowId = info.workflowExecution?.workflowId ?? '';
        try {
          const result = await next(input);
          if (attempts > NOTED_FROM_ATTEMPT) await quietly(failing.settle({ workflowId, activity }));
          return result;
        } catch (error) {
          if (attempts >= NOTED_FROM_ATTEMPT && isUnforeseen(error)) {
            await quietly(failing.note({ workflowId, activity, attempts, cause: 'fails, see the log of the worker' }));
          }
          throw error;
        }
      },
    },
  });
}
