import type { WorkingTime } from '../adapters/database/workingTimePort.ts';
import { asActivity } from './asActivity.ts';

const isoOf = (timeMs: number): string => new Date(timeMs).toISOString();
const msOf = (iso: string): number => Date.parse(iso);

/** Promises in working time, for programs that keep a business calendar; run as local activities. Times are milliseconds. */
export const createWorkingTimeActivities = ({ workingTime }: { workingTime: WorkingTime }) => ({
  /** When a promise given at `from` is due, and when its ladder climbs. */
  timePromise: asActivity(
    async (args: {
      calendarId: string;
      from: number;
      duration: string;
      percents: readonly number[];
    }): Promise<{ dueAt: number; rungs: number[] }> => {
      const { dueAt, rungs } = await workingTime.promise({ ...args, from: isoOf(args.from) });
      return { dueAt: msOf(dueAt), rungs: rungs.map(msOf) };
    },
  ),

  /** How much working time is left from `from` until each of these moments. */
  measureWorkingTime: asActivity((args: { calendarId: string; from: number; until: number[] }): Promise<number[]> =>
    workingTime.left({ ...args, from: isoOf(args.from), until: args.until.map(isoOf) }),
  ),

  /** When so much working time will have passed since `from`. */
  addWorkingTime: asActivity(async (args: { calendarId: string; from: number; lengthsMs: number[] }) =>
    (await workingTime.after({ ...args, from: isoOf(args.from) })).map(msOf),
  ),
});
