import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Referral } from '../../../api/schemas/referrals.ts';
import { person, startApiServer, type ApiServer } from '../../support/apiServer.ts';
import { partner, program, submission, type PartnerWorld } from '../../support/apiWorld.ts';

let api: ApiServer;
let own: PartnerWorld;
let programId: string;

beforeAll(async () => {
  api = await startApiServer();
  programId = await program(api);
  own = await partner(api, { programIds: [programId] });
});

afterAll(() => api.close());

describe('201', () => {
  it('is what the contract says, with place, terms, clocks and the sentence', async () => {
    const body = submission({
      estimatedValue: { amount: 4_800_000, currency: 'EUR' },
      productLine: 'platform',
      project: 'Plant Gary',
      externalRef: 'crm-4711',
    });
    const answer = await api.call('POST', '/v1/referrals', { key: own.key, body });
    expect(answer.status).toBe(201);
    expect(Referral.strict().safeParse(answer.body)).toMatchObject({ success: true });
    const { id } = answer.body as { id: string };
    expect(answer.headers.get('location')).toBe(`/v1/referrals/${id}`);
    expect(answer.headers.get('etag')).toBe('"v1"');
    expect(answer.body).toMatchObject({
      ...body,
      stage: 'submitted',
      channel: 'api',
      programId,
      partnerId: own.id,
      contacts: [],
      owner: null,
      position: null,
      waitingOn: null,
      outcome: null,
      attempts: [],
      commissions: [],
      version: 1,
      next: { action: 'duplicate_check', who: 'system' },
    });
    expect(answer.body['number']).toMatch(/^R-[0-9A-Z]{4}-[0-9A-Z]{2}$/);
    expect(answer.body['clocks']).toMatchObject([
      { kind: 'acknowledge', state: 'running', remaining: 'PT4H' },
      { kind: 'first_contact', state: 'running', remaining: 'PT24H' },
      { kind: 'expiry', state: 'running', remaining: 'PT2160H' },
    ]);
  });

  it('never says what the check finds', async () => {
    const manager = await person(api, { roles: ['sales_manager'] });
    const answer = await api.call('POST', '/v1/referrals', {
      session: manager.session,
      body: submission({ partnerId: own.id }),
    });
    expect(answer.status).toBe(201);
    expect(Object.keys(answer.body)).not.toEqual(expect.arrayContaining(['verdict']));
    expect(Object.keys(answer.body)).not.toEqual(expect.arrayContaining(['intakeNo']));
  });

  it('is committed with its event, its place in line and the work that follows', async () => {
    const { body } = await api.call('POST', '/v1/referrals', { key: own.key, body: submission() });
    const id = String(body['id']);
    expect(await api.database.event.count({ where: { referralId: id } })).toBe(1);
    expect(await api.database.queueEntry.count({ where: { referralId: id } })).toBe(1);
    expect(await api.database.outboxRow.findMany({ where: { groupKey: `referral:${id}` } })).toMatchObject([
      { kind: 'start_story' },
    ]);
  });

  it('a partner’s person submits for the own company, by the portal', async () => {
    const answer = await api.call('POST', '/v1/referrals', {
      session: own.user.session,
      body: submission(),
      idempotencyKey: null,
    });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      channel: 'portal',
      partnerName: own.name,
      submittedBy: { kind: 'user', id: own.user.id, name: own.user.name, onBehalfOf: null },
    });
  });

  it.each(['partner_manager', 'sales_rep', 'sales_manager'] as const)(
    'a %s submits on behalf of a partner: both names are stored',
    async (role) => {
      const sender = await person(api, { roles: [role] });
      const answer = await api.call('POST', '/v1/referrals', {
        session: sender.session,
        body: submission({ partnerId: own.id, onBehalfOf: own.user.id }),
      });
      expect(answer.status).toBe(201);
      const { body } = await api.call('GET', `/v1/referrals/${String(answer.body['id'])}`, {
        session: own.admin.session,
      });
      expect(body).toMatchObject({
        channel: 'on_behalf',
        partnerId: own.id,
        submittedBy: { id: sender.id, name: sender.name, onBehalfOf: own.user.name },
      });
    },
  );

  it('the same key and body again give the same bytes, and say so', async () => {
    const body = submission();
    const idempotencyKey = 'the-same-key';
    const first = await api.call('POST', '/v1/referrals', { key: own.key, body, idempotencyKey });
    const second = await api.call('POST', '/v1/referrals', { key: own.key, body, idempotencyKey });
    expect(first.headers.get('idempotency-replayed')).toBeNull();
    expect(second).toMatchObject({ status: 201, text: first.text });
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    expect(second.headers.get('location')).toBe(first.headers.get('location'));
    expect(second.headers.get('etag')).toBe(first.headers.get('etag'));
  });

  it('one key, sent many times at once, makes one referral', async () => {
    const body = submission();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        api.call('POST', '/v1/referrals', { key: own.key, body, idempotencyKey: 'burst' }),
      ),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers.filter(({ headers }) => headers.get('idempotency-replayed') === null)).toHaveLength(1);
  });

  it('two callers may use the same key', async () => {
    const other = await partner(api, { programIds: [programId] });
    const first = await api.call('POST', '/v1/referrals', {
      key: own.key,
      body: submission(),
      idempotencyKey: 'shared',
    });
    const second = await api.call('POST', '/v1/referrals', {
      key: other.key,
      body: submission(),
      idempotencyKey: 'shared',
    });
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body['id']).not.toBe(first.body['id']);
  });
});
