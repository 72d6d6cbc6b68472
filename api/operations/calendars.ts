import { defineOperation, INTERNAL_ROLES } from '../operation.ts';
import { Calendar, Calendars, CreateCalendar } from '../schemas/calendars.ts';

export const createCalendar = defineOperation({
  id: 'createCalendar',
  method: 'post',
  path: '/calendars',
  tag: 'Programs',
  summary: 'Create a business calendar',
  description:
    'Zone, weekly hours and holidays that a policy with `clock: business` names. It never changes: what was received keeps its hours; for other hours make another one.',
  access: { kind: 'person', roles: ['program_admin'] },
  ids: {},
  body: CreateCalendar,
  answers: { 201: { description: 'Created.', schema: Calendar } },
  errors: [],
});

export const listCalendars = defineOperation({
  id: 'listCalendars',
  method: 'get',
  path: '/calendars',
  tag: 'Programs',
  summary: 'The business calendars',
  access: { kind: 'person', roles: INTERNAL_ROLES },
  ids: {},
  answers: { 200: { description: 'Calendars.', schema: Calendars } },
  errors: [],
});
