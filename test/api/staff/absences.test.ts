import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Role } from '../../../domain/approval/roles.ts';
import { person, startApiServer, type ApiServer, type Someone } from '../../support/apiServer.ts';
import { INTERNAL } from '../../support/apiWorld.ts';
import { said } from '../../support/commandWorld.ts';

const DAY_MS = 86_400_000;

let api: ApiServer;
let rep: Someone;
let other: Someone;
let lead: Someone;

beforeAll(async () => {
  api = await startApiServer();
  rep = await person(api, { roles: ['sales_rep'], name: 'Emil Sand' });
  other = await person(api, { roles: ['sales_rep'], name: 'Nora Lindqvist' });
  lead = await person(api, { roles: ['sales_manager'] });
});

afterAll(() => api.close());

const day = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString();
const plan = (who: Someone, body: unknown) => api.call('POST', '/v1/absences', { session: who.session, body });
const list = async (query = '') =>
  (await api.call<{ data: { id: string }[] }>('GET', `/v1/absences${query}`, { session: other.session })).body.data;

describe('POST /absences', () => {
  it('201: one’s own, with a deputy; everybody inside sees it', async () => {
    const { status, body, headers } = await plan(rep, { from: day(1), to: day(3), deputyId: other.id });
    expect(status).toBe(201);
    expect(body).toMatchObject({ user: { name: 'Emil Sand' }, deputy: { name: 'Nora Lindqvist' } });
    expect(headers.get('location')).toBe(`/v1/absences/${String(body['id'])}`);
    expect(await list(`?userId=${rep.id}`)).toEqual([body]);
  });

  it('a manager plans it for others; a colleague may not', async () => {
    expect((await plan(lead, { userId: rep.id, from: day(10), to: day(11) })).status).toBe(201);
    expect(said(await plan(other, { userId: rep.id, from: day(20), to: day(21) }))).toEqual({
      status: 403,
      code: 'forbidden',
    });
  });

  it('409: away then already', async () => {
    expect(said(await plan(rep, { from: day(2), to: day(5) }))).toEqual({ status: 409, code: 'already_exists' });
  });

  it.each([
    { why: 'stands in for themselves', deputy: () => lead.id },
    { why: 'is away then too', deputy: () => rep.id },
    { why: 'is nobody', deputy: () => `usr_${'0'.repeat(26)}` },
  ])('422: a deputy who $why', async ({ deputy }) => {
    const answer = await plan(lead, { from: day(2), to: day(4), deputyId: deputy() });
    expect(said(answer)).toEqual({ status: 422, code: 'deputy_not_available' });
  });

  it('400: it ends before it begins; 404: for nobody', async () => {
    expect(said(await plan(rep, { from: day(9), to: day(8) }))).toEqual({ status: 400, code: 'invalid_request' });
    const nobody = { userId: `usr_${'0'.repeat(26)}`, from: day(8), to: day(9) };
    expect(said(await plan(lead, nobody))).toEqual({ status: 404, code: 'not_found' });
  });

  it('of two plans at once for the same days one is made', async () => {
    const wanted = { userId: other.id, from: day(40), to: day(41) };
    const answers = await Promise.all([1, 2, 3].map(() => plan(lead, wanted)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  });
});

describe('DELETE /absences/{id}', () => {
  const end = (who: Someone, id: unknown) => api.call('DELETE', `/v1/absences/${String(id)}`, { session: who.session });

  it('204: one to come is taken back, one that has begun ends now and stays in the record', async () => {
    const planned = await plan(other, { from: day(60), to: day(61) });
    expect((await end(other, planned.body['id'])).status).toBe(204);
    expect(said(await end(other, planned.body['id']))).toEqual({ status: 404, code: 'not_found' });
    const begun = await plan(other, { from: day(-1), to: day(1) });
    expect((await end(other, begun.body['id'])).status).toBe(204);
    expect((await list(`?userId=${other.id}`)).map(({ id }) => id)).not.toContain(begun.body['id']);
    expect(await api.database.absence.count({ where: { id: String(begun.body['id']) } })).toBe(1);
  });

  it('403: that of a colleague', async () => {
    const [first] = await list(`?userId=${rep.id}`);
    expect(said(await end(other, first?.id))).toEqual({ status: 403, code: 'forbidden' });
  });
});

describe('who may', () => {
  const RULE = { name: 'X', team: [`usr_${'0'.repeat(26)}`], mode: 'round_robin' };
  const id26 = '0'.repeat(26);
  const cells: { what: string; method: string; path: string; body?: unknown; roles: Role[] }[] = [
    { what: 'see absences', method: 'GET', path: '/v1/absences', roles: [...INTERNAL] },
    {
      what: 'see rules',
      method: 'GET',
      path: '/v1/routing-rules',
      roles: ['program_admin', 'sales_manager', 'partner_manager', 'auditor'],
    },
    { what: 'add rules', method: 'POST', path: '/v1/routing-rules', body: RULE, roles: ['program_admin'] },
    {
      what: 'change rules',
      method: 'PUT',
      path: `/v1/routing-rules/rul_${id26}`,
      body: RULE,
      roles: ['program_admin'],
    },
    { what: 'remove rules', method: 'DELETE', path: `/v1/routing-rules/rul_${id26}`, roles: ['program_admin'] },
    {
      what: 'try rules',
      method: 'POST',
      path: '/v1/routing-rules/dry-run',
      body: { sample: {} },
      roles: ['program_admin', 'sales_manager', 'partner_manager'],
    },
  ];
  it.each(cells.flatMap((cell) => INTERNAL.map((role) => ({ ...cell, role, allowed: cell.roles.includes(role) }))))(
    '$what as $role: $allowed',
    async ({ method, path, body, role, allowed }) => {
      const { session } = await person(api, { roles: [role] });
      const answer = await api.call(method, path, {
        session,
        ...(body === undefined ? {} : { body }),
        ...(method === 'PUT' ? { headers: { 'if-match': '"v1"' } } : {}),
      });
      expect(answer.status === 403 && answer.body['code'] === 'forbidden').toBe(!allowed);
    },
  );
});
