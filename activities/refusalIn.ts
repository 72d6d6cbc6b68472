import { AppError, type ErrorCode, type ErrorFacts } from '../domain/errors.ts';

/**
 * What a guard of the database says no to is an answer to whoever asked. Throws the error again when it is no refusal, or
 * one that another try may not meet.
 */
export function refusalIn(error: unknown): { code: ErrorCode; facts: ErrorFacts } {
  if (error instanceof AppError && error.policy.status === 403) return { code: error.code, facts: error.facts };
  throw error;
}
