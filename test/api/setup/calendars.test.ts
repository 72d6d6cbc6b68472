import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Calendar } from '../../../api/schemas/calendars.ts';
import { person, startApiServer, type ApiServer, type Someone } from '../../support/apiServer.ts';

let api: ApiServer;
let admin: Someone;

beforeAll(async () => {
  api = await startApiServer();
  admin = await person(api, { roles: ['program_admin'] });
});

afterAll(() => api.close());

const post = (path: string, body: unknown, who: Someone = admin) =>
  api.call('POST', path, { session: who.session, body });

const hours = {
  mon: [
    { from: '09:00', to: '12:00' },
    { from: '13:00', to: '17:00' },
  ],
  sat: [{ from: '00:00', to: '24:00' }],
};
const wanted = { name: 'Berlin', zone: 'Europe/Berlin', hours, holidays: ['2026-12-25'] };

describe('business calendars', () => {
  it('201: zone, weekly hours and holidays, listed for everybody inside', async () => {
    const { status, body } = await post('/v1/calendars', wanted);
    expect(status).toBe(201);
    expect(Calendar.safeParse(body)).toMatchObject({ success: true });
    expect(body).toMatchObject(wanted);
    const rep = await person(api, { roles: ['sales_rep'] });
    const list = await api.call<{ data: unknown[] }>('GET', '/v1/calendars', rep);
    expect(list.body.data).toContainEqual(body);
  });

  it.each([
    { change: { zone: 'Mars/Olympus' }, why: 'no such zone' },
    { change: { hours: {} }, why: 'never open' },
    { change: { hours: { mon: [{ from: '17:00', to: '09:00' }] } }, why: 'closes before it opens' },
    {
      change: {
        hours: {
          mon: [
            { from: '09:00', to: '13:00' },
            { from: '12:00', to: '17:00' },
          ],
        },
      },
      why: 'spans overlap',
    },
    { change: { hours: { mon: [{ from: '9', to: '17:00' }] } }, why: 'no time' },
    { change: { holidays: ['2026-02-30'] }, why: 'no such day' },
  ])('400: $why', async ({ change }) => {
    expect(await post('/v1/calendars', { ...wanted, ...change })).toMatchObject({
      status: 400,
      body: { code: 'invalid_request' },
    });
  });

  it('403: for administrators only', async () => {
    const rep = await person(api, { roles: ['sales_manager'] });
    expect(await post('/v1/calendars', wanted, rep)).toMatchObject({ status: 403 });
  });

  it('a policy names one', async () => {
    const { body } = await post('/v1/calendars', wanted);
    const policy = { clock: 'business', calendarId: body['id'] };
    const program = await post('/v1/programs', { name: 'In hours', currency: 'EUR', policy });
    expect(program).toMatchObject({ status: 201, body: { policy } });
  });

  it.each([
    { policy: { clock: 'business' }, status: 400, why: 'working time without a calendar' },
    { policy: { calendarId: `cal_${'0'.repeat(26)}` }, status: 400, why: 'a calendar without working time' },
    { policy: { clock: 'business', calendarId: `cal_${'0'.repeat(26)}` }, status: 404, why: 'no such calendar' },
  ])('$status: $why', async ({ policy, status }) => {
    expect(await post('/v1/programs', { name: 'Odd', currency: 'EUR', policy })).toMatchObject({ status });
  });
});
