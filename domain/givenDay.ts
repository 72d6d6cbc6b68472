import { HOUR_MS } from './duration.ts';
import type { ErrorFacts } from './errors.ts';

/** A day begins first in the east, 14 hours before it does in UTC, and ends last in the west, 12 hours after. */
const EAST_MS = 14 * HOUR_MS;
const WEST_MS = 12 * HOUR_MS;

const dayOf = (timeMs: number): string => new Date(timeMs).toISOString().slice(0, 10);

type GivenDay = { field: string; day: string; /** When what it is about began. */ since: number; now: number };

/**
 * On which day something has happened, as a person says it: not before what it is about, and not in the future, by any clock
 * on earth. Undefined where it may be so.
 */
export function dayOutOfRange({
  field,
  day,
  since,
  now,
}: GivenDay): { code: 'date_out_of_range'; facts: ErrorFacts } | undefined {
  const from = dayOf(since - WEST_MS);
  const until = dayOf(now + EAST_MS);
  return day >= from && day <= until ? undefined : { code: 'date_out_of_range', facts: { field, from, until } };
}

/** The same day so many months later, or the last one of that month. */
export function monthsAfter(day: string, months: number): string {
  const date = new Date(day);
  const month = date.getUTCMonth() + months;
  const same = new Date(Date.UTC(date.getUTCFullYear(), month, date.getUTCDate()));
  const last = new Date(Date.UTC(date.getUTCFullYear(), month + 1, 0));
  return (same < last ? same : last).toISOString().slice(0, 10);
}
