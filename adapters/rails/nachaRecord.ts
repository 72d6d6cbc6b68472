import { AppError } from '../../domain/errors.ts';

/** A number is filled up with zeros before it, a text with blanks behind it. */
export type Field = readonly [value: string | bigint, length: number];

/**
 * One line of a file of ACH.
 * @throws AppError `internal_error` for what does not fit, and does not say it: it may be part of an account
 */
export const nachaRecord = (fields: readonly Field[]): string => fields.map(fixed).join('');

function fixed([value, length]: Field, position: number): string {
  const text = typeof value === 'bigint' ? value.toString().padStart(length, '0') : value.padEnd(length);
  if (text.length === length) return text;
  throw new AppError({ code: 'internal_error', cause: `field ${String(position + 1)} of an ACH record is too long` });
}
