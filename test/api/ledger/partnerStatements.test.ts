import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createCsv } from '../../../adapters/csv/csvStringify.ts';
import { newId } from '../../../adapters/ids.ts';
import { PartnerStatements } from '../../../api/schemas/partnerStatements.ts';
import { startMoneyApi, type MoneyApi } from '../../support/moneyApi.ts';
import { approvedLine, type StaffName } from '../../support/moneyWorld.ts';
import { PAY_DAY } from '../../support/payoutRuns.ts';
import { TODAY } from '../../support/today.ts';

type Month = Record<'period' | 'currency', string> & Record<'opening' | 'earned' | 'paid' | 'closing', number>;
type Line = Awaited<ReturnType<typeof approvedLine>>;

let money: MoneyApi;
let paid: Line;
let other: Line;
beforeAll(async () => {
  money = await startMoneyApi();
  paid = await approvedLine(money.world);
  await payOut();
  other = await approvedLine(money.world, { amount: 1_000_000 });
});
afterAll(() => money.close());

async function payOut(): Promise<void> {
  const send = async (who: StaffName, path: string, body: object) =>
    money.api.call<{ id: string }>('POST', `/v1/payout-runs${path}`, { session: await money.sessionOf(who), body });
  const { id } = (await send('paul', '', { rail: 'csv', currency: 'EUR', cutOff: PAY_DAY })).body;
  await send('ines', `/${id}/release`, {});
  const confirmed = await send('paul', `/${id}/confirm`, { reference: 'BANK-1', settledOn: TODAY });
  expect(confirmed).toMatchObject({ status: 200, body: { state: 'settled' } });
}

const read = (partnerId: string, session: string, path = '') =>
  money.api.call<{ data: Month[] }>('GET', `/v1/partners/${partnerId}/statements${path}`, { session });

it('a partner reads month by month what was earned, paid and is owed, and the last is the balance of the books', async () => {
  const { status, body } = await read(other.partnerId, await money.api.sessionOf(other.adminId));
  expect(status).toBe(200);
  expect(() => PartnerStatements.parse(body)).not.toThrow();
  const earned = { opening: 0, earned: 100_000, corrected: 0, paid: 0, closing: 100_000 };
  expect(body.data).toEqual([{ period: '2026-12', currency: 'EUR', ...earned, final: false }]);

  // The run was released on the day of this test, which may be before or after the line's own month.
  const { data } = (await read(paid.partnerId, await money.api.sessionOf(paid.adminId))).body;
  const total = (figure: 'earned' | 'paid') => data.reduce((sum, month) => sum + month[figure], 0);
  expect([total('earned'), total('paid'), data[0]?.closing]).toEqual([480_000, -480_000, 0]);
  expect(data.find(({ period }) => period === '2026-12')).toMatchObject({ earned: 480_000 });

  for (const { partnerId } of [paid, other]) {
    const session = await money.sessionOf('abel');
    const [latest] = (await read(partnerId, session)).body.data;
    const accounts = await money.api.call<{ data: { balance: number }[] }>(
      'GET',
      `/v1/ledger/accounts?partnerId=${partnerId}`,
      { session },
    );
    expect(latest?.closing).toBe(accounts.body.data.reduce((sum, { balance }) => sum - balance, 0));
  }
});

it('the table has the same rows, amounts as decimals', async () => {
  const answer = await read(other.partnerId, await money.api.sessionOf(other.adminId), '/export');
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="statements-${other.partnerId}.csv"`);
  const rows = answer.text.trimEnd().split('\r\n');
  expect(rows).toEqual([
    'period,currency,opening,earned,corrected,paid,closing,final',
    '2026-12,EUR,0.00,1000.00,0.00,0.00,1000.00,false',
  ]);
  const ofPaid = await read(paid.partnerId, await money.sessionOf('paul'), '/export');
  expect(ofPaid.text).toContain(',-4800.00,');
});

it.each([
  { cell: '-4800.00', written: '-4800.00', why: 'an amount below zero is a number' },
  { cell: '-1+2', written: "'-1+2", why: 'a formula' },
  { cell: '-4800.00\n=1', written: '"\'-4800.00\n=1"', why: 'more than an amount' },
])('$why in a table: $cell', ({ cell, written }) => {
  expect(createCsv().table([{ cell }], ['cell'])).toBe(`cell\r\n${written}\r\n`);
});

it('what is not yours is not there', async () => {
  const session = await money.api.sessionOf(paid.adminId);
  for (const partnerId of [other.partnerId, newId('partner')])
    expect((await read(partnerId, session)).status).toBe(404);
  expect((await read(paid.partnerId, await money.sessionOf('nora'))).status).toBe(403);
});

it('a partner manager reads those of the own partners', async () => {
  const session = await money.sessionOf('samir');
  expect((await read(other.partnerId, session)).status).toBe(404);
  await money.world.database.partner.update({
    where: { id: other.partnerId },
    data: { managerId: money.world.staff.samir },
  });
  expect(await read(other.partnerId, session)).toMatchObject({
    status: 200,
    body: { data: [{ currency: 'EUR' }] },
  });
});

it('a colleague without the company’s money does not read its sums', async () => {
  const id = newId('user');
  const person = { id, email: `${id}@partner.example`, name: 'Colleague', partnerId: paid.partnerId };
  await money.world.database.user.create({ data: { ...person, roles: ['partner_user'] } });
  expect((await read(paid.partnerId, await money.api.sessionOf(id))).status).toBe(403);
});

it('who asks the database as a partner gets the own sums, and nobody’s without a name', async () => {
  const asked = (partnerId: string) =>
    money.world.database.$transaction(async (as) => {
      await as.$queryRawUnsafe(
        `SELECT set_config('app.partner_id', $1::text, true), set_config('role', 'fairlead_partner', true)`,
        partnerId,
      );
      return as.$queryRawUnsafe<unknown[]>('SELECT * FROM own_statement_sums()');
    });
  expect(await asked(paid.partnerId)).not.toEqual([]);
  expect(await asked('')).toEqual([]);
  for (const role of ['fairlead_api', 'fairlead_worker']) {
    const refused = money.world.database.$transaction(async (as) => {
      await as.$queryRawUnsafe(`SELECT set_config('role', '${role}', true)`);
      return as.$queryRawUnsafe('SELECT * FROM own_statement_sums()');
    });
    await expect(refused).rejects.toThrow('permission denied');
  }
});
