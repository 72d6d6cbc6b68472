import { defineOperation } from '../operation.ts';
import { AttainmentReport, ReadAttainment } from '../schemas/reports.ts';

export const readAttainment = defineOperation({
  id: 'readAttainment',
  method: 'get',
  path: '/reports/sla',
  tag: 'Reports',
  summary: 'How promises were kept in the last 90 days',
  description:
    'Per program, partner or person, each kind of promise with its counts. With `Accept: text/csv` as a table. Partners read their programs as a whole and, by partner, what was kept between them and us, their own answers included; a sales rep reads the own promises.',
  access: { kind: 'caller', scope: 'referrals:read' },
  ids: {},
  query: ReadAttainment,
  answers: { 200: { description: 'Counts and percentages.', schema: AttainmentReport, csv: true } },
  errors: ['forbidden', 'not_found'],
});
