import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Program } from '../../../api/schemas/programs.ts';
import { person, startApiServer, type ApiServer, type Someone } from '../../support/apiServer.ts';

let api: ApiServer;
let admin: Someone;
beforeAll(async () => {
  api = await startApiServer();
  admin = await person(api, { roles: ['program_admin'] });
});
afterAll(() => api.close());

const create = (payoutCalendar: object) =>
  api.call('POST', '/v1/programs', {
    session: admin.session,
    body: { name: 'Fast Lane', currency: 'EUR', policy: { payoutCalendar } },
  });

it('201: what is said of a payout calendar stands, the rest has its default', async () => {
  const { status, body } = await create({ zone: 'Europe/Berlin' });
  expect(status).toBe(201);
  expect(Program.parse(body).policy.payoutCalendar).toEqual({ cutOffDay: 'last', payDay: 15, zone: 'Europe/Berlin' });
});

it.each([
  { payoutCalendar: { payDay: 31 }, field: 'payDay', why: 'not every month has such a day' },
  { payoutCalendar: { cutOffDay: 0 }, field: 'cutOffDay', why: 'there is no such day' },
  { payoutCalendar: { cutOffDay: 'first' }, field: 'cutOffDay', why: 'only the last has a name' },
  { payoutCalendar: { zone: 'CEST' }, field: 'zone', why: 'it is not the zone of a place' },
  { payoutCalendar: { zone: 'Europe/Atlantis' }, field: 'zone', why: 'there is no such place' },
])('400: $why', async ({ payoutCalendar, field }) => {
  const { status, body } = await create(payoutCalendar);
  expect([status, body['errors']]).toMatchObject([400, [{ pointer: `/policy/payoutCalendar/${field}` }]]);
});
