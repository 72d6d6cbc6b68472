import { AppError, type ErrorCode, type ErrorFacts } from '../domain/errors.ts';

const BY_GUARDS: readonly ErrorCode[] = ['separation_of_duties', 'deal_credited', 'against_the_record'];

/** What a guard of the database says no to, whatever the code above it believes. */
export const isByGuard = ({ code }: AppError): boolean => BY_GUARDS.includes(code);

/**
 * What a guard of the database says no to is an answer to whoever asked. Throws the error again when it is no refusal, or
 * one that another try may not meet.
 */
export function refusalIn(error: unknown): { code: ErrorCode; facts: ErrorFacts } {
  if (error instanceof AppError && isByGuard(error)) return { code: error.code, facts: error.facts };
  throw error;
}
