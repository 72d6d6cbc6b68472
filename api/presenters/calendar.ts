import type { CalendarRecord } from '../../adapters/database/setupPort.ts';

export const presentCalendar = ({ createdAt, ...calendar }: CalendarRecord) => ({
  ...calendar,
  createdAt: createdAt.toISOString(),
});
