import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { JoinedReferral } from '../../../api/schemas/referrals.ts';
import { person, startApiServer, type ApiServer, type Someone } from '../../support/apiServer.ts';
import { moveTo, partner, program, submission, type PartnerWorld } from '../../support/apiWorld.ts';

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

describe('a person who sends what a colleague has sent', () => {
  const as = ({ session }: Someone) => ({ session });
  const readBy = async (who: Someone, id: unknown) => {
    const one = await api.call('GET', `/v1/referrals/${String(id)}`, as(who));
    const timeline = await api.call('GET', `/v1/referrals/${String(id)}/timeline`, as(who));
    const list = await api.call<{ data: { id: string }[] }>('GET', '/v1/referrals', as(who));
    return [one.status, timeline.status, list.body.data.some((row) => row.id === id)];
  };

  it.each([
    { what: 'another prospect', prospect: { name: 'Bo Ek', email: 'bo@elsewhere.example' } },
    { what: 'the same prospect', prospect: {} },
  ])('reads it from then on, and its amounts no more than before: $what', async ({ prospect }) => {
    const colleague = await person(api, { roles: ['partner_user'], partnerId: own.id });
    const body = submission();
    const { body: first } = await api.call('POST', '/v1/referrals', { ...as(own.user), body });
    expect(await readBy(colleague, first['id'])).toEqual([404, 404, false]);
    const again = { ...body, prospect: { ...(body['prospect'] as object), ...prospect } };
    const joined = await api.call('POST', '/v1/referrals', { ...as(colleague), body: again });
    expect(joined).toMatchObject({ status: 200, body: { id: first['id'], duplicateOf: 'same_partner' } });
    expect(await readBy(colleague, first['id'])).toEqual([200, 200, true]);
    expect(joined.body['actions']).toEqual([]);
    const withdrawal = { ...as(colleague), body: { reasonCode: 'mistake' } };
    expect(await api.call('POST', `/v1/referrals/${String(first['id'])}/withdraw`, withdrawal)).toMatchObject({
      status: 403,
    });
  });

  it('is answered for a colleague of the house who sends it on behalf, and reads it too', async () => {
    const rep = await person(api, { roles: ['sales_rep'] });
    const body = submission();
    const { body: first } = await api.call('POST', '/v1/referrals', { key: own.key, body });
    await moveTo(api, String(first['id']), {
      stage: 'accepted',
      ownerId: (await person(api, { roles: ['sales_rep'] })).id,
    });
    expect((await readBy(rep, first['id']))[0]).toBe(404);
    const onBehalf = { ...body, partnerId: own.id, onBehalfOf: own.user.id };
    expect(await api.call('POST', '/v1/referrals', { ...as(rep), body: onBehalf })).toMatchObject({ status: 200 });
    expect([(await readBy(rep, first['id']))[0], (await readBy(own.user, first['id']))[0]]).toEqual([200, 200]);
  });
});
