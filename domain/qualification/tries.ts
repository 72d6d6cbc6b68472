import { DAY_MS } from '../duration.ts';

/** How often the prospect is tried before the first conversation, and for how long. */
export const NEXT_TRY_MS = 2 * DAY_MS;
export const HELP_AFTER_TRIES = 3;
export const TRIES_MAX = 6;
export const TRIES_END_MS = 21 * DAY_MS;

/**
 * Tries without an answer. Times are milliseconds since 1970. `nextAt` is a promise like any other: when it is missed, that
 * is our delay and nobody else's.
 */
export type Tries = { count: number; nextAt: number | null; reminded: boolean; endsAt: number };

export type AfterTry = { tries: Tries; then: 'try_again' | 'ask_for_help' | 'unreachable' };

/** After one more try at `at` (which may be logged later, in any order) nobody answered. */
export function noteTry(before: Tries | null, at: number): AfterTry {
  const count = (before?.count ?? 0) + 1;
  const endsAt = Math.min(before?.endsAt ?? Infinity, at + TRIES_END_MS);
  if (count >= TRIES_MAX) return { tries: { count, nextAt: null, reminded: false, endsAt }, then: 'unreachable' };
  const nextAt = Math.max(before?.nextAt ?? 0, at + NEXT_TRY_MS);
  return {
    tries: { count, nextAt, reminded: false, endsAt },
    then: count === HELP_AFTER_TRIES ? 'ask_for_help' : 'try_again',
  };
}

/** There is news for the next try (better details, a word with the prospect): it is due anew from `at`. */
export const tryAgainFrom = (before: Tries | null, at: number): Tries => ({
  count: before?.count ?? 0,
  nextAt: at + NEXT_TRY_MS,
  reminded: false,
  endsAt: Math.max(before?.endsAt ?? 0, at + TRIES_END_MS),
});

/**
 * No clock decides against a partner because we were late: while the next try is overdue, an end that would come now moves
 * by the time lost. Undefined when nothing is owed.
 */
export const endWhileTryIsOwed = (tries: Tries | null, now: number): number | undefined =>
  tries?.nextAt !== undefined && tries.nextAt !== null && tries.nextAt < now ? now + (now - tries.nextAt) : undefined;
