import { callFunction } from './callFunction.ts';
import type { Database } from './client.ts';
import type { WorkingTime } from './workingTimePort.ts';

/** The one place that knows hours, holidays and zones is the database (prisma/migrations/…_clocks): receipts ask it too. */
export const createWorkingTime = (database: Database): WorkingTime => ({
  promise: ({ calendarId, from, duration, percents }) =>
    callFunction(database, 'working_promise', calendarId, new Date(from), duration, { percents }),
  left: ({ calendarId, from, until }) =>
    callFunction(database, 'working_time_left', calendarId, new Date(from), { until }),
  after: ({ calendarId, from, lengthsMs }) =>
    callFunction(database, 'working_times_after', calendarId, new Date(from), { lengthsMs }),
});
