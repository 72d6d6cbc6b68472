import { log } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import { AppError } from '../domain/errors.ts';
import { isByGuard } from './refusalIn.ts';

/** What a log may keep of an error: its kind, its codes and where it was thrown. A message may quote what somebody typed. */
function withoutWords(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: typeof error };
  const { name, stack = '', cause } = error;
  return {
    error: name,
    ...('code' in error ? { code: error.code } : {}),
    at: stack.split('\n').filter((line) => /^\s+at /.test(line)),
    ...(cause instanceof Error ? { cause: withoutWords(cause) } : {}),
  };
}

/**
 * The only place where an application error becomes a Temporal failure. What may not be tried again says so by its code;
 * the failure carries the code and nothing else, since histories keep no personal data. What a guard of the database refuses
 * and nobody could be told of is tried again until a person has seen why: giving up would end the story.
 */
export const asActivity =
  <Args extends unknown[], Result>(run: (...args: Args) => Promise<Result>) =>
  async (...args: Args): Promise<Result> => {
    try {
      return await run(...args);
    } catch (error) {
      if (error instanceof ApplicationFailure) throw error;
      log.warn('activity failed', withoutWords(error));
      if (!(error instanceof AppError))
        throw ApplicationFailure.create({ type: 'internal_error', message: 'internal_error' });
      throw ApplicationFailure.create({
        type: error.code,
        message: error.code,
        nonRetryable: !error.policy.retryable && !isByGuard(error),
      });
    }
  };
