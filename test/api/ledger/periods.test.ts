import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { LedgerPeriod, LedgerPeriods } from '../../../api/schemas/ledger.ts';
import { startMoneyApi, type MoneyApi } from '../../support/moneyApi.ts';
import { commissionActivities, dealOf, type StaffName } from '../../support/moneyWorld.ts';

type Period = {
  period: string;
  state: string;
  journals: number;
  balances: { account: string; balance: number }[] | null;
};

let money: MoneyApi;
beforeAll(async () => {
  money = await startMoneyApi();
});
afterAll(() => money.close());

const LONG_AGO_MS = 600_000;

async function ask(what: 'propose' | 'close', period: string, who: StaffName, { stale } = { stale: false }) {
  const session = await money.sessionOf(who, stale ? new Date(Date.now() - LONG_AGO_MS) : undefined);
  return money.api.call<Period & { code: string }>('POST', `/v1/ledger/periods/${what}`, { session, body: { period } });
}

async function periods(): Promise<Period[]> {
  const session = await money.sessionOf('abel');
  const { body } = await money.api.call<{ data: Period[] }>('GET', '/v1/ledger/periods', { session });
  expect(() => LedgerPeriods.parse(body)).not.toThrow();
  return body.data;
}

async function accrue(at: string): Promise<void> {
  const { referralId } = await money.world.wonReferral();
  await commissionActivities(money.world).accrueLines({ referralId, at, deal: dealOf(money.world, 1_000_000) });
}

it('a month is proposed by one and closed by another, who gets its balances; what comes late is in the next', async () => {
  await accrue('2020-01-10T12:00:00.000Z');
  expect((await periods()).map(({ period, state }) => [period, state])).toEqual([['2020-01', 'open']]);

  const proposed = await ask('propose', '2020-01', 'paul');
  expect(proposed).toMatchObject({ status: 201, body: { state: 'proposed', closedBy: null, balances: null } });
  expect(() => LedgerPeriod.parse(proposed.body)).not.toThrow();

  const closed = await ask('close', '2020-01', 'ines');
  expect(closed.status).toBe(200);
  expect(() => LedgerPeriod.parse(closed.body)).not.toThrow();
  expect(closed.body).toMatchObject({ state: 'closed', journals: 1, closedBy: { id: money.world.staff.ines } });
  expect(closed.body.balances?.map(({ account, balance }) => [account, balance])).toEqual([
    ['commission_expense', 100_000],
    ['payable_pending', -100_000],
  ]);

  await accrue('2020-01-20T12:00:00.000Z');
  expect((await periods()).map(({ period, state, journals }) => [period, state, journals])).toEqual([
    ['2020-02', 'open', 1],
    ['2020-01', 'closed', 1],
  ]);
});

it('refuses what would open, skip or hurry, and one pair of eyes', async () => {
  const answer = async (...args: Parameters<typeof ask>) => {
    const { status, body } = await ask(...args);
    return [status, body.code];
  };
  expect(await answer('propose', '2020-01', 'clara')).toEqual([409, 'not_allowed_in_state']);
  expect(await answer('close', '2020-01', 'clara')).toEqual([409, 'not_allowed_in_state']);
  expect(await answer('propose', '2020-03', 'clara')).toEqual([422, 'date_out_of_range']);
  expect(await answer('propose', '2999-01', 'clara')).toEqual([422, 'date_out_of_range']);
  expect(await answer('close', '2020-02', 'clara')).toEqual([404, 'not_found']);
  expect((await ask('propose', '2020-02', 'clara')).status).toBe(201);
  expect(await answer('propose', '2020-02', 'ines')).toEqual([409, 'already_exists']);
  expect(await answer('close', '2020-02', 'clara')).toEqual([403, 'separation_of_duties']);
  expect(await answer('close', '2020-02', 'ines', { stale: true })).toEqual([403, 'step_up_required']);
  expect(await answer('propose', '2020-13', 'ines')).toEqual([400, 'invalid_request']);
});

it.each(['nora', 'samir', 'abel'] as const)('%s closes no month', async (who) => {
  expect((await ask('propose', '2020-02', who)).status).toBe(403);
  expect((await ask('close', '2020-02', who)).status).toBe(403);
});
