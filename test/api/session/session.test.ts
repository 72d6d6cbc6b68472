import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createPasswords } from '../../../adapters/passwords/argon2.ts';
import { SignedIn } from '../../../api/schemas/session.ts';
import { person, startApiServer, type ApiServer, type Someone } from '../../support/apiServer.ts';
import { partner, program } from '../../support/apiWorld.ts';

const passwords = createPasswords();
const PASSWORD = 'correct horse battery';
let api: ApiServer;
let rep: Someone;
let moment: Date | undefined;

beforeAll(async () => {
  api = await startApiServer({
    passwords,
    now: () => moment ?? new Date(),
    sessionIdleMs: 60_000,
    sessionMaxMs: 600_000,
  });
  rep = await person(api, { roles: ['sales_rep', 'sales_manager'], name: 'Nora Lindqvist' });
});

afterAll(() => api.close());

const OWN = { 'x-requested-with': 'fairlead' };
const signIn = (body: unknown, headers: Record<string, string> = OWN, idempotencyKey: string | null = null) =>
  api.call('POST', '/v1/session', { body, headers, idempotencyKey });
const cookieOf = (headers: Headers): string => headers.get('set-cookie')?.split(';')[0] ?? '';

describe('POST', () => {
  it('201: a session of one’s own, in a cookie that no script reads', async () => {
    const answer = await signIn({ email: rep.email.toUpperCase(), password: PASSWORD });
    expect(answer.status).toBe(201);
    expect(SignedIn.safeParse(answer.body).success).toBe(true);
    expect(answer.body['user']).toMatchObject({ id: rep.id, name: 'Nora Lindqvist', partnerId: null });
    expect(answer.headers.get('set-cookie')).toMatch(/^sid=[\w-]{43}; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(answer.text).not.toContain(cookieOf(answer.headers).slice(4));
  });

  it('401 invalid_credentials: the same for a wrong password, somebody unknown, and somebody who left', async () => {
    const gone = await person(api, { roles: ['sales_rep'] });
    await api.database.user.update({ where: { id: gone.id }, data: { active: false } });
    const answers = [
      await signIn({ email: rep.email, password: 'wrong' }),
      await signIn({ email: 'nobody@helioforge.example', password: PASSWORD }),
      await signIn({ email: gone.email, password: PASSWORD }),
    ];
    for (const { status, body, headers } of answers) {
      expect({ status, code: body['code'], cookie: headers.get('set-cookie') }).toEqual({
        status: 401,
        code: 'invalid_credentials',
        cookie: null,
      });
    }
  });

  it('takes as long for an unknown person as for a known one', async () => {
    const timeOf = async (email: string): Promise<number> => {
      const start = performance.now();
      for (let round = 0; round < 5; round += 1) await signIn({ email, password: 'wrong' });
      return performance.now() - start;
    };
    await timeOf(rep.email);
    const known = await timeOf(rep.email);
    const unknown = await timeOf('nobody@helioforge.example');
    expect(unknown).toBeGreaterThan(known / 3);
  });

  it('403 cross_site: a page of somebody else cannot sign people in', async () => {
    const body = { email: rep.email, password: PASSWORD };
    expect(await signIn(body, {})).toMatchObject({ status: 403, body: { code: 'cross_site' } });
    expect(await signIn(body, { origin: 'https://evil.example' })).toMatchObject({ status: 403 });
    expect(await signIn(body, { origin: 'http://localhost:3000' })).toMatchObject({ status: 201 });
  });

  it('409 already_answered: a repeat does not hand out a second session, 422 when it is another request', async () => {
    const body = { email: rep.email, password: PASSWORD };
    expect((await signIn(body, OWN, 'in')).status).toBe(201);
    expect(await signIn(body, OWN, 'in')).toMatchObject({ status: 409, body: { code: 'already_answered' } });
  });

  it('neither password nor token is anywhere in the logs or the idempotency records', async () => {
    const { headers } = await signIn({ email: rep.email, password: PASSWORD }, OWN, 'logged');
    const token = cookieOf(headers).slice(4);
    const kept = JSON.stringify(await api.database.idempotencyRecord.findMany());
    for (const secret of [PASSWORD, token]) {
      expect(api.logs.join('\n')).not.toContain(secret);
      expect(kept).not.toContain(secret);
    }
  });
});

describe('GET and DELETE', () => {
  it('200: who I am; 204: signed out, at once', async () => {
    const { headers } = await signIn({ email: rep.email, password: PASSWORD });
    const cookie = cookieOf(headers);
    expect(await api.call('GET', '/v1/session', { headers: { cookie } })).toMatchObject({
      status: 200,
      body: { user: { id: rep.id } },
    });
    const out = await api.call('DELETE', '/v1/session', { headers: { cookie, ...OWN } });
    expect(out.status).toBe(204);
    expect(out.headers.get('set-cookie')).toContain('sid=; Max-Age=0');
    expect(await api.call('GET', '/v1/session', { headers: { cookie } })).toMatchObject({
      status: 401,
      body: { code: 'unauthenticated' },
    });
  });

  it('401: idle for too long, too old, or no longer active', async () => {
    const someone = await person(api, { roles: ['sales_rep'] });
    const session = await api.sessionOf(someone.id);
    const read = async (): Promise<number> => (await api.call('GET', '/v1/session', { session })).status;
    expect(await read()).toBe(200);
    moment = new Date(Date.now() + 61_000);
    expect(await read()).toBe(401);
    moment = undefined;
    await api.database.session.updateMany({ where: { userId: someone.id }, data: { expiresAt: new Date() } });
    expect(await read()).toBe(401);
    const other = await api.sessionOf(someone.id);
    await api.database.user.update({ where: { id: someone.id }, data: { active: false } });
    expect((await api.call('GET', '/v1/session', { session: other })).status).toBe(401);
  });

  it('403 insufficient_scope: an API key has no session', async () => {
    const { key } = await partner(api, { programIds: [await program(api)] });
    expect(await api.call('GET', '/v1/session', { key })).toMatchObject({
      status: 403,
      body: { code: 'insufficient_scope' },
    });
  });
});

it('over https the cookie is bound to the host and never sent in the clear', async () => {
  const secure = await startApiServer({ publicUrl: 'https://partners.helioforge.example' });
  try {
    const someone = await person(secure, { roles: ['auditor'] });
    const answer = await secure.call('POST', '/v1/session', {
      body: { email: someone.email, password: PASSWORD },
      headers: { origin: 'https://partners.helioforge.example' },
    });
    expect(answer.headers.get('set-cookie')).toMatch(/^__Host-sid=.*; Path=\/; HttpOnly; SameSite=Lax; Secure$/);
    expect(answer.headers.get('strict-transport-security')).not.toBeNull();
  } finally {
    await secure.close();
  }
});

it('the sign-ins of the demo are shown in the demo, and are not there elsewhere', async () => {
  expect(await api.call('GET', '/v1/demo/accounts')).toMatchObject({ status: 404, body: { code: 'not_found' } });
  const account = { role: 'sales_rep', name: 'Nora', email: 'n@h.example', password: 'demo', partnerName: null };
  const demo = await startApiServer({ demoAccounts: () => Promise.resolve([account]) });
  try {
    expect((await demo.call('GET', '/v1/demo/accounts')).body).toEqual({ data: [account] });
  } finally {
    await demo.close();
  }
});
