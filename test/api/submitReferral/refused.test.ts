import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createApiKey } from '../../../api/auth/apiKey.ts';
import { person, startApiServer, type ApiServer } from '../../support/apiServer.ts';
import { apiKey, moveTo, partner, program, submission, type PartnerWorld } from '../../support/apiWorld.ts';

let api: ApiServer;
let programId: string;
let own: PartnerWorld;
let other: PartnerWorld;

beforeAll(async () => {
  api = await startApiServer();
  programId = await program(api);
  own = await partner(api, { programIds: [programId] });
  other = await partner(api, { programIds: [programId] });
});

afterAll(() => api.close());

const submit = (options: Parameters<ApiServer['call']>[2]) =>
  api.call('POST', '/v1/referrals', { body: submission(), ...options });

const said = ({ status, body }: { status: number; body: Record<string, unknown> }) => ({ status, code: body['code'] });

describe('401 unauthenticated', () => {
  it.each([
    { why: 'nobody', headers: {} },
    { why: 'no key of ours', headers: { authorization: 'Bearer something' } },
    { why: 'a key that we never made', headers: { authorization: `Bearer ${createApiKey().key}` } },
    { why: 'another scheme', headers: { authorization: 'Basic YTpi' } },
    { why: 'a session that we never made', headers: { cookie: 'sid=abc', 'x-requested-with': 'fairlead' } },
  ])('$why', async ({ headers }) => {
    const answer = await submit({ headers });
    expect(said(answer)).toEqual({ status: 401, code: 'unauthenticated' });
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  });

  it('a revoked key, from that moment on', async () => {
    const key = await apiKey(api, own.id);
    expect((await submit({ key })).status).toBe(201);
    await api.database.apiKey.updateMany({ where: { prefix: key.slice(0, 14) }, data: { revokedAt: new Date() } });
    expect(said(await submit({ key }))).toEqual({ status: 401, code: 'unauthenticated' });
  });

  it('an expired key', async () => {
    const key = await apiKey(api, own.id);
    await api.database.apiKey.updateMany({ where: { prefix: key.slice(0, 14) }, data: { expiresAt: new Date(0) } });
    expect(said(await submit({ key }))).toEqual({ status: 401, code: 'unauthenticated' });
  });

  it('a key with one letter wrong never reaches the database', async () => {
    const wrong = `${own.key.slice(0, 20)}${own.key[20] === 'x' ? 'y' : 'x'}${own.key.slice(21)}`;
    expect(said(await submit({ key: wrong }))).toEqual({ status: 401, code: 'unauthenticated' });
  });
});

describe('403', () => {
  it('insufficient_scope: a key that may only read', async () => {
    const key = await apiKey(api, own.id, ['referrals:read']);
    expect(said(await submit({ key }))).toEqual({ status: 403, code: 'insufficient_scope' });
  });

  it.each(['finance_preparer', 'finance_approver', 'program_admin', 'auditor'] as const)(
    'forbidden: a %s',
    async (role) => {
      const { session } = await person(api, { roles: [role] });
      const answer = await submit({ session, body: submission({ partnerId: own.id }) });
      expect(said(answer)).toEqual({ status: 403, code: 'forbidden' });
    },
  );

  it('forbidden: a partner’s person in the name of a colleague', async () => {
    const body = submission({ onBehalfOf: own.admin.id });
    expect(said(await submit({ session: own.user.session, body }))).toEqual({ status: 403, code: 'forbidden' });
  });

  it('cross_site: a browser’s write from elsewhere, or without saying where from', async () => {
    const cookie = `sid=${own.user.session}`;
    expect(said(await submit({ headers: { cookie } }))).toEqual({ status: 403, code: 'cross_site' });
    const foreign = await submit({ headers: { cookie, origin: 'https://evil.example' } });
    expect(said(foreign)).toEqual({ status: 403, code: 'cross_site' });
    expect((await submit({ headers: { cookie, origin: 'http://localhost:3000' } })).status).toBe(201);
  });
});

describe('404 not_found, with the same body whether it is not there or not yours', () => {
  const withoutRequestId = ({ request_id: _id, ...rest }: Record<string, unknown>) => rest;

  it('a program without enrolment, that does not exist, or of the wrong shape', async () => {
    const foreign = await program(api);
    const missing = `prg_${'0'.repeat(26)}`;
    const answers = [];
    for (const wanted of [foreign, missing, 'rubbish']) {
      answers.push(await submit({ key: own.key, body: submission({ programId: wanted }) }));
    }
    for (const answer of answers) {
      expect(said(answer)).toEqual({ status: 404, code: 'not_found' });
      expect(withoutRequestId(answer.body)).toEqual(withoutRequestId(answers[0]?.body ?? {}));
    }
  });

  it('another partner', async () => {
    const answer = await submit({ key: own.key, body: submission({ partnerId: other.id }) });
    expect(said(answer)).toEqual({ status: 404, code: 'not_found' });
  });

  it('on behalf of a partner that is not there, or of somebody who is not theirs', async () => {
    const { session } = await person(api, { roles: ['sales_rep'] });
    const nobody = await submit({ session, body: submission({ partnerId: `prt_${'0'.repeat(26)}` }) });
    const stranger = await submit({ session, body: submission({ partnerId: own.id, onBehalfOf: other.user.id }) });
    expect([said(nobody), said(stranger)]).toEqual([
      { status: 404, code: 'not_found' },
      { status: 404, code: 'not_found' },
    ]);
  });
});

describe('409 and 422', () => {
  it('partner_not_active: suspended, or with its enrolment ended', async () => {
    const idle = await partner(api, { programIds: [programId] });
    await api.database.enrolment.updateMany({ where: { partnerId: idle.id }, data: { state: 'ended' } });
    expect(said(await submit({ key: idle.key }))).toEqual({ status: 409, code: 'partner_not_active' });
  });

  it('program_required: in two programs and named none', async () => {
    const both = await partner(api, { programIds: [programId, await program(api)] });
    expect(said(await submit({ key: both.key }))).toEqual({ status: 422, code: 'program_required' });
  });

  it('open_cap_reached: as many open referrals as the program allows; an end makes room', async () => {
    const small = await program(api, { openReferralCap: 2 });
    const busy = await partner(api, { programIds: [small] });
    const first = await submit({ key: busy.key });
    await submit({ key: busy.key });
    const refused = await submit({ key: busy.key, idempotencyKey: 'cap' });
    expect(said(refused)).toEqual({ status: 409, code: 'open_cap_reached' });
    expect(refused.body).toMatchObject({ cap: 2 });
    await moveTo(api, String(first.body['id']), { stage: 'withdrawn' });
    expect((await submit({ key: busy.key, idempotencyKey: 'cap' })).status).toBe(201);
    expect(said(await submit({ key: busy.key }))).toEqual({ status: 409, code: 'open_cap_reached' });
  });

  it('a refused submission may be corrected under the same key', async () => {
    const both = await partner(api, { programIds: [programId, await program(api)] });
    const body = submission();
    await submit({ key: both.key, body, idempotencyKey: 'corrected' });
    const again = await submit({ key: both.key, body: { ...body, programId }, idempotencyKey: 'corrected' });
    expect(again.status).toBe(201);
  });

  it('idempotency_key_reused: the same key for another body leaves the first untouched', async () => {
    const first = await submit({ key: own.key, body: submission(), idempotencyKey: 'reused' });
    const second = await submit({ key: own.key, body: submission(), idempotencyKey: 'reused' });
    expect(first.status).toBe(201);
    expect(said(second)).toEqual({ status: 422, code: 'idempotency_key_reused' });
  });
});

describe('413 and 415', () => {
  it('payload_too_large: more than 256 kB', async () => {
    const answer = await submit({ key: own.key, body: submission({ need: 'x'.repeat(300_000) }) });
    expect(said(answer)).toEqual({ status: 413, code: 'payload_too_large' });
  });

  it('unsupported_media_type: a form', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    expect(said(await submit({ key: own.key, body: 'need=x', headers }))).toEqual({
      status: 415,
      code: 'unsupported_media_type',
    });
  });
});

it('422 date_out_of_range: consent that is given in the future', async () => {
  const consent = { basis: 'consent', at: '2099-01-01T00:00:00.000Z' } as const;
  const answer = await submit({ key: own.key, body: { ...submission(), consent } });
  expect(said(answer)).toEqual({ status: 422, code: 'date_out_of_range' });
  expect(answer.body['errors']).toMatchObject([{ pointer: '/consent/at' }]);
});
