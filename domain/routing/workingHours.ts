/** `days`: 1 is Monday. `from` and `to` are times of day in `zone` (`09:00`); `to` is not included. */
export type WorkingHours = { zone: string; days: readonly number[]; from: string; to: string };
