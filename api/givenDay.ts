import { AppError } from '../domain/errors.ts';
import { dayOutOfRange } from '../domain/givenDay.ts';

/** Throws `date_out_of_range` with the field and the days between which it may lie. */
export function checkDay(given: Parameters<typeof dayOutOfRange>[0]): void {
  const refused = dayOutOfRange(given);
  if (refused === undefined) return;
  const { from, until } = refused.facts;
  const message = `Use a day from ${String(from)} to ${String(until)}.`;
  const errors = [{ pointer: `/${given.field}`, code: 'invalid', message }];
  throw new AppError({ code: refused.code, facts: { ...refused.facts, errors } });
}
