import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { DealTable } from '../../../api/schemas/deals.ts';
import { startMoneyApi, type MoneyApi } from '../../support/moneyApi.ts';
import { dealOf, type StaffName } from '../../support/moneyWorld.ts';

type Told = { row: number; outcome: string; code: string | null; message: string | null };

/** Closed today, so that today's payments are of it. */
const TODAY = new Date().toISOString().slice(0, 10);
const HEADER = 'kind,deal_id,external_id,amount,currency,day,reason';

let money: MoneyApi;
beforeAll(async () => {
  money = await startMoneyApi();
});
afterAll(() => money.close());

async function wonDeal(dealId: string): Promise<void> {
  const { referralId } = await money.world.wonReferral();
  const deal = { ...dealOf(money.world, 4_800_000, dealId), closedOn: TODAY };
  await money.world.database.referral.update({ where: { id: referralId }, data: { deal } });
}

type Asked = { who?: StaffName; accept?: string };

const send = async (table: string, { who = 'paul', accept = 'application/json' }: Asked = {}) =>
  money.api.call('POST', '/v1/deals/upload', {
    session: await money.sessionOf(who),
    body: table,
    headers: { 'content-type': 'text/csv', 'x-file-name': 'bank.csv', accept },
  });

async function told(table: string): Promise<Told[]> {
  const { status, body } = await send(table);
  expect(status).toBe(200);
  return DealTable.parse(body).data;
}

const outcomes = (rows: readonly Told[]) =>
  rows.map(({ outcome, code }) => (code === null ? outcome : `${outcome} ${code}`));

it('each row is recorded by itself or says why not, and the same table again changes nothing', async () => {
  await wonDeal('A-1');
  const table = [
    HEADER,
    `invoiced,A-1,R-1,48000.00,EUR,${TODAY},`,
    `paid,A-1,B-1,30000,EUR,${TODAY},`,
    `paid,A-1,B-2,18000.01,EUR,${TODAY},`,
    `paid,A-9,B-3,1,EUR,${TODAY},`,
    `paid,A-1,B-4,1,USD,${TODAY},`,
    `paid,A-1,B-5,1,EUR,2020-01-01,`,
    `paid,A-1,B-6,none,EUR,${TODAY},`,
    `sent,A-1,B-7,1,EUR,${TODAY},`,
    `refunded,A-1,C-1,12000.00,EUR,${TODAY},cancelled`,
  ].join('\n');
  const first = await told(table);
  expect(outcomes(first)).toEqual([
    'recorded',
    'recorded',
    'refused payment_above_deal',
    'unmatched not_found',
    'refused currency_differs',
    'refused date_out_of_range',
    'unreadable invalid_request',
    'unreadable invalid_request',
    'recorded',
  ]);
  expect(first.map(({ row }) => row)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  const again = await told(table);
  expect(outcomes(again).filter((outcome) => outcome === 'known')).toHaveLength(3);
  // What the refund gave back may be paid again: the row that was too much before fits now.
  expect(again[2]?.outcome).toBe('recorded');
  const payments = await money.world.database.dealPayment.findMany({ where: { dealId: 'A-1' } });
  expect(payments.map(({ externalId }) => externalId).toSorted()).toEqual(['B-1', 'B-2', 'R-1']);
  expect(await money.world.database.dealRefund.count()).toBe(1);
});

it('another amount under a known id is refused, and a table of another country is read as well', async () => {
  await wonDeal('S-1');
  const of = (amount: string) => `kind;deal_id;external_id;amount;currency;day\npaid;S-1;B-1;${amount};EUR;${TODAY}`;
  expect(outcomes(await told(of('100.00')))).toEqual(['recorded']);
  expect(outcomes(await told(of('100.01')))).toEqual(['refused already_exists']);
});

it('the result as a table runs no formula of the table that came in', async () => {
  const { status, text } = await send(`${HEADER}\npaid,=1+1,"@SUM(A1)",1,EUR,${TODAY},`, { accept: 'text/csv' });
  expect(status).toBe(200);
  const [header, row] = text.trimEnd().split('\r\n');
  expect(header).toBe('row,kind,dealId,externalId,outcome,code,message');
  expect(row).toContain("1,paid,'=1+1,'@SUM(A1),unmatched,not_found,");
});

it('what is no table, has no rows or too many is refused whole, and only who prepares may send one', async () => {
  expect((await send(HEADER)).status).toBe(400);
  expect((await send('"a\nb,c')).status).toBe(400);
  const row = `paid,A-1,B-1,1,EUR,${TODAY},`;
  expect((await send([HEADER, ...Array.from({ length: 501 }, () => row)].join('\n'))).status).toBe(400);
  for (const who of ['ines', 'abel', 'nora'] as const) expect((await send(row, { who })).status).toBe(403);
});
