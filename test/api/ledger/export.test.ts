import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { AccountNumbers } from '../../../api/schemas/journalExport.ts';
import { startMoneyApi, type MoneyApi } from '../../support/moneyApi.ts';
import { approvedLine, type StaffName } from '../../support/moneyWorld.ts';

type Row = Record<
  'accountNumber' | 'account' | 'partner' | 'currency' | 'debit' | 'credit' | 'referrals' | 'kind',
  string
>;

/** Nothing in these tables has a comma of its own. */
function rowsOf(table: string): Row[] {
  const [header = '', ...lines] = table.trimEnd().split('\r\n');
  const columns = header.split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    return Object.fromEntries(columns.map((column, place) => [column, cells[place] ?? ''])) as Row;
  });
}

let money: MoneyApi;
beforeAll(async () => {
  money = await startMoneyApi();
});
afterAll(() => money.close());

const get = async (path: string, who: StaffName = 'paul') =>
  money.api.call('GET', `/v1/ledger/${path}`, { session: await money.sessionOf(who) });
const setNumber = async (
  account: string,
  number: string | null,
  who: StaffName = 'olga',
  currency: string | null = null,
) =>
  money.api.call<{ data: { account: string; number: string }[] }>('PUT', '/v1/ledger/account-numbers', {
    session: await money.sessionOf(who),
    body: { account, currency, number },
  });

it('an account without a number refuses the whole month and says which', async () => {
  await approvedLine(money.world);
  expect(await get('export?period=2026-12')).toMatchObject({
    status: 409,
    body: {
      code: 'account_unmapped',
      missing: [
        { account: 'commission_expense', currency: 'EUR' },
        { account: 'payable_pending', currency: 'EUR' },
      ],
    },
  });
});

it('numbers are set by finance or an administrator, for one currency or all; the last word counts', async () => {
  await setNumber('commission_expense', '6770');
  await setNumber('payable_pending', '3290', 'paul');
  await setNumber('payable_pending', '3301', 'ines', 'EUR');
  const { status, body } = await setNumber('payable_pending', '3291');
  expect(status).toBe(200);
  expect(() => AccountNumbers.parse(body)).not.toThrow();
  expect(body).toMatchObject({
    data: [
      { account: 'commission_expense', currency: null, number: '6770' },
      { account: 'payable_pending', currency: null, number: '3291', setBy: { id: money.world.staff.olga } },
      { account: 'payable_pending', currency: 'EUR', number: '3301' },
    ],
  });
  await setNumber('payable_pending', null, 'ines', 'EUR');
  expect((await get('account-numbers', 'abel')).body).toMatchObject({
    data: [{ number: '6770' }, { account: 'payable_pending', currency: null, number: '3291' }],
  });
  await expect(
    money.world.database.$executeRawUnsafe(`UPDATE ledger_account_numbers SET number = '1'`),
  ).rejects.toThrow('append-only');
});

it('a month is exported entry by entry; its sums are those of the ledger, and no name becomes a formula', async () => {
  const { partnerId, referralId } = await approvedLine(money.world);
  await money.world.database.partner.update({ where: { id: partnerId }, data: { name: '=1+1' } });
  const { number } = await money.world.database.referral.findUniqueOrThrow({ where: { id: referralId } });
  const answer = await get('export?period=2026-12');
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="journals-2026-12-open.csv"');
  const rows = rowsOf(answer.text);
  expect(rows.filter(({ referrals }) => referrals === number)).toMatchObject([
    {
      kind: 'accrued',
      account: 'commission_expense',
      accountNumber: '6770',
      partner: '',
      debit: '4800.00',
      credit: '',
    },
    { account: 'payable_pending', accountNumber: '3291', partner: "'=1+1", debit: '', credit: '4800.00' },
  ]);

  const { body } = await get('accounts?period=2026-12');
  const accounts = body['data'] as { code: string; partnerId: string | null; debits: number; credits: number }[];
  const sumOf = (side: 'debit' | 'credit', account: string) =>
    rows.filter((row) => row.account === account).reduce((sum, row) => sum + Number(row[side].replace('.', '')), 0);
  for (const code of ['commission_expense', 'payable_pending']) {
    const own = accounts.filter((account) => account.code === code);
    expect(sumOf('debit', code)).toBe(own.reduce((sum, { debits }) => sum + debits, 0));
    expect(sumOf('credit', code)).toBe(own.reduce((sum, { credits }) => sum + credits, 0));
  }
  expect(new Set(rows.map(({ account }) => account))).toEqual(new Set(['commission_expense', 'payable_pending']));
});

it('a month with nothing in it is a table with nothing in it', async () => {
  const { status, text } = await get('export?period=2019-01');
  expect(status).toBe(200);
  expect(rowsOf(text)).toEqual([]);
});

it('is nothing for others', async () => {
  for (const who of ['nora', 'samir'] as const) expect((await get('export?period=2026-12', who)).status).toBe(403);
  for (const who of ['nora', 'samir', 'abel'] as const) expect((await setNumber('bank', '1200', who)).status).toBe(403);
  expect((await get('export', 'paul')).status).toBe(400);
});
