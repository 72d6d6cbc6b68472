const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** A length of time as people say it, in its two largest units: "2 d 4 h", "23 h 35 min", "4 min 10 s", "8 s". */
export function lengthInWords(lengthMs: number): string {
  const seconds = Math.floor(Math.abs(lengthMs) / 1000);
  const parts: [number, string][] = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3_600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ];
  const first = parts.findIndex(([count]) => count > 0);
  if (first === -1) return '0 s';
  return parts
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ');
}

/** How urgent a due time is. Nothing changes colour before it matters: amber in the last quarter of a day or so. */
export type Urgency = 'calm' | 'soon' | 'late';

export function urgencyOf(leftMs: number): Urgency {
  if (leftMs < 0) return 'late';
  return leftMs < 2 * HOUR_MS ? 'soon' : 'calm';
}

/** How often a countdown has to be drawn again so that its text is never wrong. */
export const refreshEveryMs = (leftMs: number): number => (Math.abs(leftMs) < HOUR_MS ? 1_000 : 20_000);

const format = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => new Intl.DateTimeFormat('en-GB', options);
const CLOCK = format({ hour: '2-digit', minute: '2-digit' });
const WEEKDAY_CLOCK = format({ weekday: 'short', hour: '2-digit', minute: '2-digit' });
const DAY = format({ day: 'numeric', month: 'short' });
const DAY_CLOCK = format({ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
const DAY_YEAR = format({ day: 'numeric', month: 'short', year: 'numeric' });
const DAY_YEAR_CLOCK = format({ day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' });
const FULL = format({ dateStyle: 'full', timeStyle: 'long' });

const isSameDay = (one: Date, other: Date): boolean => one.toDateString() === other.toDateString();

/** A moment, as short as it can be said without doubt: "14:02", "Tue 14:02", "14 Jun, 14:02", "14 Jun 2027". */
export function momentInWords(iso: string, nowMs: number): string {
  const at = new Date(iso);
  const now = new Date(nowMs);
  const distanceMs = Math.abs(at.getTime() - nowMs);
  if (isSameDay(at, now)) return CLOCK.format(at);
  if (distanceMs < 6 * DAY_MS) return WEEKDAY_CLOCK.format(at).replace(',', '');
  if (distanceMs < 40 * DAY_MS) return DAY_CLOCK.format(at);
  return at.getFullYear() === now.getFullYear() ? DAY.format(at) : DAY_YEAR.format(at);
}

/** A moment as a record keeps it, which is read again years later: "14 Jun 2027, 14:02". */
export const datedMomentInWords = (iso: string): string => DAY_YEAR_CLOCK.format(new Date(iso));

/** The whole truth for a tooltip: day, second and zone. */
export const momentInFull = (iso: string): string => FULL.format(new Date(iso));

const CALENDAR_DAY = format({ day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });

/** The day of a moment where the reader is, or a calendar day, which is the same everywhere. */
export const dayInWords = (iso: string): string =>
  (iso.length === 'YYYY-MM-DD'.length ? CALENDAR_DAY : DAY_YEAR).format(new Date(iso));

const MONTH = format({ month: 'long', year: 'numeric', timeZone: 'UTC' });

/** "December 2026" for a month of the books, `2026-12`; what is none, such as a mistyped address, as it is. */
export function monthInWords(period: string): string {
  const first = new Date(`${period}-01T00:00:00Z`);
  return Number.isNaN(first.getTime()) ? period : MONTH.format(first);
}

const LOCAL = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short' });

/** Day and time as a field of type `datetime-local` holds them, one minute ahead so that "now" is included. */
export const localInputValue = (now: Date): string =>
  LOCAL.format(new Date(now.getTime() + MINUTE_MS)).replace(' ', 'T');

/** The day of a moment in UTC, for what counts its days and months there. */
export const utcDayInWords = (at: string): string => dayInWords(at.slice(0, 'YYYY-MM-DD'.length));

/** Today as the books, deals and rates count days. */
export const todayInUtc = (): string => new Date().toISOString().slice(0, 'YYYY-MM-DD'.length);

/** Today where the reader is, not in Greenwich, as a field of type `date` holds it. */
export const localToday = (now: Date): string => new Intl.DateTimeFormat('sv-SE').format(now);
