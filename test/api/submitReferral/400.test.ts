import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { person, startApiServer, type ApiServer } from '../../support/apiServer.ts';
import { partner, program, submission, type PartnerWorld } from '../../support/apiWorld.ts';

let api: ApiServer;
let own: PartnerWorld;

beforeAll(async () => {
  api = await startApiServer();
  own = await partner(api, { programIds: [await program(api)] });
});

afterAll(() => api.close());

const submit = (body: unknown) => api.call('POST', '/v1/referrals', { key: own.key, body });
const pointers = (body: Record<string, unknown>) =>
  (body['errors'] as { pointer: string }[]).map(({ pointer }) => pointer);

describe('invalid_request', () => {
  it('names every required field that is missing, at once', async () => {
    const { status, body } = await submit({ prospect: {}, company: {}, consent: {} });
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'invalid_request', status: 400 });
    expect(pointers(body).sort()).toEqual(['/company/name', '/consent/basis', '/need', '/prospect/name']);
    expect(body['errors']).toContainEqual({ pointer: '/need', code: 'required', message: 'This field is required.' });
  });

  it.each([
    { change: { prospect: { name: 'Ada' } }, pointer: '/prospect/email', why: 'neither e-mail nor phone' },
    { change: { prospect: { name: 'Ada', email: 'nowhere' } }, pointer: '/prospect/email', why: 'no e-mail address' },
    { change: { prospect: { name: '  ', phone: '+46 812' } }, pointer: '/prospect/name', why: 'only blanks' },
    {
      change: { prospect: { name: 'A\u0000da', phone: '+46 812' } },
      pointer: '/prospect/name',
      why: 'a control character',
    },
    {
      change: { prospect: { name: 'A\ud800da', phone: '+46 812' } },
      pointer: '/prospect/name',
      why: 'half of a surrogate pair',
    },
    { change: { need: 'x\udfff' }, pointer: '/need', why: 'the other half' },
    {
      change: { consent: { basis: 'consent', at: '0000-01-01T00:00:00Z' } },
      pointer: '/consent/at',
      why: 'a year that no database knows',
    },
    { change: { company: { name: 'N', domain: 'not a domain' } }, pointer: '/company/domain', why: 'no domain' },
    { change: { company: { name: '\u200b\u2060 \u3164' } }, pointer: '/company/name', why: 'blanks that nobody sees' },
    { change: { company: { name: '…' } }, pointer: '/company/name', why: 'no letter and no figure' },
    { change: { need: '\u2800\u00ad' }, pointer: '/need', why: 'blanks of other kinds' },
    { change: { company: { name: 'N', country: 'ZZ' } }, pointer: '/company/country', why: 'no country' },
    {
      change: { estimatedValue: { amount: 100, currency: 'XXZ' } },
      pointer: '/estimatedValue/currency',
      why: 'no currency',
    },
    { change: { company: { name: 'N', country: 'Sweden' } }, pointer: '/company/country', why: 'no country code' },
    { change: { need: 'x'.repeat(5_001) }, pointer: '/need', why: 'too long' },
    { change: { consent: { basis: 'hope' } }, pointer: '/consent/basis', why: 'unknown basis' },
    { change: { consent: { basis: 'consent', at: 'yesterday' } }, pointer: '/consent/at', why: 'no time' },
    {
      change: { estimatedValue: { amount: 0.5, currency: 'EUR' } },
      pointer: '/estimatedValue/amount',
      why: 'half a cent',
    },
    {
      change: { estimatedValue: { amount: 1e16, currency: 'EUR' } },
      pointer: '/estimatedValue/amount',
      why: 'beyond JSON',
    },
    {
      change: { estimatedValue: { amount: 5, currency: 'euro' } },
      pointer: '/estimatedValue/currency',
      why: 'no currency',
    },
  ])('$pointer: $why', async ({ change, pointer }) => {
    const { status, body } = await submit(submission(change));
    expect(status).toBe(400);
    expect(body['code']).toBe('invalid_request');
    expect(pointers(body)).toContain(pointer);
  });

  it('people of the vendor name the partner', async () => {
    const { session } = await person(api, { roles: ['sales_rep'] });
    const { status, body } = await api.call('POST', '/v1/referrals', { session, body: submission() });
    expect(status).toBe(400);
    expect(pointers(body)).toEqual(['/partnerId']);
  });

  it('an Idempotency-Key that is no key is refused', async () => {
    const { status, body } = await api.call('POST', '/v1/referrals', {
      key: own.key,
      body: submission(),
      idempotencyKey: 'two words',
    });
    expect({ status, code: body['code'] }).toEqual({ status: 400, code: 'invalid_request' });
  });
});

it('unknown_field: what is not known is refused, never ignored', async () => {
  const { status, body } = await submit(submission({ prospects: [], company: { name: 'N', vat: '1' } }));
  expect(status).toBe(400);
  expect(body['code']).toBe('unknown_field');
  expect(pointers(body).sort()).toEqual(['/company/vat', '/prospects']);
});

it('idempotency_key_required: a key without the header', async () => {
  const { status, body } = await api.call('POST', '/v1/referrals', {
    key: own.key,
    body: submission(),
    idempotencyKey: null,
  });
  expect({ status, code: body['code'] }).toEqual({ status: 400, code: 'idempotency_key_required' });
});

it.each(['{"need":', '[1,2', '"text"'])('invalid_json: %s', async (body) => {
  const { status, body: problem } = await submit(body);
  expect({ status, code: problem['code'] }).toEqual({ status: 400, code: 'invalid_json' });
});

it('invalid_json: a body that says it is compressed and is not', async () => {
  const headers = { 'content-encoding': 'gzip' };
  const { status, body } = await api.call('POST', '/v1/referrals', { key: own.key, body: submission(), headers });
  expect({ status, code: body['code'] }).toEqual({ status: 400, code: 'invalid_json' });
});

it('nothing was stored by any of this', async () => {
  expect(await api.database.referral.count()).toBe(0);
  expect(await api.database.idempotencyRecord.count()).toBe(0);
});
