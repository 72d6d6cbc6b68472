/** When a program pays: everything that is payable by the end of a cut-off day, on the first pay day after it. */
export type PayoutCalendar = {
  /** Of every month, 1 to 28, or its last. */
  cutOffDay: number | 'last';
  /** Of a month, 1 to 28. */
  payDay: number;
  /** IANA name; the days are those of it. */
  zone: string;
};

/** `cutOff` is the end of `cutOffDay`, `payBy` that of `payDay`; days as `2026-04-30`. */
export type PayoutPeriod = { cutOff: Date; cutOffDay: string; payDay: string; payBy: Date };

export const DEFAULT_PAYOUT_CALENDAR: PayoutCalendar = { cutOffDay: 'last', payDay: 15, zone: 'UTC' };

const DAY_MS = 86_400_000;

/** The period that a moment belongs to: it has come by its cut-off, the moment itself included, and not by the one before. */
export function payoutPeriodOf(calendar: PayoutCalendar, at: Date): PayoutPeriod {
  const [before, own, next] = periodsAround(calendar, at);
  return [before, own].find(({ cutOff }) => cutOff >= at) ?? next;
}

/** The latest period whose cut-off has come. */
export function latestPayoutPeriod(calendar: PayoutCalendar, at: Date): PayoutPeriod {
  const [before, own] = periodsAround(calendar, at);
  return own.cutOff <= at ? own : before;
}

/** When a line is paid as things stand: with the period of today, or of the end of its hold if that comes later. */
export const expectedPeriod = (calendar: PayoutCalendar, line: { payableFrom: Date; now: Date }): PayoutPeriod =>
  payoutPeriodOf(calendar, line.payableFrom > line.now ? line.payableFrom : line.now);

/** Whether a period is paid in the month of its cut-off day; else it is in the month after it. */
export const isPaidInSameMonth = ({ cutOffDay, payDay }: PayoutCalendar): boolean =>
  cutOffDay !== 'last' && payDay > cutOffDay;

/** Of the months before, of and after a moment where the calendar is. */
function periodsAround(calendar: PayoutCalendar, at: Date): [PayoutPeriod, PayoutPeriod, PayoutPeriod] {
  const local = new Date(localTime(at.getTime(), calendar.zone));
  const year = local.getUTCFullYear();
  const month = local.getUTCMonth();
  return [periodIn(calendar, year, month - 1), periodIn(calendar, year, month), periodIn(calendar, year, month + 1)];
}

/** @param month from 0; one before the first or after the last of the year counts on into the next */
function periodIn(calendar: PayoutCalendar, year: number, month: number): PayoutPeriod {
  const { cutOffDay, payDay, zone } = calendar;
  const last = cutOffDay === 'last' ? Date.UTC(year, month + 1, 0) : Date.UTC(year, month, cutOffDay);
  const paid = Date.UTC(year, isPaidInSameMonth(calendar) ? month : month + 1, payDay);
  return {
    ...{ cutOff: startOfDay(last + DAY_MS, zone), cutOffDay: dayText(last) },
    ...{ payDay: dayText(paid), payBy: startOfDay(paid + DAY_MS, zone) },
  };
}

const dayText = (timeMs: number): string => new Date(timeMs).toISOString().slice(0, 'YYYY-MM-DD'.length);

/**
 * The first moment of a day, given as its midnight in UTC. Clocks are moved at most once within the two days around it: midnight
 * is by the clock before or after that, and where it is left out the day begins when the clock is moved.
 */
function startOfDay(midnight: number, zone: string): Date {
  const offsets = [midnight - DAY_MS, midnight + DAY_MS].map((near) => localTime(near, zone) - near);
  const moments = offsets.map((offset) => midnight - offset).sort((one, other) => one - other);
  const [first = midnight, second = first] = moments;
  return new Date(localTime(first, zone) === midnight ? first : second);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making one costs far more than using it, and there are only as many as zones. */
function formatIn(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    hourCycle: 'h23',
  });
  formats.set(zone, made);
  return made;
}

/** What the clock shows in a zone, to the second, as if it were UTC; milliseconds. */
function localTime(timeMs: number, zone: string): number {
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {};
  for (const { type, value } of formatIn(zone).formatToParts(timeMs)) parts[type] = value;
  const { year, month, day, hour, minute, second } = parts;
  return Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
}
