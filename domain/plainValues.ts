import { isCurrency } from './currencies.ts';

const CODE_LENGTH_MAX = 200;
const TEXT_LENGTH_MAX = 4_000;

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

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

/** What PostgreSQL cannot keep: NUL, and halves of a surrogate pair. */
const NOT_KEPT = /[\p{Cs}\0]/gu;

/** What is kept of a text from outside; '' for what is none. Cut first, since a cut may leave half of a pair. */
export const keptText = (value: unknown): string =>
  typeof value === 'string' ? value.slice(0, TEXT_LENGTH_MAX).replace(NOT_KEPT, '') : '';

/** An amount that was earned, in the form it has in JSON. */
export const isEarnedMoney = (value: unknown): value is { amount: number; currency: string } =>
  isRecord(value) &&
  Number.isSafeInteger(value['amount']) &&
  Number(value['amount']) > 0 &&
  typeof value['currency'] === 'string' &&
  isCurrency(value['currency']);

/** The same, up or down. */
export const isChangeOfMoney = (value: unknown): value is { amount: number; currency: string } =>
  isRecord(value) &&
  isEarnedMoney(typeof value['amount'] === 'number' ? { ...value, amount: Math.abs(value['amount']) } : value);

/** Who a message says it is from; anything else is nobody. */
export const actorIn = (value: unknown): { kind: 'user' | 'api_key'; id: string } | undefined =>
  isRecord(value) && (value['kind'] === 'user' || value['kind'] === 'api_key') && isCode(value['id'])
    ? { kind: value['kind'], id: value['id'] }
    : undefined;
