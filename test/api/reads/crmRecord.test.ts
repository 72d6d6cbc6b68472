import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Referral } from '../../../api/schemas/referrals.ts';
import { TimelineEntry } from '../../../api/schemas/timeline.ts';
import { person, startApiServer, type ApiServer, type Someone } from '../../support/apiServer.ts';
import { moveTo, partner, program, refer, type PartnerWorld } from '../../support/apiWorld.ts';

let api: ApiServer;
let own: PartnerWorld;
let owner: Someone;
let id: string;

const SOMEBODY = 'somebody@vendor.example';
const WRITTEN = { credit: 'registered', claimExpiresAt: '2027-02-24T09:00:00.000Z' };

beforeAll(async () => {
  api = await startApiServer();
  owner = await person(api, { roles: ['sales_rep'] });
  own = await partner(api, { programIds: [await program(api)] });
  id = await refer(api, own.key);
  await moveTo(api, id, { stage: 'accepted', ownerId: owner.id });
  const at = new Date().toISOString();
  const event = { at, type: 'crm.linked', actor: { kind: 'system', id: 'story' }, source: 'story', public: {} };
  const record = `rec_${id}`;
  await api.planted
    .$queryRaw`SELECT link_crm_record(${id}, ${record}, ${JSON.stringify(WRITTEN)}::jsonb, ${JSON.stringify(event)}::jsonb)::text`;
  const taken = { referralId: id, version: '2', at, fields: ['partnerId'], by: SOMEBODY };
  for (let repeat = 0; repeat < 2; repeat += 1)
    await api.planted.$queryRaw`SELECT note_crm_restored(${JSON.stringify(taken)}::jsonb)::text`;
});

afterAll(() => api.close());

it('people of the vendor read what the record says, and that it was put back', async () => {
  const { body } = await api.call('GET', `/v1/referrals/${id}`, { session: owner.session });
  expect(Referral.safeParse(body)).toMatchObject({ success: true });
  expect(body['crm']).toEqual({
    recordId: `rec_${id}`,
    writtenAt: expect.any(String),
    ...WRITTEN,
    restored: { times: 1, lastAt: expect.any(String) },
  });
});

it('and in the timeline once, with what was changed and who did it', async () => {
  const { body } = await api.call<{ data: Record<string, unknown>[] }>('GET', `/v1/referrals/${id}/timeline`, {
    session: owner.session,
  });
  const entries = body.data.filter(({ type }) => type === 'crm.restored');
  expect(entries).toMatchObject([{ taken: { fields: ['partnerId'], by: SOMEBODY }, source: 'crm' }]);
  for (const entry of body.data) expect(TimelineEntry.safeParse(entry).success).toBe(true);
});

it('a partner reads neither the record nor who changed what on it', async () => {
  const referral = await api.call('GET', `/v1/referrals/${id}`, { key: own.key });
  expect(referral.body).not.toHaveProperty('crm');
  const timeline = await api.call<{ data: Record<string, unknown>[] }>('GET', `/v1/referrals/${id}/timeline`, {
    key: own.key,
  });
  expect(timeline.body.data.find(({ type }) => type === 'crm.restored')).toMatchObject({ actor: null, taken: null });
  for (const secret of [SOMEBODY, `rec_${id}`, '"partnerId"]']) expect(timeline.text).not.toContain(secret);
});

it('an alert about probing is read by people of the vendor, and for the partner it does not exist', async () => {
  const counts = { referralId: id, at: new Date().toISOString(), decided: 9, known: 8, days: 30, quietDays: 1 };
  const raise = () =>
    api.planted.$queryRaw<
      { raised: boolean }[]
    >`SELECT raise_probing_alert(${JSON.stringify(counts)}::jsonb) AS raised`;
  expect([(await raise())[0], (await raise())[0]]).toEqual([{ raised: true }, { raised: false }]);
  const inside = await api.call('GET', `/v1/partners/${own.id}`, { session: owner.session });
  expect(inside.body['probing']).toEqual({ at: counts.at, decided: 9, known: 8 });
  const outside = await api.call('GET', `/v1/partners/${own.id}`, { session: own.admin.session });
  expect(outside.status).toBe(200);
  expect(outside.text).not.toContain('probing');
});
