import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { person, startApiServer, type ApiServer } from '../../support/apiServer.ts';
import { partner, program, submission, type PartnerWorld } from '../../support/apiWorld.ts';

/** What a partner must never learn, planted where a careless answer would show it. */
const SECRETS = [
  'Rival Consulting',
  'rival-prospect@secret.example',
  'Secret Prospect',
  'secret note',
  'Secret Manager',
  'secret-deal-id',
];

let api: ApiServer;
let own: PartnerWorld;
let id: string;
let rivalId: string;

beforeAll(async () => {
  api = await startApiServer();
  const programId = await program(api);
  own = await partner(api, { programIds: [programId] });
  const hidden = await program(api);
  await api.database.program.update({ where: { id: hidden }, data: { name: 'Rival Consulting program' } });
  const rival = await partner(api, { programIds: [programId, hidden], name: 'Rival Consulting' });
  const company = { name: 'Nordwind AB', domain: 'nordwind.example' };
  const prospect = { name: 'Secret Prospect', email: 'rival-prospect@secret.example' };
  const first = await api.call('POST', '/v1/referrals', {
    key: rival.key,
    body: submission({ company, prospect, programId, need: 'secret note' }),
  });
  rivalId = String(first.body['id']);
  const second = await api.call('POST', '/v1/referrals', { key: own.key, body: submission({ company }) });
  id = String(second.body['id']);
  const manager = await person(api, { roles: ['sales_manager'], name: 'Secret Manager' });
  await api.database.referral.update({
    where: { id },
    data: {
      stage: 'waitlisted',
      verdict: {
        kind: 'review',
        candidates: [
          { companyId: 'cpy_x', referralId: rivalId, score: 60, evidence: [{ kind: 'same_name', weight: 60 }] },
        ],
      },
      deal: {
        dealId: 'secret-deal-id',
        amount: { amount: 1, currency: 'EUR' },
        firstYearNet: { amount: 1, currency: 'EUR' },
        closedOn: '2026-01-01',
        closedBy: manager.id,
      },
    },
  });
  await api.planted.contactAttempt.create({
    data: {
      id: 'cmd_x',
      referralId: id,
      at: new Date(),
      channel: 'phone',
      outcome: 'no_answer',
      note: 'secret note',
      byUserId: manager.id,
    },
  });
  const event = {
    at: new Date().toISOString(),
    type: 'clock.escalated',
    actor: { kind: 'user', id: manager.id },
    source: 'secret note',
    private: { note: 'secret note' },
    public: { other: rivalId },
  };
  await api.database.$queryRaw`SELECT append_event(${id}, ${JSON.stringify(event)}::jsonb)`;
});

afterAll(() => api.close());

it.each(['admin', 'user', 'key'] as const)(
  'no answer to a partner’s %s holds what a partner must never learn',
  async (who) => {
    const credentials = who === 'key' ? { key: own.key } : { session: own[who].session };
    const paths = [
      '/v1/referrals',
      '/v1/referrals?q=secret',
      '/v1/referrals?sort=due',
      `/v1/referrals/${id}`,
      `/v1/referrals/${id}/timeline`,
      `/v1/referrals/${rivalId}`,
      `/v1/referrals/${rivalId}/timeline`,
      '/v1/programs',
      '/v1/partners',
      '/v1/reasons',
      '/v1/people',
      '/v1/users',
      '/v1/plans',
      '/v1/operations/stuck',
      '/v1/session',
      `/v1/partners/${own.id}`,
      `/v1/partners/${own.id}/api-keys`,
    ];
    let answered = 0;
    for (const path of paths) {
      const { status, text } = await api.call('GET', path, credentials);
      if (status === 200) answered += 1;
      for (const secret of [...SECRETS, ...(path.includes(rivalId) ? [] : [rivalId])])
        expect(text).not.toContain(secret);
    }
    expect(answered).toBeGreaterThan(3);
  },
);

it('the waiting referral says its own place and nothing of the one before', async () => {
  const { body } = await api.call('GET', `/v1/referrals/${id}`, { key: own.key });
  expect(body).toMatchObject({
    stage: 'waitlisted',
    position: 2,
    attempts: [{ note: null, by: null }],
    deal: { dealId: null },
  });
});

it('a command of a partner on a rival’s referral says that there is none', async () => {
  const { status, text } = await api.call('POST', `/v1/referrals/${rivalId}/withdraw`, {
    session: own.admin.session,
    body: { reasonCode: 'mistake' },
  });
  expect(status).toBe(404);
  for (const secret of SECRETS) expect(text).not.toContain(secret);
});
