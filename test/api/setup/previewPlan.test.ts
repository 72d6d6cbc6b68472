import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../../adapters/ids.ts';
import { PlanPreview } from '../../../api/schemas/plans.ts';
import { defaultPolicy } from '../../../domain/policy.ts';
import type { StaffName } from '../../support/moneyWorld.ts';
import { commissionActivities, dealOf, SIGNED_AT } from '../../support/moneyWorld.ts';
import { startMoneyApi, type MoneyApi } from '../../support/moneyApi.ts';

let money: MoneyApi;
let planId: string;
let planVersion: string;

const GOLD = {
  kind: 'deal_percent',
  basisPoints: 1_200,
  base: 'first_year_net',
  trigger: 'signed',
  when: { tiers: ['gold'], productLines: ['Predict'] },
  capPerDeal: { amount: 1_500_000, currency: 'EUR' },
};
const DAY_MS = 86_400_000;
const daysAgo = (days: number): string => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);

const ask = async (body: unknown, who: StaffName = 'ines', id = planId) =>
  money.api.call('POST', `/v1/plans/${id}/preview`, { session: await money.sessionOf(who), body });

/** A referral of a gold partner about Predict that was won for this amount, and has earned by its own plan. */
async function won({
  amount,
  closedOn,
  productLine = 'Predict',
}: {
  amount: number;
  closedOn: string;
  productLine?: string;
}) {
  const { world } = money;
  const { referralId } = await world.wonReferral();
  const deal = { ...dealOf(world, amount), closedOn, dealId: `D-${referralId}` };
  await world.database.referral.update({ where: { id: referralId }, data: { deal, productLine, partnerTier: 'gold' } });
  await commissionActivities(world).accrueLines({ referralId, at: SIGNED_AT, deal });
  return referralId;
}

beforeAll(async () => {
  money = await startMoneyApi();
  const { world } = money;
  const body = defaultPolicy('EUR');
  const published = { draftedBy: world.staff.olga, publishedBy: world.staff.ines, publishedAt: new Date() };
  await world.database.policyVersion.create({
    data: { id: newId('policyVersion'), programId: world.programId, version: 1_000, body, ...published },
  });
  const draft = await money.api.call('POST', '/v1/plans', {
    session: await money.sessionOf('olga'),
    body: { programId: money.world.programId, name: 'Next year', rules: [GOLD] },
  });
  if (draft.status !== 201) throw new Error(JSON.stringify(draft.body));
  planId = String(draft.body['id']);
  planVersion = String(draft.body['planVersion']);
});

afterAll(() => money.close());

describe('a sample deal', () => {
  const EUR = (amount: number) => ({ amount, currency: 'EUR' });

  it('gives the lines with their proof, as a won deal would', async () => {
    const sample = { amount: EUR(24_000_000), tier: 'Gold', productLine: 'predict' };
    const { status, body } = await ask({ sample });
    expect(status).toBe(200);
    expect(PlanPreview.parse(body)).toMatchObject({
      planVersion,
      sample: {
        total: [EUR(1_500_000)],
        lines: [
          {
            kind: 'deal_percent',
            rule: 1,
            amount: EUR(1_500_000),
            explanation: {
              sentence: '12 % of 240,000.00 EUR, at most 15,000.00 EUR per deal',
              because: [
                { label: 'Product line', value: 'predict' },
                { label: 'Tier on the day of receipt', value: 'Gold' },
              ],
              steps: [
                { label: "First year's net amount", value: '240,000.00 EUR' },
                { label: '12 %', value: '28,800.00 EUR' },
                { label: 'At most 15,000.00 EUR per deal', value: '15,000.00 EUR' },
              ],
            },
          },
        ],
      },
    });
  });

  it('takes the tier of the partner that is named, and earns nothing where no rule holds', async () => {
    const { partnerId } = await money.world.wonReferral();
    const sample = { amount: EUR(1_000_000), partnerId, productLine: 'Predict' };
    expect((await ask({ sample })).body['sample']).toEqual({ lines: [], total: [] });
    await money.world.database.partner.update({ where: { id: partnerId }, data: { tier: 'gold' } });
    expect((await ask({ sample })).body['sample']).toMatchObject({ total: [EUR(120_000)] });
  });

  it('writes nothing', async () => {
    const count = () => money.world.database.commission.count();
    const before = await count();
    await ask({ sample: { amount: EUR(1_000_000), tier: 'gold', productLine: 'Predict' } });
    expect(await count()).toBe(before);
  });

  it.each([
    { body: { sample: { amount: EUR(1), partnerId: `prt_${'0'.repeat(26)}` } }, status: 404, code: 'not_found' },
    { body: { sample: { amount: EUR(0) } }, status: 400, code: 'invalid_request' },
    {
      body: { sample: { amount: EUR(1), firstYearNet: { amount: 1, currency: 'USD' } } },
      status: 400,
      code: 'invalid_request',
    },
  ])('$status $code', async ({ body, status, code }) => {
    const answer = await ask(body);
    expect([answer.status, answer.body['code']]).toEqual([status, code]);
  });

  it('404: no such plan', async () => {
    expect((await ask({}, 'ines', `pln_${'0'.repeat(26)}`)).status).toBe(404);
  });
});

describe('the deals of the last year', () => {
  it('are counted under this version and as they were, and those that differ are named to people of finance alone', async () => {
    const before = PlanPreview.parse((await ask({})).body).past;
    const changed = await won({ amount: 1_000_000, closedOn: daysAgo(30) });
    await won({ amount: 1_000_000, closedOn: daysAgo(366) });
    const other = await won({ amount: 500_000, closedOn: daysAgo(300), productLine: 'Monitor' });
    const { past, sample } = PlanPreview.parse((await ask({})).body);
    expect(sample).toBeNull();
    expect(past).toMatchObject({ deals: before.deals + 2, complete: true, changed: before.changed + 2 });
    expect(past.wouldEarn).toEqual([{ amount: 120_000, currency: 'EUR' }]);
    expect(past.earned).toEqual([{ amount: 150_000, currency: 'EUR' }]);
    expect(past.changes?.map(({ referralId }) => referralId)).toEqual([changed, other]);
    expect(past.changes?.[0]).toMatchObject({ wouldEarn: [{ amount: 120_000 }], earned: [{ amount: 100_000 }] });
    const admin = await money.api.call('POST', `/v1/plans/${planId}/preview`, {
      session: await adminAlone(),
      body: {},
    });
    expect(PlanPreview.parse(admin.body).past).toEqual({ ...past, changes: undefined });
  });
});

async function adminAlone(): Promise<string> {
  const data = { id: `usr_${'a'.repeat(26)}`, email: 'alone@house.example', name: 'Alone', roles: ['program_admin'] };
  const { id } = await money.world.database.user.create({ data });
  return money.api.sessionOf(id);
}
