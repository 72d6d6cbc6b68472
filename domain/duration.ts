import { AppError } from './errors.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** In the order in which a duration names them. */
const UNITS = [
  { unit: 'week', unitMs: 7 * DAY_MS },
  { unit: 'day', unitMs: DAY_MS },
  { unit: 'hour', unitMs: HOUR_MS },
  { unit: 'minute', unitMs: MINUTE_MS },
  { unit: 'second', unitMs: SECOND_MS },
] as const;

export type DurationUnit = (typeof UNITS)[number]['unit'];

/** Weeks, days, hours, minutes, seconds. Months and years are refused: they have no fixed length. */
const ISO_DURATION = /^P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,8})S)?)?$/;

/** The form alone would take `P` and `P1DT`, which name nothing. */
const namesSomething = (text: string): boolean => /\d/.test(text) && !text.endsWith('T');

export const isDuration = (text: string): boolean => ISO_DURATION.test(text) && namesSomething(text);

const partsOf = (text: string) => {
  const parts = ISO_DURATION.exec(text);
  if (parts === null || !namesSomething(text)) {
    throw new AppError({ code: 'invalid_request', detail: `"${text}" is not a duration such as PT4H or P90D.` });
  }
  return UNITS.map(({ unit, unitMs }, place) => ({ unit, unitMs, count: Number(parts[place + 1] ?? 0) }));
};

/** ISO 8601 duration → what it names, as it names it; nothing of zero. Throws `invalid_request` for anything else. */
export const durationParts = (text: string): { unit: DurationUnit; count: number }[] =>
  partsOf(text).flatMap(({ unit, count }) => (count === 0 ? [] : [{ unit, count }]));

/** ISO 8601 duration → milliseconds. Throws `invalid_request` for anything else. */
export const durationMs = (text: string): number =>
  partsOf(text).reduce((sum, { unitMs, count }) => sum + count * unitMs, 0);

/** Milliseconds → ISO 8601, without days so that clocks compare at a glance (`PT3H59M`); seconds only under an hour. */
export function formatDuration(lengthMs: number): string {
  const whole = Math.max(0, Math.floor(lengthMs / SECOND_MS));
  const hours = Math.floor(whole / 3_600);
  const minutes = Math.floor((whole % 3_600) / 60);
  const seconds = whole % 60;
  const text = `${hours > 0 ? `${String(hours)}H` : ''}${minutes > 0 ? `${String(minutes)}M` : ''}${hours === 0 && seconds > 0 ? `${String(seconds)}S` : ''}`;
  return text === '' ? 'PT0S' : `PT${text}`;
}
