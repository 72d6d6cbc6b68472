import { z } from 'zod';
import { CalendarDate, Country, Currency, idRef, line } from './primitives.ts';

const band = z
  .strictObject({
    currency: Currency,
    from: z.int().min(0).optional().meta({ description: 'Minor units, itself included.' }),
    below: z.int().min(1).optional().meta({ description: 'Minor units, itself not included.' }),
  })
  .refine(({ from, below }) => from === undefined || below === undefined || from < below, {
    error: 'The band ends above where it begins.',
    path: ['below'],
  });

const some = <Item extends z.ZodType>(item: Item) => z.array(item).min(1).max(100).optional();

/** What rules about referrals may ask of them: what is named has to fit, and one of each list is enough. */
export const referralConditions = {
  countries: some(Country),
  regions: some(line(200)),
  productLines: some(line(100)),
  partnerIds: some(idRef('partner')),
  tiers: some(line(60)),
  values: some(band),
};

/** Days in UTC, both included. */
export const DayWindow = z
  .strictObject({ from: CalendarDate.optional(), to: CalendarDate.optional() })
  .refine(({ from, to }) => from !== undefined || to !== undefined, { error: 'Name a first day, a last day or both.' })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
    error: 'The last day is not before the first.',
    path: ['to'],
  });
