import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { LedgerAccounts, LedgerJournals } from '../../../api/schemas/payoutRuns.ts';
import { startMoneyApi, type MoneyApi } from '../../support/moneyApi.ts';
import { approvedLine } from '../../support/moneyWorld.ts';

type Account = {
  code: string;
  currency: string;
  partnerId: string | null;
  debits: number;
  credits: number;
  balance: number;
};
type Journal = { id: string; kind: string; source: string; entries: { side: string; amount: { amount: number } }[] };

let money: MoneyApi;
beforeAll(async () => {
  money = await startMoneyApi();
});
afterAll(() => money.close());

it('accounts are computed from their entries, and all together balance', async () => {
  const { partnerId } = await approvedLine(money.world);
  const { status, body } = await money.api.call<{ data: Account[] }>('GET', '/v1/ledger/accounts', {
    session: await money.sessionOf('abel'),
  });
  expect(status).toBe(200);
  expect(() => LedgerAccounts.parse(body)).not.toThrow();
  expect(body.data).toContainEqual({
    code: 'payable_due',
    currency: 'EUR',
    partnerId,
    debits: 0,
    credits: 480_000,
    balance: -480_000,
  });
  expect(body.data.reduce((sum, { balance }) => sum + balance, 0)).toBe(0);
});

it('journals come newest first, page by page, each with both sides', async () => {
  const { line } = await approvedLine(money.world);
  const session = await money.sessionOf('paul');
  const read = (query: string) =>
    money.api.call<{ data: Journal[]; next_cursor: string | null }>('GET', `/v1/ledger/journals${query}`, { session });
  const page = await read('?limit=1');
  expect(() => LedgerJournals.parse(page.body)).not.toThrow();
  expect(page.body.data).toMatchObject([{ kind: 'hold_over', source: line.commissionId }]);
  const next = await read(`?limit=1&cursor=${page.body.next_cursor ?? ''}`);
  expect(next.body.data).toMatchObject([
    { kind: 'accrued', source: line.commissionId, entries: [{ side: 'debit' }, { side: 'credit' }] },
  ]);
});

it.each(['nora', 'samir'] as const)('the books are closed to %s', async (who) => {
  for (const path of ['accounts', 'journals']) {
    expect((await money.api.call('GET', `/v1/ledger/${path}`, { session: await money.sessionOf(who) })).status).toBe(
      403,
    );
  }
});
