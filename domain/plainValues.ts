const CODE_LENGTH_MAX = 200;

/** One line of text without control characters and halves of surrogate pairs: what a database keeps as it is. */
export const isCode = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && value.length <= CODE_LENGTH_MAX && !/[\p{Cc}\p{Cs}]/u.test(value);

/** A day of the calendar since 1900: `2026-02-31` is none, and the year 0 is not known to every database. */
export const isDay = (value: unknown): value is string =>
  typeof value === 'string' &&
  /^(19|[2-9]\d)\d{2}-\d{2}-\d{2}$/.test(value) &&
  !Number.isNaN(Date.parse(value)) &&
  new Date(value).toISOString().startsWith(value);

/** A day, or a moment with its offset from UTC. */
export const isMoment = (value: unknown): value is string =>
  isDay(value) ||
  (isCode(value) &&
    /^(19|[2-9]\d)\d{2}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(value) &&
    isDay(value.slice(0, 10)) &&
    !Number.isNaN(Date.parse(value)));
