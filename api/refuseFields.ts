import { AppError } from '../domain/errors.ts';

/** A field with a slip in it is named, its value never said again. */
export function refuseFields(wrong: readonly string[]): void {
  if (wrong.length === 0) return;
  const errors = wrong.map((field) => ({ pointer: `/${field}`, code: 'invalid', message: 'This cannot be right.' }));
  throw new AppError({ code: 'invalid_request', facts: { errors } });
}
