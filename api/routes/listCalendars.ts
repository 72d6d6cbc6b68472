import type { SetupReads } from '../../adapters/database/setupPort.ts';
import { listCalendars } from '../operations/calendars.ts';
import { presentCalendar } from '../presenters/calendar.ts';
import { route } from '../route.ts';

export const listCalendarsRoute = ({ setupReads }: { setupReads: SetupReads }) =>
  route(listCalendars, async () => ({
    status: 200,
    body: { data: (await setupReads.calendars()).map(presentCalendar) },
  }));
