import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { newId } from '../../../adapters/ids.ts';
import { Referral } from '../../../api/schemas/referrals.ts';
import { FurtherDeal } from '../../../api/schemas/furtherDeals.ts';
import type { PlanRule } from '../../../domain/commission/plan.ts';
import { defaultPolicy } from '../../../domain/policy.ts';
import { startMoneyApi, type MoneyApi } from '../../support/moneyApi.ts';
import { dealOf, type StaffName } from '../../support/moneyWorld.ts';
import { TODAY } from '../../support/today.ts';

let money: MoneyApi;
beforeAll(async () => {
  money = await startMoneyApi();
  const { database, programId, staff } = money.world;
  // The referrals of this world have numbers of their own.
  await database.$executeRaw`SELECT setval('intake_no_seq', 10000)`;
  const published = { draftedBy: staff.olga, publishedBy: staff.ines, publishedAt: new Date() };
  await database.policyVersion.create({
    data: { id: newId('policyVersion'), programId, version: 1_000, body: defaultPolicy('EUR'), ...published },
  });
});
afterAll(() => money.close());

const RENEWED: PlanRule = {
  kind: 'deal_percent',
  basisPoints: 1_000,
  base: 'first_year_net',
  trigger: 'signed',
  when: {},
  renewals: { months: 12 },
};
const BODY = { kind: 'renewal', name: 'The second year' };

/** Nora has sold it. */
async function won(rule: PlanRule = RENEWED) {
  const { world } = money;
  const made = await world.wonReferral({ rules: [rule] });
  const deal = { ...dealOf(world, 4_800_000, `D-${made.referralId}`), closedOn: TODAY };
  await world.database.referral.update({ where: { id: made.referralId }, data: { deal, ownerId: world.staff.nora } });
  return made;
}

const record = async (id: string, body: object = BODY, who: StaffName = 'nora', idempotencyKey?: string) =>
  money.api.call('POST', `/v1/referrals/${id}/further-deals`, {
    session: await money.sessionOf(who),
    body,
    ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
  });
const read = async (id: string, session: string) =>
  Referral.parse((await money.api.call('GET', `/v1/referrals/${id}`, { session })).body);

it('201 makes a referral of its own, which both sides read beside the first; a repeat makes no other', async () => {
  const { referralId, adminId } = await won();
  const sales = await money.sessionOf('nora');
  expect(await read(referralId, sales)).toMatchObject({ paysBeyond: ['renewal'], furtherDeals: [], origin: null });
  expect((await read(referralId, sales)).actions).toContain('further-deals');
  const body = { ...BODY, expectedAmount: { amount: 5_000_000, currency: 'EUR' }, productLine: 'Predict' };
  const answer = await record(referralId, body, 'nora', 'once');
  expect(answer.status).toBe(201);
  const { id, number } = FurtherDeal.parse(answer.body);
  expect(answer.headers.get('location')).toBe(`/v1/referrals/${id}`);
  expect((await record(referralId, body, 'nora', 'once')).body).toEqual(answer.body);

  const partner = await money.api.sessionOf(adminId);
  for (const session of [sales, partner]) {
    const made = await read(id, session);
    expect(made).toMatchObject({ stage: 'opportunity', need: BODY.name, productLine: 'Predict', furtherDeals: [] });
    expect(made.origin).toMatchObject({ kind: 'renewal', referralId, firstWonOn: TODAY });
    expect(made.owner?.id).toBe(money.world.staff.nora);
    const first = await read(referralId, session);
    expect(first.furtherDeals).toEqual([{ id, number, kind: 'renewal', stage: 'opportunity' }]);
  }
  expect((await read(id, partner)).next.sentence).toMatch(/^In talks.*About 5,000 EUR.*only if it is won before/);
  expect((await read(id, sales)).actions).toEqual(expect.arrayContaining(['advance', 'close']));
  expect((await read(referralId, partner)).actions).not.toContain('further-deals');
  const [start] = await money.world.database.outboxRow.findMany({
    where: { groupKey: `referral:${id}`, kind: 'start_story' },
  });
  expect(start?.payload).toMatchObject({ input: { referralId: id, resumeFromRecord: true } });
  await money.world.database
    .$executeRaw`UPDATE referrals SET stage = 'negotiation', deal = 'null'::jsonb WHERE id = ${referralId}`;
  expect((await read(id, partner)).origin?.firstWonOn).toBe(TODAY);
});

it('a win of it may lie before its record, and not before the first', async () => {
  const { referralId } = await won();
  const closedOn = new Date(Date.parse(TODAY) - 5 * 86_400_000).toISOString().slice(0, 10);
  const deal = { ...dealOf(money.world, 1, `D-${referralId}`), closedOn };
  await money.world.database.referral.update({ where: { id: referralId }, data: { deal } });
  const { id } = FurtherDeal.parse((await record(referralId)).body);
  const close = async (day: string) =>
    money.api.call('POST', `/v1/referrals/${id}/close`, {
      session: await money.sessionOf('nora'),
      body: { outcome: 'won', amount: { amount: 1, currency: 'EUR' }, closedOn: day, dealId: `D-${id}` },
    });
  expect((await close(closedOn)).status).toBe(202);
  expect(await close('2026-01-01')).toMatchObject({ status: 422, body: { code: 'date_out_of_range' } });
});

it.each([
  { body: { ...BODY, kind: 'further_deal' }, status: 409, code: 'deal_not_covered' },
  { body: { ...BODY, name: ' ' }, status: 400, code: 'invalid_request' },
  { body: { ...BODY, kind: 'upsell' }, status: 400, code: 'invalid_request' },
  { body: { ...BODY, ownerId: 'usr_1' }, status: 400, code: 'unknown_field' },
])('$status $code', async ({ body, status, code }) => {
  const { referralId } = await won();
  expect(await record(referralId, body)).toMatchObject({ status, body: { code } });
});

it('409 where it is not won, and where its plan says nothing of what comes after', async () => {
  const { referralId } = await won({ ...RENEWED, renewals: undefined });
  expect(await record(referralId)).toMatchObject({ status: 409, body: { code: 'deal_not_covered' } });
  expect((await read(referralId, await money.sessionOf('nora'))).actions).not.toContain('further-deals');
  const { referralId: open } = await won();
  await money.world.database.referral.update({ where: { id: open }, data: { stage: 'negotiation' } });
  expect(await record(open)).toMatchObject({ status: 409, body: { code: 'not_allowed_in_stage' } });
});

it('403 to who does not sell, 404 to a seller who does not read it; a sales manager may', async () => {
  const { referralId } = await won();
  expect(await record(referralId, BODY, 'paul')).toMatchObject({ status: 403 });
  expect(await record(referralId, BODY, 'greta')).toMatchObject({ status: 201 });
  await money.world.database.referral.update({ where: { id: referralId }, data: { ownerId: money.world.staff.greta } });
  expect(await record(referralId)).toMatchObject({ status: 404 });
});

it('a plan is drafted with it, prints it, and is tried with such a deal', async () => {
  const olga = await money.sessionOf('olga');
  const rules = [{ ...RENEWED, renewals: { months: 12, basisPoints: 500 }, furtherDeals: { months: 6 } }];
  const draft = await money.api.call('POST', '/v1/plans', {
    session: olga,
    body: { programId: money.world.programId, name: 'With renewals', rules },
  });
  expect(draft).toMatchObject({ status: 201, body: { rules } });
  expect(draft.body['terms']).toContain("renewals won up to 12 months after the customer's first year earn 5 %");
  const furtherDeal = { kind: 'renewal', firstWonOn: '2027-01-31', wonOn: '2028-02-01' };
  const preview = await money.api.call('POST', `/v1/plans/${String(draft.body['id'])}/preview`, {
    session: olga,
    body: { sample: { amount: { amount: 1_000_000, currency: 'EUR' }, furtherDeal } },
  });
  expect(preview.body['sample']).toMatchObject({
    total: [{ amount: 50_000, currency: 'EUR' }],
    lines: [{ explanation: { because: [{ label: 'Renewal' }] } }],
  });
});
