import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { JoinedReferral } from '../../../api/schemas/referrals.ts';
import { startApiServer, type ApiServer } from '../../support/apiServer.ts';
import { partner, program, submission, type PartnerWorld } from '../../support/apiWorld.ts';

let api: ApiServer;
let own: PartnerWorld;
let other: PartnerWorld;

beforeAll(async () => {
  api = await startApiServer();
  const programId = await program(api);
  own = await partner(api, { programIds: [programId] });
  other = await partner(api, { programIds: [programId] });
});

afterAll(() => api.close());

it('a second person at the same company joins the first referral, and nothing is declined', async () => {
  const first = submission();
  const second = { ...first, prospect: { name: 'Bo Ek', email: 'bo@elsewhere.example' } };
  const received = await api.call('POST', '/v1/referrals', { key: own.key, body: first });
  const joined = await api.call('POST', '/v1/referrals', { key: own.key, body: second });
  expect(joined.status).toBe(200);
  expect(JoinedReferral.safeParse(joined.body)).toMatchObject({ success: true });
  expect(joined.body).toMatchObject({
    id: received.body['id'],
    number: received.body['number'],
    duplicateOf: 'same_partner',
    added: ['contact'],
    contacts: [{ name: 'Bo Ek', email: 'bo@elsewhere.example' }],
  });
});

it('the same person again adds nobody', async () => {
  const body = submission();
  await api.call('POST', '/v1/referrals', { key: own.key, body });
  const joined = await api.call('POST', '/v1/referrals', { key: own.key, body });
  expect(joined).toMatchObject({ status: 200, body: { added: [], contacts: [] } });
});

it('a repeat gives the first answer to the byte, also when the referral has moved on since', async () => {
  const body = submission();
  const { body: received } = await api.call('POST', '/v1/referrals', { key: own.key, body });
  const first = await api.call('POST', '/v1/referrals', { key: own.key, body, idempotencyKey: 'join' });
  await api.database.referral.update({ where: { id: String(received['id']) }, data: { stage: 'accepted' } });
  const second = await api.call('POST', '/v1/referrals', { key: own.key, body, idempotencyKey: 'join' });
  expect(second).toMatchObject({ status: 200, text: first.text });
  expect(second.headers.get('idempotency-replayed')).toBe('true');
});

it('the same company from another partner is a referral of its own', async () => {
  const body = submission();
  const first = await api.call('POST', '/v1/referrals', { key: own.key, body });
  const second = await api.call('POST', '/v1/referrals', { key: other.key, body });
  expect(second.status).toBe(201);
  expect(second.body['id']).not.toBe(first.body['id']);
});
