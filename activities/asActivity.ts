import { log } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import { AppError } from '../domain/errors.ts';

/**
 * The only place where an application error becomes a Temporal failure. What may not be tried again says so by its code;
 * the failure carries the code and nothing else, since histories keep no personal data.
 */
export const asActivity =
  <Args extends unknown[], Result>(run: (...args: Args) => Promise<Result>) =>
  async (...args: Args): Promise<Result> => {
    try {
      return await run(...args);
    } catch (error) {
      if (error instanceof ApplicationFailure) throw error;
      log.warn('activity failed', { error });
      if (!(error instanceof AppError))
        throw ApplicationFailure.create({ type: 'internal_error', message: 'internal_error' });
      throw ApplicationFailure.create({ type: error.code, message: error.code, nonRetryable: !error.policy.retryable });
    }
  };
