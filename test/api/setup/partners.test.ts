import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiKeys, NewApiKey, Partner, User } from '../../../api/schemas/partners.ts';
import { person, startApiServer, type ApiServer, type Someone } from '../../support/apiServer.ts';
import { partner, program, type PartnerWorld } from '../../support/apiWorld.ts';

let api: ApiServer;
let admin: Someone;
let approver: Someone;
let own: PartnerWorld;
let programId: string;

beforeAll(async () => {
  api = await startApiServer();
  admin = await person(api, { roles: ['program_admin'] });
  approver = await person(api, { roles: ['finance_approver'] });
  programId = await program(api);
  own = await partner(api, { programIds: [programId] });
});

afterAll(() => api.close());

const post = (path: string, body: unknown, who: { session: string } = admin, idempotencyKey?: string) =>
  api.call('POST', path, { session: who.session, body, ...(idempotencyKey === undefined ? {} : { idempotencyKey }) });
const said = ({ status, body }: { status: number; body: Record<string, unknown> }) => ({ status, code: body['code'] });

describe('partners', () => {
  it('201: active at once in the programs named', async () => {
    const manager = await person(api, { roles: ['partner_manager'] });
    const wanted = {
      name: 'Lumen Advisors',
      country: 'GB',
      programIds: [programId],
      tier: 'silver',
      managerId: manager.id,
    };
    const { status, body, headers } = await post('/v1/partners', wanted);
    expect(status).toBe(201);
    expect(Partner.safeParse(body)).toMatchObject({ success: true });
    expect(body).toMatchObject({
      tier: 'silver',
      manager: { id: manager.id },
      enrolments: [{ programId, state: 'active' }],
    });
    expect((await api.call('GET', headers.get('location') ?? '', admin)).body).toEqual({ ...body, nextTiers: [] });
  });

  it('what is missing until the next tier is for the partner, who looks after it, and who reads every referral', async () => {
    const [manager, other, rep, sales] = await Promise.all(
      (['partner_manager', 'partner_manager', 'sales_rep', 'sales_manager'] as const).map((role) =>
        person(api, { roles: [role] }),
      ),
    );
    const managed = await partner(api, { programIds: [programId], managerId: manager?.id ?? '' });
    const readBy = async (who: { session: string } | undefined) => {
      const { status, body } = await api.call('GET', `/v1/partners/${managed.id}`, { session: who?.session ?? '' });
      return [status, body['nextTiers']];
    };
    for (const who of [managed.admin, managed.user, manager, sales, approver])
      expect(await readBy(who)).toEqual([200, []]);
    for (const who of [other, rep]) expect(await readBy(who)).toEqual([200, undefined]);
  });

  it('404: a program or a manager that is not there', async () => {
    const wanted = { name: 'X', country: 'GB', programIds: [programId] };
    const programIds = [programId, `prg_${'0'.repeat(26)}`];
    expect(said(await post('/v1/partners', { ...wanted, programIds }))).toEqual({ status: 404, code: 'not_found' });
    expect(said(await post('/v1/partners', { ...wanted, managerId: admin.id }))).toEqual({
      status: 404,
      code: 'not_found',
    });
  });

  it('400: a payout currency that no policy in force can approve', async () => {
    const wanted = { name: 'Kobe Advisors', country: 'JP' };
    const secondApproverFrom = [{ amount: 1_000_000, currency: 'JPY' }];
    const inYen = await program(api, { secondApproverFrom });
    const made = (programIds: string[]) => post('/v1/partners', { ...wanted, programIds, payoutCurrency: 'JPY' });
    const { status, body } = await made([inYen, programId]);
    expect({ status, errors: body['errors'] }).toMatchObject({
      status: 400,
      errors: [{ pointer: '/payoutCurrency', code: 'invalid' }],
    });
    expect(await made([inYen])).toMatchObject({ status: 201, body: { payoutCurrency: 'JPY' } });
  });

  it('a partner reads itself and nobody else', async () => {
    const { body } = await api.call<{ data: { id: string }[] }>('GET', '/v1/partners', own.admin);
    expect(body.data.map(({ id }) => id)).toEqual([own.id]);
    const rival = await partner(api, { programIds: [programId] });
    expect((await api.call('GET', `/v1/partners/${rival.id}`, own.admin)).status).toBe(404);
  });
});

describe('API keys', () => {
  it('201: shown once, with a prefix for scanners; listed without secret; revoked at once', async () => {
    const path = `/v1/partners/${own.id}/api-keys`;
    const made = await post(
      path,
      { name: 'CRM', scopes: ['referrals:write', 'referrals:read'] },
      own.admin,
      'key-once',
    );
    expect(made.status).toBe(201);
    expect(NewApiKey.safeParse(made.body)).toMatchObject({ success: true });
    const { id, key, prefix } = made.body as { id: string; key: string; prefix: string };
    expect(key).toMatch(/^rk_live_[0-9A-Za-z]{43}_[0-9A-Za-z]{6}$/);
    expect(key.startsWith(prefix)).toBe(true);
    expect((await api.call('GET', '/v1/referrals', { key })).status).toBe(200);
    expect(
      said(await post(path, { name: 'CRM', scopes: ['referrals:write', 'referrals:read'] }, own.admin, 'key-once')),
    ).toEqual({
      status: 409,
      code: 'already_answered',
    });
    const listed = await api.call('GET', path, admin);
    expect(ApiKeys.safeParse(listed.body)).toMatchObject({ success: true });
    expect(listed.text).not.toContain(key);
    expect(JSON.stringify(await api.database.idempotencyRecord.findMany())).not.toContain(key);
    expect(api.logs.join('')).not.toContain(key);
    expect((await api.call('DELETE', `/v1/api-keys/${id}`, own.admin)).status).toBe(204);
    expect((await api.call('GET', '/v1/referrals', { key })).status).toBe(401);
  });

  it('404 for another partner’s keys, 403 for people who hold none', async () => {
    const rival = await partner(api, { programIds: [programId] });
    const wanted = { name: 'X', scopes: ['referrals:read'] };
    expect(said(await post(`/v1/partners/${rival.id}/api-keys`, wanted, own.admin))).toEqual({
      status: 404,
      code: 'not_found',
    });
    const theirs = await post(`/v1/partners/${rival.id}/api-keys`, wanted, rival.admin);
    expect((await api.call('DELETE', `/v1/api-keys/${String(theirs.body['id'])}`, own.admin)).status).toBe(404);
    expect(said(await post(`/v1/partners/${own.id}/api-keys`, wanted, own.user))).toEqual({
      status: 403,
      code: 'forbidden',
    });
  });
});

describe('people', () => {
  it('201: a person of the vendor or of a partner, who can sign in', async () => {
    const { status, body } = await post('/v1/users', {
      name: 'Nora',
      email: 'Nora@Helioforge.example',
      roles: ['sales_rep'],
      password: 'long enough for this',
    });
    expect(status).toBe(201);
    expect(User.safeParse(body)).toMatchObject({ success: true });
    expect(JSON.stringify(body)).not.toContain('long enough');
    const signIn = { email: 'nora@helioforge.example', password: 'long enough for this' };
    const headers = { 'x-requested-with': 'fairlead' };
    expect((await api.call('POST', '/v1/session', { body: signIn, headers })).status).toBe(201);
    expect(said(await post('/v1/users', { name: 'N', email: 'nora@helioforge.example', roles: ['auditor'] }))).toEqual({
      status: 409,
      code: 'already_exists',
    });
  });

  it('of several people with one address at once, one is made and the others find it taken', async () => {
    const wanted = { name: 'N', email: 'once@helioforge.example', roles: ['auditor'] };
    const answers = await Promise.all([1, 2, 3, 4].map(() => post('/v1/users', wanted)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
  });

  it('400: a partner’s role without a partner, or a role of the vendor with one', async () => {
    const base = { name: 'N', email: 'x@y.example' };
    for (const wanted of [{ roles: ['partner_user'] }, { roles: ['auditor'], partnerId: own.id }]) {
      const { status, body } = await post('/v1/users', { ...base, ...wanted });
      expect({ status, errors: body['errors'] }).toMatchObject({ status: 400, errors: [{ pointer: '/roles' }] });
    }
  });

  it('404: a partner that is not there', async () => {
    const wanted = { name: 'N', email: 'x@y.example', roles: ['partner_user'], partnerId: `prt_${'0'.repeat(26)}` };
    expect(said(await post('/v1/users', wanted))).toEqual({ status: 404, code: 'not_found' });
  });

  it('GET /people: who can own a referral', async () => {
    const rep = await person(api, { roles: ['sales_rep'] });
    const { body } = await api.call<{ data: { id: string }[] }>('GET', '/v1/people', rep);
    const ids = body.data.map(({ id }) => id);
    expect(ids).toContain(rep.id);
    expect(ids).not.toContain(approver.id);
    expect(ids).not.toContain(own.admin.id);
  });
});
