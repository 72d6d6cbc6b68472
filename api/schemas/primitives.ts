import { z } from 'zod';
import { isCountry } from '../../domain/countries.ts';
import { isCurrency } from '../../domain/currencies.ts';
import { durationMs, isDuration } from '../../domain/duration.ts';
import { ID_PREFIXES, type IdKind } from '../../domain/ids.ts';

const ISO_4217 = { error: 'Use an ISO 4217 code such as EUR.' };
const currency = z
  .string()
  .regex(/^[A-Z]{3}$/, { ...ISO_4217, abort: true })
  .refine(isCurrency, ISO_4217);

/** Integer minor units (cents, yen); the range that survives JSON. */
export const Money = z
  .strictObject({
    amount: z.int().meta({ description: 'Minor units of the currency: 125000 is 1,250.00 EUR.', example: 4_800_000 }),
    currency: currency.meta({ example: 'EUR' }),
  })
  .meta({ id: 'Money' });

/** What is owed or expected is never negative. */
export const PositiveMoney = Money.refine(({ amount }) => amount > 0, {
  error: 'The amount must be above zero.',
  path: ['amount'],
});

export const Currency = currency;

/** Years that every part of the system writes with four digits. */
const hasOurYear = (text: string): boolean => {
  const year = new Date(text).getUTCFullYear();
  return year >= 1900 && year <= 9999;
};
const YEAR = { error: 'Use a year from 1900 to 9999.' };

export const DateTime = z.iso
  .datetime({ offset: true })
  .refine(hasOurYear, YEAR)
  .meta({ description: 'RFC 3339; answers are in UTC with milliseconds.' });

export const CalendarDate = z.iso.date().refine(hasOurYear, YEAR).meta({ example: '2026-12-15' });

export const Duration = z
  .string()
  .refine(isDuration, { error: 'Use an ISO 8601 duration of weeks, days, hours, minutes and seconds.' })
  .meta({ description: 'ISO 8601 duration; months and years are not used.', example: 'PT4H' });

/** Of a promise: nothing can be kept within no time. */
export const PromisedTime = Duration.refine((text) => !isDuration(text) || durationMs(text) > 0, {
  error: 'A promise needs a time of at least one second.',
}).meta({ description: 'ISO 8601 duration of at least one second; months and years are not used.', example: 'PT4H' });

const idShape = (kind: IdKind): string => `^${ID_PREFIXES[kind]}_[0-9a-hjkmnp-tv-z]{26}$`;

/** An id in an answer: its shape is part of the contract. */
export const idOf = (kind: IdKind) => z.string().meta({ pattern: idShape(kind) });

const NO_CONTROL_CHARACTERS = { error: 'No control characters here.' };

/**
 * An id in a request: whether there is such a thing is for the data to say, so a wrong shape is no schema error; but what
 * no database keeps can not be asked for.
 */
export const idRef = (kind: IdKind) =>
  z
    .string()
    .min(1)
    .max(80)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, NO_CONTROL_CHARACTERS)
    .meta({ example: `${ID_PREFIXES[kind]}_…` });

/** Blanks that no reader sees and no `trim` takes, such as a zero-width space, are no text. */
const isSeen = (given: string): boolean =>
  given === '' || /[^\p{White_Space}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u.test(given);
const SEEN = { error: 'Use words, not only blanks.' };

/** What something is called has a letter or a figure. */
const isNamed = (given: string): boolean =>
  given === '' || /(?!\p{Default_Ignorable_Code_Point})[\p{L}\p{N}]/u.test(given);

/**
 * One line of text; control characters and halves of surrogate pairs, which no database keeps, are refused, and so is what turns
 * the direction of the text around it.
 */
export const line = (longest: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .regex(/^[^\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]*$/u, NO_CONTROL_CHARACTERS)
    .refine(isSeen, SEEN);

export const named = (longest: number) =>
  line(longest).refine(isNamed, { error: 'Use a name with a letter or a figure.' });

/** Several lines of text; control characters other than line ends and tabs are refused. */
export const text = (longest: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .regex(/^(?:[^\p{Cc}\p{Cs}]|[\n\r\t])*$/u, NO_CONTROL_CHARACTERS)
    .refine(isSeen, SEEN);

export const Email = z.string().trim().max(254).pipe(z.email());

const ISO_3166 = { error: 'Use an ISO 3166 code of two letters such as SE.' };

export const Country = z
  .string()
  .regex(/^[A-Z]{2}$/, { ...ISO_3166, abort: true })
  .refine(isCountry, ISO_3166)
  .meta({ example: 'SE' });

export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(100).optional().meta({ description: 'At most this many; 50 unless told.' }),
  cursor: z.string().min(1).max(600).optional().meta({ description: '`next_cursor` of the page before.' }),
};

/** A page of a list in a stable order. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({
    data: z.array(item),
    has_more: z.boolean(),
    next_cursor: z.string().nullable(),
  });

/** A list that is short by nature. */
export const listOf = <Item extends z.ZodType>(item: Item) => z.strictObject({ data: z.array(item) });
