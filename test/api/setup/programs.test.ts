import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Plan } from '../../../api/schemas/plans.ts';
import { Program } from '../../../api/schemas/programs.ts';
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
  await person(api, { roles: ['finance_approver'] });
  programId = await program(api);
  own = await partner(api, { programIds: [programId] });
});

afterAll(() => api.close());

const post = (path: string, body: unknown, who: { session: string } = admin, idempotencyKey?: string) =>
  api.call('POST', path, { session: who.session, body, ...(idempotencyKey === undefined ? {} : { idempotencyKey }) });
const said = ({ status, body }: { status: number; body: Record<string, unknown> }) => ({ status, code: body['code'] });
const EUR = (amount: number) => ({ amount, currency: 'EUR' });
const tier = (name: string, amount: number, currency = 'EUR') => ({ tier: name, wonNetAtLeast: { amount, currency } });
const SPIFF = {
  kind: 'spiff',
  amount: EUR(50_000),
  budget: { amount: EUR(500_000), period: 'plan' },
  when: { received: { from: '2026-10-01', to: '2026-12-31' } },
};
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
    { policy: { statusUpdate: 'PT0S' }, pointer: '/policy/statusUpdate', why: 'nothing is kept within no time' },
    { policy: { gates: ['mood'] }, pointer: '/policy/gates/0', why: 'an unknown gate' },
    { policy: { tiers: [tier('gold', 1, 'USD')] }, pointer: '/policy/tiers', why: 'tiers in another currency' },
    { policy: { tiers: [tier('a', 2), tier('b', 2)] }, pointer: '/policy/tiers', why: 'tiers that do not ascend' },
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

  it('conditions, limits and caps are kept as they were given, and the terms say them', async () => {
    const when = { tiers: ['gold'], received: { from: '2026-10-01', to: '2026-12-31' }, qualityFrom: 4 };
    const rules = [{ ...RULES[0], basisPoints: 1_200, when, capPerDeal: EUR(1_500_000), above: EUR(100) }, ...RULES];
    const { status, body } = await post('/v1/plans', { programId, name: 'With conditions', rules });
    expect(status).toBe(201);
    expect(Plan.parse(body)).toMatchObject({ rules, warnings: [], partnerTerms: [] });
    expect(body['terms']).toMatch(/gold partners.*quality 4 of 5.*at most 15,000.00 EUR per deal; otherwise 10 %/);
  });

  it('a rule made for one partner is on its receipt and its program page, and on nobody else’s', async () => {
    const chosen = await partner(api, { programIds: [programId] });
    const rules = [{ ...RULES[0], basisPoints: 1_500, when: { partnerIds: [chosen.id] } }, ...RULES];
    const draft = await post('/v1/plans', { programId, name: 'Standard', rules });
    expect(draft.body['partnerTerms']).toMatchObject([{ partnerId: chosen.id, terms: expect.stringMatching(/^15 %/) }]);
    expect((await post(`/v1/plans/${String(draft.body['id'])}/publish`, {}, approver)).status).toBe(200);
    const termsFor = async ({ key }: PartnerWorld) => [
      (await api.call('POST', '/v1/referrals', { key, body: submission() })).body['terms'],
      ((await api.call('GET', `/v1/programs/${programId}`, { key })).body['plan'] as { terms: string }).terms,
    ];
    for (const terms of await termsFor(chosen)) expect(terms).toMatch(/^15 %/);
    for (const terms of await termsFor(own)) expect(terms).toMatch(/^10 %.*hold; paid/);
  });

  it.each([
    { rule: { when: { mood: ['good'] } }, pointer: '/rules/0/when/mood', why: 'an unknown condition' },
    { rule: { when: { tiers: [] } }, pointer: '/rules/0/when/tiers', why: 'a list of nothing' },
    { rule: { when: { qualityFrom: 6 } }, pointer: '/rules/0/when/qualityFrom', why: 'a quality that nobody gives' },
    { rule: { when: { received: {} } }, pointer: '/rules/0/when/received', why: 'a window without an end' },
    {
      rule: { when: { received: { from: '2026-12-31', to: '2026-10-01' } } },
      pointer: '/rules/0/when/received/to',
      why: 'a window that ends before it begins',
    },
    {
      rule: { ...SPIFF, when: { received: { from: '2026-10-01' } } },
      pointer: '/rules/0/when/received',
      why: 'an extra without an end',
    },
    { rule: { ...SPIFF, budget: undefined }, pointer: '/rules/0/budget', why: 'an extra without a budget' },
    {
      rule: { above: { amount: 1, currency: 'USD' }, capPerDeal: { amount: 1, currency: 'EUR' } },
      pointer: '/rules/0',
      why: 'amounts of one rule in two currencies',
    },
    {
      rule: {
        kind: 'qualified_lead_bonus',
        amount: { amount: 1, currency: 'EUR' },
        when: { values: [{ currency: 'EUR' }] },
      },
      pointer: '/rules/0/when/values',
      why: 'an introduction whose deal has a value already',
    },
    {
      rule: { kind: 'qualified_lead_bonus', amount: { amount: 1, currency: 'EUR' }, trigger: 'paid' },
      pointer: '/rules/0/trigger',
      why: 'an introduction that is paid by the customer',
    },
    { rule: { kind: 'recurring', basisPoints: 1, lasts: {} }, pointer: '/rules/0/lasts', why: 'a share for ever' },
    {
      rule: { base: 'payments_received_net', trigger: 'signed' },
      pointer: '/rules/0/trigger',
      why: 'a share of payments that is owed before them',
    },
  ])('400: $why', async ({ rule, pointer }) => {
    const { status, body } = await post('/v1/plans', {
      programId,
      name: 'X',
      rules: [{ ...('kind' in rule ? {} : RULES[0]), ...rule }],
    });
    expect(status).toBe(400);
    expect(body['errors']).toMatchObject([{ pointer }]);
  });

  it('400: a bonus by volume without a percentage whose deals it counts', async () => {
    const bonus = { kind: 'tier_bonus', basisPoints: 200, above: EUR(10_000_000) };
    const answer = await post('/v1/plans', { programId, name: 'X', rules: [bonus] });
    expect(answer.body['errors']).toMatchObject([{ pointer: '/rules' }]);
    const ofPayments = [bonus, { ...RULES[0], base: 'payments_received_net' }];
    expect((await post('/v1/plans', { programId, name: 'X', rules: ofPayments })).status).toBe(400);
    expect((await post('/v1/plans', { programId, name: 'Bonus', rules: [bonus, ...RULES] })).status).toBe(201);
  });

  it('400: fixed amounts of two kinds in two currencies', async () => {
    const flat = { kind: 'deal_flat', amount: { amount: 1, currency: 'USD' } };
    expect((await post('/v1/plans', { programId, name: 'X', rules: [SPIFF, flat] })).body['errors']).toMatchObject([
      { pointer: '/rules' },
    ]);
    const swiss = { ...flat, amount: { amount: 1, currency: 'CHF' }, when: { countries: ['CH'] } };
    expect((await post('/v1/plans', { programId, name: 'Two countries', rules: [swiss, flat] })).status).toBe(201);
  });

  it('404: no such program, no such plan, no such partner', async () => {
    const missing = { programId: `prg_${'0'.repeat(26)}`, name: 'X', rules: RULES };
    expect(said(await post('/v1/plans', missing))).toEqual({ status: 404, code: 'not_found' });
    const forNobody = [{ ...RULES[0], when: { partnerIds: [`prt_${'0'.repeat(26)}`] } }];
    expect(said(await post('/v1/plans', { programId, name: 'X', rules: forNobody }))).toEqual({
      status: 404,
      code: 'not_found',
    });
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
    expect(body.data.map(({ name, version }) => `${name} ${String(version)}`).sort()).toEqual([
      'Bonus 1',
      'Odd 1',
      'Standard 3',
      'Two countries 1',
      'With conditions 1',
    ]);
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
