import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { startMoneyApi, type MoneyApi } from '../../support/moneyApi.ts';
import { commissionActivities, dealOf, type StaffName } from '../../support/moneyWorld.ts';

let money: MoneyApi;
beforeAll(async () => {
  money = await startMoneyApi();
});
afterAll(() => money.close());

/** Closed today, so that today's payments are of it. */
const TODAY = new Date().toISOString().slice(0, 10);
const eur = (amount: number) => ({ amount, currency: 'EUR' });
const BODY = { externalId: 'BANK-1', amount: eur(1_200_000), paidOn: TODAY };

async function wonDeal(dealId = `Angebot-Ü 7/${randomUUID()}`) {
  const { world } = money;
  const won = await world.wonReferral({
    rules: [{ kind: 'deal_percent', basisPoints: 1_000, base: 'first_year_net', trigger: 'paid', when: {} }],
  });
  const deal = { ...dealOf(world, 4_800_000, dealId), closedOn: TODAY };
  await world.database.referral.update({ where: { id: won.referralId }, data: { deal } });
  return { ...won, dealId, deal };
}
type Asked = { who?: StaffName; idempotencyKey?: string; what?: 'payments' | 'invoices' };
const record = async (dealId: string, body: object = BODY, { who = 'paul', what = 'payments', ...more }: Asked = {}) =>
  money.api.call('POST', `/v1/deals/${encodeURIComponent(dealId)}/${what}`, {
    session: await money.sessionOf(who),
    body,
    ...more,
  });
const signalsOf = (referralId: string) =>
  money.world.database.outboxRow.findMany({ where: { groupKey: `referral:${referralId}`, kind: 'signal' } });

it('201 records a payment, writes it into the timeline, and tells the story to look', async () => {
  const { dealId, referralId } = await wonDeal();
  const { status, body } = await record(dealId);
  expect([status, body]).toEqual([201, expect.objectContaining({ ...BODY, dealId, total: BODY.amount })]);
  expect(body['referrals']).toMatchObject([{ id: referralId }]);
  expect(await signalsOf(referralId)).toMatchObject([
    { payload: { signal: 'dealPayment', args: { eventId: body['id'] } } },
  ]);
  const events = await money.world.database.event.findMany({ where: { referralId }, orderBy: { seq: 'asc' } });
  expect(events.at(-1)?.type).toBe('deal.paid');
});

it('201 records an invoice, which is no payment: the same id may stand for one of each', async () => {
  const { dealId, referralId } = await wonDeal();
  await record(dealId);
  const invoice = { externalId: BODY.externalId, amount: eur(4_800_000), invoicedOn: TODAY };
  const { status, body } = await record(dealId, invoice, { what: 'invoices' });
  expect([status, body]).toEqual([201, expect.objectContaining({ ...invoice, dealId, total: invoice.amount })]);
  const events = await money.world.database.event.findMany({ where: { referralId }, orderBy: { seq: 'asc' } });
  expect(events.at(-1)?.type).toBe('deal.invoiced');
});

it('200 for the same external id gives what was recorded first, and counts it once', async () => {
  const { dealId, referralId } = await wonDeal();
  const first = await record(dealId);
  expect(await record(dealId)).toMatchObject({ status: 200, body: { id: first.body['id'], total: BODY.amount } });
  expect(await signalsOf(referralId)).toHaveLength(1);
  expect(await record(dealId, { ...BODY, amount: eur(1) })).toMatchObject({
    status: 409,
    body: { code: 'already_exists' },
  });
  const second = await record(dealId, { ...BODY, externalId: 'BANK-2', amount: eur(1) });
  expect(second).toMatchObject({ status: 201, body: { total: eur(1_200_001) } });
});

it('the same idempotency key again gives the same answer', async () => {
  const { dealId } = await wonDeal();
  const idempotencyKey = randomUUID();
  const first = await record(dealId, BODY, { idempotencyKey });
  const again = await record(dealId, BODY, { idempotencyKey });
  expect([again.status, again.headers.get('idempotency-replayed'), again.text]).toEqual([201, 'true', first.text]);
});

it('403 for everybody but who prepares, 404 for a deal that nobody has won', async () => {
  const { dealId } = await wonDeal();
  expect(await record(dealId, BODY, { who: 'ines' })).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  expect(await record('D-nobody')).toMatchObject({ status: 404, body: { code: 'not_found' } });
});

it('422 beyond what the deal is worth, in another currency, or on a day that has not come', async () => {
  const { dealId } = await wonDeal();
  await record(dealId);
  const next = { ...BODY, externalId: 'BANK-2' };
  expect(await record(dealId, { ...next, amount: eur(3_600_001) })).toMatchObject({
    status: 422,
    body: { code: 'payment_above_deal', left: eur(3_600_000) },
  });
  expect(await record(dealId, { ...next, amount: { amount: 1, currency: 'USD' } })).toMatchObject({
    status: 422,
    body: { code: 'currency_differs', currency: 'EUR' },
  });
  expect(await record(dealId, { ...next, paidOn: '2999-01-01' })).toMatchObject({
    status: 422,
    body: { code: 'date_out_of_range' },
  });
});

it('400 for nothing, for less than nothing, and for what nobody asked', async () => {
  const { dealId } = await wonDeal();
  for (const body of [{}, { ...BODY, amount: eur(0) }, { ...BODY, more: 1 }]) {
    expect((await record(dealId, body)).status).toBe(400);
  }
});

describe('a line that waits for the payment', () => {
  it('is read as an estimate with what it waits for, by the partner and by finance', async () => {
    const { deal, referralId, adminId } = await wonDeal();
    const at = new Date().toISOString();
    const [line] = await commissionActivities(money.world).accrueLines({ referralId, at, deal });
    const path = `/v1/commissions/${line?.commissionId ?? ''}`;
    for (const session of [await money.api.sessionOf(adminId), await money.sessionOf('ines')]) {
      const { body } = await money.api.call('GET', path, { session });
      expect(body).toMatchObject({
        state: 'waiting_trigger',
        awaits: 'paid',
        payableFrom: null,
        amount: eur(480_000),
        sentence: 'About 4,800 EUR, not earned yet: it is earned when the customer has paid.',
      });
    }
  });
});
