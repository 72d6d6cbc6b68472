import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { LedgerAccounts, LedgerJournals } from '../../../api/schemas/ledger.ts';
import { startMoneyApi, type MoneyApi } from '../../support/moneyApi.ts';
import { approvedLine } from '../../support/moneyWorld.ts';
import { PAY_DAY } from '../../support/payoutRuns.ts';
import { TODAY } from '../../support/today.ts';

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
    opening: 0,
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

/** A line that went all the way to the bank. */
async function paidLine(): Promise<{
  line: string;
  referralId: string;
  partnerId: string;
  itemId: string;
  runId: string;
}> {
  const { world, api } = money;
  const { line, referralId, partnerId } = await approvedLine(world);
  const prepared = await api.call<{ id: string; items: { id: string }[] }>('POST', '/v1/payout-runs', {
    session: await money.sessionOf('paul'),
    body: { rail: 'csv', currency: 'EUR', cutOff: PAY_DAY },
  });
  const runId = prepared.body.id;
  await api.call('POST', `/v1/payout-runs/${runId}/release`, { session: await money.sessionOf('ines'), body: {} });
  const confirmed = await api.call('POST', `/v1/payout-runs/${runId}/confirm`, {
    session: await money.sessionOf('paul'),
    body: { reference: 'BANK-1', settledOn: TODAY },
  });
  expect(confirmed).toMatchObject({ status: 200, body: { state: 'settled' } });
  const { itemId } = await world.database.payoutItemLine.findFirstOrThrow({
    where: { commissionId: line.commissionId },
  });
  return { line: line.commissionId, referralId, partnerId, itemId, runId };
}

it('a balance leads to its journals, and each of them to its line, referral and run', async () => {
  const { line, referralId, partnerId, itemId, runId } = await paidLine();
  const session = await money.sessionOf('abel');
  const { number } = await money.world.database.referral.findUniqueOrThrow({ where: { id: referralId } });
  const journals = async (query: Record<string, string>) => {
    const { body } = await money.api.call<{ data: (Journal & { runId: string | null; lines: unknown[] })[] }>(
      'GET',
      `/v1/ledger/journals?${new URLSearchParams({ limit: '100', ...query }).toString()}`,
      { session },
    );
    expect(() => LedgerJournals.parse(body)).not.toThrow();
    return body.data;
  };
  const due = await journals({ account: 'payable_due', partnerId, currency: 'EUR' });
  expect(due.map(({ kind, source }) => [kind, source])).toEqual([
    ['released', itemId],
    ['hold_over', line],
  ]);
  const [account] = (
    await money.api.call<{ data: Account[] }>(
      'GET',
      `/v1/ledger/accounts?account=payable_due&partnerId=${partnerId}&currency=EUR`,
      { session },
    )
  ).body.data;
  const entriesOf = due.flatMap(
    ({ entries }) => entries as { account: string; side: string; amount: { amount: number } }[],
  );
  const own = entriesOf.filter((entry) => entry.account === 'payable_due');
  const sumOf = (side: string) =>
    own.filter((entry) => entry.side === side).reduce((sum, { amount }) => sum + amount.amount, 0);
  expect(account).toMatchObject({ debits: sumOf('debit'), credits: sumOf('credit'), balance: 0 });

  const amount = { amount: 480_000, currency: 'EUR' };
  const all = await journals({ referralId });
  expect(all.map(({ kind }) => kind)).toEqual(['settled', 'released', 'hold_over', 'accrued']);
  for (const journal of all) {
    expect(journal.lines).toEqual([{ commissionId: line, referralId, referralNumber: number, amount }]);
    expect(journal.runId).toBe(journal.source === itemId ? runId : null);
  }
  expect((await journals({ source: itemId })).map(({ kind }) => kind)).toEqual(['settled', 'released']);
  expect((await journals({ referralId, period: '2026-12' })).map(({ kind }) => kind)).toEqual(['accrued']);
  expect(await journals({ referralId, account: 'bank', period: TODAY.slice(0, 7) })).toMatchObject([
    { kind: 'settled' },
  ]);
  expect(await journals({ partnerId: 'prt_nobody' })).toEqual([]);
});

it('the sums of a month come after what there was before it', async () => {
  const { partnerId } = await approvedLine(money.world);
  const session = await money.sessionOf('abel');
  const pendingIn = async (period: string) =>
    (
      await money.api.call<{ data: (Account & { opening: number })[] }>(
        'GET',
        `/v1/ledger/accounts?account=payable_pending&partnerId=${partnerId}&period=${period}`,
        { session },
      )
    ).body.data;
  expect(await pendingIn('2026-11')).toEqual([]);
  expect(await pendingIn('2026-12')).toMatchObject([{ opening: 0, debits: 0, credits: 480_000, balance: -480_000 }]);
  expect(await pendingIn('2027-01')).toMatchObject([{ opening: -480_000, debits: 480_000, credits: 0, balance: 0 }]);
  expect(await pendingIn('2027-02')).toMatchObject([{ opening: 0, debits: 0, credits: 0, balance: 0 }]);
});

it('a cursor belongs to its filter, and what no book has is asked for in vain', async () => {
  await approvedLine(money.world);
  const session = await money.sessionOf('abel');
  const read = (query: string) =>
    money.api.call<{ next_cursor: string; code: string }>('GET', `/v1/ledger/journals?${query}`, { session });
  const { body } = await read('limit=1&account=payable_due');
  expect((await read(`limit=1&account=bank&cursor=${body.next_cursor}`)).body.code).toBe('invalid_cursor');
  for (const query of ['account=cash', 'period=2026-13', 'currency=euro'])
    expect(await read(query)).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
});

it.each(['nora', 'samir'] as const)('the books are closed to %s', async (who) => {
  for (const path of ['accounts', 'journals', 'periods']) {
    expect((await money.api.call('GET', `/v1/ledger/${path}`, { session: await money.sessionOf(who) })).status).toBe(
      403,
    );
  }
});
