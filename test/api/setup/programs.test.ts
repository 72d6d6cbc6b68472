import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Plan, Program } from '../../../api/schemas/programs.ts';
import { defaultPolicy } from '../../../domain/policy.ts';
import { person, startApiServer, type ApiServer, type Someone } from '../../support/apiServer.ts';
import { partner, program, submission, type PartnerWorld } from '../../support/apiWorld.ts';

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
const RULES = [{ kind: 'deal_percent', basisPoints: 1_000, base: 'first_year_net', trigger: 'signed', when: {} }];

describe('programs', () => {
  it('201: everything that is not said has its default', async () => {
    const policy = { acknowledge: 'PT4S', duplicates: { lookBack: 'review' } };
    const { status, body, headers } = await post('/v1/programs', { name: 'Fast Lane', currency: 'USD', policy });
    expect(status).toBe(201);
    expect(Program.safeParse(body)).toMatchObject({ success: true });
    const usual = defaultPolicy('USD');
    expect(body['policy']).toEqual({
      ...usual,
      acknowledge: 'PT4S',
      duplicates: { ...usual.duplicates, lookBack: 'review' },
    });
    expect((await api.call('GET', headers.get('location') ?? '', admin)).body).toEqual(body);
  });

  it.each([
    { policy: { acknowledge: 'P1M' }, pointer: '/policy/acknowledge', why: 'months have no fixed length' },
    { policy: { gates: ['mood'] }, pointer: '/policy/gates/0', why: 'an unknown gate' },
    { policy: { secret: true }, pointer: '/policy/secret', why: 'an unknown field' },
  ])('400: $why', async ({ policy, pointer }) => {
    const { status, body } = await post('/v1/programs', { name: 'X', currency: 'EUR', policy });
    expect(status).toBe(400);
    expect(body['errors']).toMatchObject([{ pointer }]);
  });

  it('a partner reads the programs it is in, with promises and terms, and no others', async () => {
    const hidden = await program(api);
    const listed = await api.call<{ data: { id: string }[] }>('GET', '/v1/programs', { key: own.key });
    expect(listed.body.data.map(({ id }) => id)).toEqual([programId]);
    expect((await api.call('GET', `/v1/programs/${hidden}`, { key: own.key })).status).toBe(404);
    expect((await api.call('GET', `/v1/programs/${programId}`, { key: own.key })).status).toBe(200);
    expect((await api.call<{ data: unknown[] }>('GET', '/v1/programs', admin)).body.data.length).toBeGreaterThan(1);
  });
});

it('says what a program promises in the language of the reader', async () => {
  const read = async (language: string) => {
    const headers = { 'accept-language': language };
    const { body } = await api.call('GET', `/v1/programs/${programId}`, { key: own.key, headers });
    return (body['promises'] as { kind: string; by: string; text: string }[]).filter(({ by }) => by === 'partner');
  };
  expect(await read('en')).toMatchObject([{ kind: 'information', text: expect.stringMatching(/within 7 days/) }]);
  expect(await read('de')).toMatchObject([{ kind: 'information', text: expect.stringMatching(/7 Tage Zeit/) }]);
});

describe('plans', () => {
  it('a draft is published by a second person, and its terms are on the next receipt', async () => {
    const draft = await post('/v1/plans', { programId, name: 'Standard', rules: RULES });
    expect(draft).toMatchObject({ status: 201, body: { state: 'draft', version: 1, publishedAt: null, warnings: [] } });
    expect(Plan.safeParse(draft.body)).toMatchObject({ success: true });
    const path = `/v1/plans/${String(draft.body['id'])}/publish`;
    expect(said(await post(path, {}))).toEqual({ status: 403, code: 'separation_of_duties' });
    const published = await post(path, {}, approver);
    expect(published).toMatchObject({ status: 200, body: { state: 'published', publishedBy: approver.id } });
    expect(said(await post(path, {}, approver))).toEqual({ status: 409, code: 'already_published' });
    const received = await api.call('POST', '/v1/referrals', { key: own.key, body: submission() });
    expect(received.body).toMatchObject({ planVersion: draft.body['planVersion'], terms: draft.body['terms'] });
    expect(draft.body['terms']).toMatch(/10 % of the first year/);
  });

  it('the same name again is the next version', async () => {
    const second = await post('/v1/plans', { programId, name: 'Standard', rules: RULES });
    expect(second.body).toMatchObject({ version: 2, state: 'draft' });
    const other = await person(api, { roles: ['program_admin'] });
    expect((await post(`/v1/plans/${String(second.body['id'])}/publish`, {}, other)).status).toBe(200);
  });

  it('warnings stand beside a plan and do not block it', async () => {
    const flat = { kind: 'deal_flat', amount: { amount: 50_000, currency: 'USD' } };
    const { status, body } = await post('/v1/plans', { programId, name: 'Odd', rules: [...RULES, ...RULES, flat] });
    expect(status).toBe(201);
    expect(body['warnings']).toHaveLength(2);
  });

  it('404: no such program, no such plan', async () => {
    const missing = { programId: `prg_${'0'.repeat(26)}`, name: 'X', rules: RULES };
    expect(said(await post('/v1/plans', missing))).toEqual({ status: 404, code: 'not_found' });
    expect(said(await post(`/v1/plans/pln_${'0'.repeat(26)}/publish`, {}, approver))).toEqual({
      status: 404,
      code: 'not_found',
    });
  });

  it('lists the newest version of each', async () => {
    const { body } = await api.call<{ data: { name: string; version: number }[] }>(
      'GET',
      `/v1/plans?programId=${programId}`,
      admin,
    );
    expect(body.data.map(({ name, version }) => `${name} ${String(version)}`).sort()).toEqual(['Odd 1', 'Standard 2']);
  });
});

it('the same key gives the same bytes, and writes once', async () => {
  const wanted = { name: 'Twice', currency: 'EUR' };
  const answers = await Promise.all([1, 2, 3].map(() => post('/v1/programs', wanted, admin, 'twice')));
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  expect(answers.filter(({ headers }) => headers.get('idempotency-replayed') === 'true')).toHaveLength(2);
  expect(await api.database.program.count({ where: { name: 'Twice' } })).toBe(1);
  expect(said(await post('/v1/programs', { ...wanted, name: 'Other' }, admin, 'twice'))).toEqual({
    status: 422,
    code: 'idempotency_key_reused',
  });
});
