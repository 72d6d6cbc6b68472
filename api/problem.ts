import type { z } from 'zod';
import { AppError, ERROR_POLICY, type ErrorCode } from '../domain/errors.ts';

export type FieldError = { pointer: string; code: string; message: string };

export type Problem = { status: number; headers: Record<string, string>; body: Record<string, unknown> };

const RETRY_AFTER_SECONDS: Partial<Record<ErrorCode, number>> = {
  busy: 1,
  request_in_progress: 1,
  unavailable: 5,
  rate_limited: 60,
};

/** How the body parser calls its failures. */
const BODY_FAILURES: Readonly<Record<string, ErrorCode>> = {
  'entity.parse.failed': 'invalid_json',
  'entity.too.large': 'payload_too_large',
  'encoding.unsupported': 'unsupported_media_type',
  'charset.unsupported': 'unsupported_media_type',
  'request.size.invalid': 'invalid_json',
  'request.aborted': 'invalid_json',
};

/** An address that cannot be decoded is the address of nothing; everything unknown is our fault. */
function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof URIError) return new AppError({ code: 'not_found', cause: error });
  const type = error instanceof Error && 'type' in error ? String(error.type) : '';
  // What says that it is compressed and cannot be unpacked.
  if (error instanceof Error && 'code' in error && /^Z_[A-Z]+_ERROR$/.test(String(error.code))) {
    return new AppError({ code: 'invalid_json', cause: error });
  }
  return new AppError({ code: BODY_FAILURES[type] ?? 'internal_error', cause: error });
}

/** The only place where an error becomes HTTP (RFC 9457). Anything that is not ours says nothing of itself. */
export function toProblem(error: unknown, requestId: string): Problem {
  const known = toAppError(error);
  const { status, title, retryable } = ERROR_POLICY[known.code];
  const hidden = status >= 500;
  const after = RETRY_AFTER_SECONDS[known.code] ?? (retryable ? 5 : undefined);
  return {
    status,
    headers: {
      'Content-Type': 'application/problem+json',
      'Cache-Control': 'no-store',
      ...(after === undefined ? {} : { 'Retry-After': String(after) }),
      ...(known.code === 'unauthenticated' ? { 'WWW-Authenticate': 'Bearer' } : {}),
      ...(known.code === 'method_not_allowed' ? { Allow: String(known.facts['allow']) } : {}),
    },
    body: {
      ...(hidden ? {} : known.facts),
      type: `urn:fairlead:problem:${known.code}`,
      title,
      status,
      ...(hidden || known.message === title ? {} : { detail: known.message }),
      code: known.code,
      request_id: requestId,
    },
  };
}

const pointerOf = (path: readonly PropertyKey[]): string =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

function fieldErrors(issue: z.core.$ZodIssue): FieldError[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      pointer: pointerOf([...issue.path, key]),
      code: 'unknown_field',
      message: 'This field is not known here.',
    }));
  }
  const isMissing = issue.code === 'invalid_type' && issue.input === undefined;
  const code = isMissing ? 'required' : issue.code === 'custom' ? 'invalid' : issue.code;
  return [{ pointer: pointerOf(issue.path), code, message: isMissing ? 'This field is required.' : issue.message }];
}

/** What a schema refused, field by field. Only unknown fields: `unknown_field`. */
export function invalidRequest(issues: readonly z.core.$ZodIssue[]): AppError {
  const errors = issues.flatMap(fieldErrors);
  const onlyUnknown = errors.every(({ code }) => code === 'unknown_field');
  return new AppError({ code: onlyUnknown ? 'unknown_field' : 'invalid_request', facts: { errors } });
}
