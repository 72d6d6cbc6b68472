import { AppError } from '../domain/errors.ts';

/** A strong tag over the version number of one resource. */
export const etagOf = (version: number): string => `"v${String(version)}"`;

/** Throws `precondition_failed` when the version that was looked at is not the present one. `*` matches any. */
export function checkIfMatch(ifMatch: string, version: number): void {
  const named = ifMatch.split(',').map((tag) => tag.trim());
  if (named.includes('*') || named.includes(etagOf(version))) return;
  throw new AppError({ code: 'precondition_failed', facts: { etag: etagOf(version) } });
}
