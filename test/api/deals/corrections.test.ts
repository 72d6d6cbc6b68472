import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { startMoneyApi, type MoneyApi } from '../../support/moneyApi.ts';
import { approvedLine, dealOf, type StaffName } from '../../support/moneyWorld.ts';

let money: MoneyApi;
beforeAll(async () => {
  money = await startMoneyApi();
});
afterAll(() => money.close());

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const BODY = { externalId: 'CRM-7', amount: eur(5_000_000), reason: 'Two licences were left out.' };

async function wonDeal(dealId = `Angebot-Ü 7/${randomUUID()}`) {
  const { world } = money;
  const won = await approvedLine(world, { dealId });
  await world.database.referral.update({
    where: { id: won.referralId },
    data: { deal: dealOf(world, 4_800_000, dealId) },
  });
  return { ...won, dealId };
}
const correct = async (dealId: string, body: object = BODY, who: StaffName = 'paul') =>
  money.api.call('POST', `/v1/deals/${encodeURIComponent(dealId)}/corrections`, {
    session: await money.sessionOf(who),
    body,
  });

it('201 records it with both figures, writes it into the timeline, and tells the story to look', async () => {
  const { dealId, referralId } = await wonDeal();
  const { status, body } = await correct(dealId);
  expect([status, body]).toEqual([
    201,
    expect.objectContaining({
      from: { amount: eur(4_800_000), firstYearNet: eur(4_800_000) },
      to: { amount: eur(5_000_000), firstYearNet: eur(5_000_000) },
      reason: BODY.reason,
    }),
  ]);
  const where = { groupKey: `referral:${referralId}`, kind: 'signal' };
  const [signal] = await money.world.database.outboxRow.findMany({ where });
  expect(signal?.payload).toMatchObject({ signal: 'dealCorrected', args: { eventId: body['id'] } });
  const events = await money.world.database.event.findMany({ where: { referralId }, orderBy: { seq: 'asc' } });
  expect(events.at(-1)?.type).toBe('deal.corrected');
  const read = await money.api.call('GET', `/v1/deals/${encodeURIComponent(dealId)}`, {
    session: await money.sessionOf('abel'),
  });
  expect(read.body['corrections']).toMatchObject([{ id: body['id'], externalId: 'CRM-7' }]);
});

it('200 for the same external id gives what was recorded first; another content of it is refused', async () => {
  const { dealId } = await wonDeal();
  const first = await correct(dealId);
  expect(await correct(dealId)).toMatchObject({ status: 200, body: { id: first.body['id'] } });
  const other = await correct(dealId, { ...BODY, amount: eur(5_000_001) });
  expect(other).toMatchObject({ status: 409, body: { code: 'already_exists' } });
});

it.each([
  { change: { amount: { amount: 1, currency: 'USD' } }, code: 'currency_differs', status: 422 },
  { change: { firstYearNet: eur(5_000_001) }, code: 'invalid_request', status: 400, pointer: '/firstYearNet' },
  { change: { amount: eur(4_800_000) }, code: 'nothing_to_correct', status: 409 },
  { change: { reason: '' }, code: 'invalid_request', status: 400, pointer: '/reason' },
])('$status $code for %o', async ({ change, code, status, pointer }) => {
  const { dealId } = await wonDeal();
  const errors = pointer === undefined ? {} : { errors: [{ pointer }] };
  expect(await correct(dealId, { ...BODY, ...change })).toMatchObject({ status, body: { code, ...errors } });
});

it('200 for the first of more corrections than a page of the deal shows', async () => {
  const { dealId } = await wonDeal();
  const first = await correct(dealId);
  await money.world.database
    .$executeRaw`INSERT INTO deal_corrections SELECT id || '-' || n, deal_id, deal_key, external_id || '-' || n, place,
    referral_id, win, amount_minor, first_year_minor, amount_minor, first_year_minor, currency, reason, recorded_by, recorded_at
    FROM deal_corrections, generate_series(1, 200) AS n WHERE id = ${first.body['id']}`;
  expect(await correct(dealId)).toMatchObject({ status: 200, body: { id: first.body['id'] } });
});

it('403 to who does not prepare payments, 404 for a deal that nobody has won', async () => {
  const { dealId } = await wonDeal();
  expect(await correct(dealId, BODY, 'ines')).toMatchObject({ status: 403 });
  expect(await correct('D-unknown')).toMatchObject({ status: 404 });
});
