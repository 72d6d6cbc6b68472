/**
 * Working time of a calendar, from a moment that the story names: nothing here asks what time it is, so a repeat answers
 * the same. Times are ISO 8601; calendars never change.
 */
export interface WorkingTime {
  /** When a promise is due, and when the rungs of its ladder come. */
  promise(args: {
    calendarId: string;
    from: string;
    duration: string;
    percents: readonly number[];
  }): Promise<{ dueAt: string; rungs: string[] }>;
  /** How much is open from `from` until each of these. */
  left(args: { calendarId: string; from: string; until: readonly string[] }): Promise<number[]>;
  /** When so much was open since `from`. */
  after(args: { calendarId: string; from: string; lengthsMs: readonly number[] }): Promise<string[]>;
}
