import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { Problem } from '../../../api/schemas/problem.ts';
import { AppError } from '../../../domain/errors.ts';
import { startApiServer, type ApiServer } from '../../support/apiServer.ts';
import { partner, program, refer, submission, type PartnerWorld } from '../../support/apiWorld.ts';

let api: ApiServer;
let own: PartnerWorld;

beforeAll(async () => {
  api = await startApiServer();
  own = await partner(api, { programIds: [await program(api)] });
});

afterAll(() => api.close());

describe('addresses', () => {
  it.each(['/v1', '/v1/', '/v1/nothing', '/v1/referrals/a/b/c', '/v1/referrals/%E0%A4', '/nothing'])(
    '404 not_found: %s',
    async (path) => {
      const { status, body, headers } = await api.call('GET', path, { key: own.key });
      expect({ status, code: body['code'] }).toEqual({ status: 404, code: 'not_found' });
      expect(headers.get('content-type')).toBe('application/problem+json');
      expect(Problem.safeParse(body).success).toBe(true);
    },
  );

  it.each([
    { method: 'PUT', path: '/v1/referrals', allow: 'POST, GET, HEAD' },
    { method: 'DELETE', path: `/v1/referrals/ref_${'0'.repeat(26)}`, allow: 'GET, HEAD' },
    { method: 'GET', path: `/v1/referrals/ref_${'0'.repeat(26)}/qualify`, allow: 'POST' },
    { method: 'PATCH', path: '/v1/session', allow: 'POST, GET, DELETE, HEAD' },
  ])('405 method_not_allowed: $method $path', async ({ method, path, allow }) => {
    const { status, body, headers } = await api.call(method, path, { key: own.key });
    expect({ status, code: body['code'], allow: headers.get('allow') }).toEqual({
      status: 405,
      code: 'method_not_allowed',
      allow,
    });
  });
});

describe('correlation', () => {
  it('a request id goes in and comes out, in the problem and in the log', async () => {
    const answer = await api.call('GET', '/v1/referrals', { headers: { 'x-request-id': 'trace-4711' } });
    expect(answer.headers.get('x-request-id')).toBe('trace-4711');
    expect(answer.body['request_id']).toBe('trace-4711');
    expect(api.logs.some((line) => line.includes('trace-4711'))).toBe(true);
  });

  it('an unusable one is replaced', async () => {
    const { headers } = await api.call('GET', '/livez', { headers: { 'x-request-id': 'a b"c' } });
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('pages', () => {
  it('the document is whole and served, with readable docs from our own files only', async () => {
    const { status, body } = await api.call('GET', '/openapi.json');
    expect(status).toBe(200);
    expect(body).toMatchObject({ openapi: '3.1.0' });
    const page = await api.call('GET', '/docs');
    expect(page.status).toBe(200);
    expect(page.text).not.toMatch(/https?:\/\//);
    for (const file of ['/docs/start.js', '/docs/assets/swagger-ui-bundle.js', '/docs/assets/swagger-ui.css']) {
      expect((await api.call('GET', file)).status).toBe(200);
    }
    expect((await api.call('GET', '/docs/start.js')).text).toContain('validatorUrl: null');
  });

  it('only our own pages may be shown and run', async () => {
    const { headers } = await api.call('GET', '/docs');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-powered-by')).toBeNull();
  });
});

describe('health', () => {
  it('live; ready; degraded and still ready without Temporal', async () => {
    expect(await api.call('GET', '/livez')).toMatchObject({ status: 200, body: { status: 'live' } });
    expect(await api.call('GET', '/readyz')).toMatchObject({
      status: 200,
      body: { status: 'ready', checks: { database: 'ok', migrations: 'ok', temporal: 'ok' } },
    });
    api.stories.isReachable = () => Promise.resolve(false);
    expect(await api.call('GET', '/readyz')).toMatchObject({
      status: 200,
      body: { status: 'degraded', checks: { temporal: 'down' } },
    });
    api.stories.isReachable = () => Promise.resolve(true);
  });
});

describe('busy', () => {
  it('409 with Retry-After when somebody holds the lock for too long, and nothing is half done', async () => {
    const holder = new pg.Client({ connectionString: api.databaseUrl });
    await holder.connect();
    await holder.query('BEGIN');
    await holder.query('LOCK TABLE programs IN ACCESS EXCLUSIVE MODE');
    const answer = await api.call('GET', '/v1/programs', { key: own.key });
    await holder.query('ROLLBACK');
    await holder.end();
    expect(answer).toMatchObject({ status: 409, body: { code: 'busy' } });
    expect(answer.headers.get('retry-after')).toBe('1');
  });
});

describe('faults', () => {
  it('500 internal_error says nothing of its cause to the caller, and everything to the log', async () => {
    const broken = await startApiServer({
      watch: { health: () => Promise.reject(new Error('x')), stuck: () => Promise.reject(new Error('x')) },
      accounts: { ...api.deps.accounts, findKey: () => Promise.reject(new Error('SELECT secret FROM vault')) },
    });
    try {
      const answer = await broken.call('GET', '/v1/referrals', { key: own.key });
      expect(answer).toMatchObject({ status: 500, body: { code: 'internal_error' } });
      expect(answer.text).not.toMatch(/SELECT|vault|at .*\.ts/);
      expect(broken.logs.join('')).toContain('SELECT secret FROM vault');
    } finally {
      await broken.close();
    }
  });

  it('503 unavailable with Retry-After instead of a hang, whatever is waited for', async () => {
    const slow = await startApiServer({
      accounts: { ...api.deps.accounts, findKey: () => new Promise(() => undefined) },
    });
    try {
      const start = performance.now();
      const answer = await slow.call('GET', '/v1/referrals', { key: own.key });
      expect(performance.now() - start).toBeLessThan(10_000);
      expect(answer).toMatchObject({ status: 503, body: { code: 'unavailable' } });
      expect(answer.headers.get('retry-after')).toBe('5');
    } finally {
      await slow.close();
    }
  }, 15_000);

  it('503 when the database says no', async () => {
    const away = await startApiServer({
      accounts: { ...api.deps.accounts, findKey: () => Promise.reject(new AppError({ code: 'unavailable' })) },
    });
    try {
      const answer = await away.call('POST', '/v1/referrals', { key: own.key, body: submission() });
      expect(answer).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    } finally {
      await away.close();
    }
  });

  it('a caller that hangs up in the middle of its body harms nobody', async () => {
    const { hostname, port } = new URL(api.url);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    socket.write(
      `POST /v1/referrals HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${own.key}\r\nIdempotency-Key: k\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{"need":`,
    );
    socket.destroy();
    expect(await refer(api, own.key)).toMatch(/^ref_/);
  });
});
