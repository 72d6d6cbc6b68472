import type { Policy } from '../policy.ts';
import type { ClockKind } from './clocks.ts';

/** What we do in our hours. News, the partner's answer and the end of a registration are days of the almanac. */
const IN_OUR_HOURS: readonly ClockKind[] = ['acknowledge', 'review', 'first_contact', 'handover'];

/** The calendar in whose working time a promise of this kind runs; undefined: all time counts. */
export const calendarOf = ({ clock, calendarId }: Policy, kind: ClockKind): string | undefined =>
  clock === 'business' && calendarId !== null && IN_OUR_HOURS.includes(kind) ? calendarId : undefined;
