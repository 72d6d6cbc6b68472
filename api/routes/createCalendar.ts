import type { Setup } from '../../adapters/database/setupPort.ts';
import { answerOnce } from '../answerOnce.ts';
import { createCalendar } from '../operations/calendars.ts';
import { presentCalendar } from '../presenters/calendar.ts';
import { route } from '../route.ts';

export const createCalendarRoute = ({ setup }: { setup: Setup }) =>
  route(createCalendar, ({ body: { name, zone, hours, holidays = [] }, caller, ticket, now }) =>
    answerOnce(setup, ticket, async (writes) => {
      const calendar = await writes.createCalendar({ name, zone, hours, holidays, by: caller.id, at: now });
      return { status: 201, body: presentCalendar(calendar) };
    }),
  );
