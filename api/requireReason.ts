import { AppError } from '../domain/errors.ts';

/** Of the codes that are valid here; the refusal names them. */
export function requireReason(given: unknown, allowed: readonly string[]): void {
  if (typeof given === 'string' && allowed.includes(given)) return;
  throw new AppError({ code: 'reason_required', facts: { allowed } });
}
