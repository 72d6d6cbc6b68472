import { z } from 'zod';
import { CalendarDate, DateTime, idOf, listOf, named } from './primitives.ts';
import { Zone } from './session.ts';

const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/;
const From = z.string().regex(TIME, { error: 'Use a time such as 09:00.' }).meta({ example: '09:00' });
const To = z
  .string()
  .refine((text) => TIME.test(text) || text === '24:00', { error: 'Use a time such as 17:00, at most 24:00.' })
  .meta({ example: '17:00' });

/** Of a place, as the database knows it, too. */
export const isZone = (name: string): boolean => {
  try {
    return name.includes('/') && new Intl.DateTimeFormat('en', { timeZone: name }).format() !== '';
  } catch {
    return false;
  }
};

const Span = z
  .strictObject({ from: From, to: To })
  .refine(({ from, to }) => from < to, { path: ['to'], error: 'It closes after it opens.' })
  .meta({ id: 'OpeningHours' });

const Day = z
  .array(Span)
  .max(6)
  .refine((spans) => spans.every(({ from }, place) => place === 0 || (spans[place - 1]?.to ?? '') <= from), {
    error: 'One after the other, without overlap.',
  });

const WeekShape = { mon: Day, tue: Day, wed: Day, thu: Day, fri: Day, sat: Day, sun: Day };

const Week = z
  .strictObject(WeekShape)
  .partial()
  .refine((week) => Object.values(week).some((day) => (day?.length ?? 0) > 0), {
    error: 'It is open at some time of the week.',
  })
  .meta({ id: 'WeeklyHours', description: 'Local times; a day that is not named is closed.' });

export const CreateCalendar = z
  .strictObject({
    name: named(200),
    zone: Zone.refine(isZone, { error: 'Use an IANA time zone such as Europe/Berlin.' }),
    hours: Week,
    holidays: z.array(CalendarDate).max(1_000).optional().meta({ description: 'Local days on which it is closed.' }),
  })
  .meta({ id: 'CreateCalendar' });

export const Calendar = z
  .strictObject({
    id: idOf('calendar'),
    name: z.string(),
    zone: z.string(),
    hours: z.strictObject(WeekShape).partial(),
    holidays: z.array(z.string()),
    createdAt: DateTime,
  })
  .meta({ id: 'Calendar' });

export const Calendars = listOf(Calendar).meta({ id: 'Calendars' });
