import { createHash } from 'node:crypto';
import type { PageRequest } from '../adapters/database/readsPort.ts';
import { AppError } from '../domain/errors.ts';

const USUAL_LIMIT = 50;

const fingerprint = (filter: unknown): string =>
  createHash('sha256').update(JSON.stringify(filter)).digest('base64url').slice(0, 12);

type Asked = { limit?: number | undefined; cursor?: string | undefined };

/** A cursor is bound to the list and filter it was made for; another one is refused (`invalid_cursor`). */
export function pageRequest({ limit, cursor }: Asked, filter: unknown): PageRequest {
  return { limit: limit ?? USUAL_LIMIT, after: cursor === undefined ? undefined : readCursor(cursor, filter) };
}

function readCursor(cursor: string, filter: unknown): readonly string[] {
  const [made, ...keys] = parseList(Buffer.from(cursor, 'base64url').toString('utf8'));
  if (made !== fingerprint(filter) || keys.length === 0) throw new AppError({ code: 'invalid_cursor' });
  return keys;
}

function parseList(text: string): string[] {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) && list.every((part) => typeof part === 'string') ? list : [];
  } catch {
    return [];
  }
}

/** The page as it is answered. `filter` must be what `pageRequest` was given. */
export const pageAnswer = (data: unknown[], next: readonly string[] | undefined, filter: unknown) => ({
  data,
  has_more: next !== undefined,
  next_cursor:
    next === undefined ? null : Buffer.from(JSON.stringify([fingerprint(filter), ...next])).toString('base64url'),
});
