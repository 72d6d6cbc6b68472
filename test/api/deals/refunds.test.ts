import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { startMoneyApi, type MoneyApi } from '../../support/moneyApi.ts';
import { approvedLine, commissionActivities, dealOf, type StaffName } from '../../support/moneyWorld.ts';

let money: MoneyApi;
beforeAll(async () => {
  money = await startMoneyApi();
});
afterAll(() => money.close());

/** Closed today, so that today's refunds are of it. */
const TODAY = new Date().toISOString().slice(0, 10);
const BODY = { externalId: 'CN-1', amount: { amount: 1_200_000, currency: 'EUR' }, refundedOn: TODAY };

async function wonDeal(dealId = `Angebot-Ü 7/${randomUUID()}`) {
  const { world } = money;
  const won = await approvedLine(world, { dealId });
  const deal = { ...dealOf(world, 4_800_000, dealId), closedOn: TODAY };
  await world.database.referral.update({ where: { id: won.referralId }, data: { deal } });
  return { ...won, dealId };
}
const refund = async (dealId: string, body: object = BODY, who: StaffName = 'paul', idempotencyKey?: string) =>
  money.api.call('POST', `/v1/deals/${encodeURIComponent(dealId)}/refunds`, {
    session: await money.sessionOf(who),
    body,
    ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
  });
const signalsOf = (referralId: string) =>
  money.world.database.outboxRow.findMany({ where: { groupKey: `referral:${referralId}`, kind: 'signal' } });

it('201 records it, writes it into the timeline, and tells the story to look', async () => {
  const { dealId, referralId } = await wonDeal();
  const { status, body } = await refund(dealId);
  expect([status, body]).toEqual([
    201,
    expect.objectContaining({ ...BODY, dealId, total: BODY.amount, counts: true, reasonCode: null }),
  ]);
  expect(body['referrals']).toMatchObject([{ id: referralId }]);
  expect(await signalsOf(referralId)).toMatchObject([
    { payload: { signal: 'dealRefund', args: { eventId: body['id'] } } },
  ]);
  const events = await money.world.database.event.findMany({ where: { referralId }, orderBy: { seq: 'asc' } });
  expect(events.at(-1)?.type).toBe('deal.refunded');
});

it('200 for the same external id gives what was recorded first, and takes nothing more', async () => {
  const { dealId, referralId } = await wonDeal();
  const first = await refund(dealId);
  expect(await refund(dealId)).toMatchObject({ status: 200, body: { id: first.body['id'], total: BODY.amount } });
  expect(await signalsOf(referralId)).toHaveLength(1);
  expect(await refund(dealId, { ...BODY, amount: { amount: 1, currency: 'EUR' } })).toMatchObject({
    status: 409,
    body: { code: 'already_exists' },
  });
});

it('the same idempotency key again gives the same answer', async () => {
  const { dealId } = await wonDeal();
  const key = randomUUID();
  const first = await refund(dealId, BODY, 'paul', key);
  const again = await refund(dealId, BODY, 'paul', key);
  expect([again.status, again.headers.get('idempotency-replayed'), again.text]).toEqual([201, 'true', first.text]);
});

it('403 for everybody but who prepares, 404 for a deal that nobody has won', async () => {
  const { dealId } = await wonDeal();
  expect(await refund(dealId, BODY, 'ines')).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  expect(await refund('D-nobody')).toMatchObject({ status: 404, body: { code: 'not_found' } });
});

it('422 beyond what the deal was worth, in another currency, or on a day that has not come', async () => {
  const { dealId } = await wonDeal();
  await refund(dealId);
  const next = { ...BODY, externalId: 'CN-2' };
  expect(await refund(dealId, { ...next, amount: { amount: 3_600_001, currency: 'EUR' } })).toMatchObject({
    status: 422,
    body: { code: 'refund_above_deal', left: { amount: 3_600_000, currency: 'EUR' } },
  });
  expect(await refund(dealId, { ...next, amount: { amount: 1, currency: 'USD' } })).toMatchObject({
    status: 422,
    body: { code: 'currency_differs', currency: 'EUR' },
  });
  expect(await refund(dealId, { ...next, refundedOn: '2999-01-01' })).toMatchObject({
    status: 422,
    body: { code: 'date_out_of_range' },
  });
});

it('400 for nothing, for less than nothing, and for what nobody asked', async () => {
  const { dealId } = await wonDeal();
  for (const body of [{}, { ...BODY, amount: { amount: 0, currency: 'EUR' } }, { ...BODY, more: 1 }]) {
    expect((await refund(dealId, body)).status).toBe(400);
  }
});

it('the partner reads what was taken back and what is left, with a date', async () => {
  const { dealId, referralId, line, adminId } = await wonDeal();
  await refund(dealId);
  await commissionActivities(money.world).clawBack({ referralId, dealId, at: new Date().toISOString() });
  const { body } = await money.api.call('GET', `/v1/commissions/${line.commissionId}`, {
    session: await money.api.sessionOf(adminId),
  });
  expect(body).toMatchObject({
    state: 'awaiting_approval',
    amount: { amount: 360_000 },
    clawedBack: { amount: { amount: 120_000 }, toReturn: { amount: 0 } },
  });
  expect(body['sentence']).toMatch(
    /^3,600 EUR earned; .+\. 1,200 EUR was taken back .+, because the customer got money back\.$/,
  );
});
