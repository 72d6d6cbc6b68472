import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PayoutPeriods, PayoutRun, PayoutRuns } from '../../../api/schemas/payoutRuns.ts';
import { DEFAULT_PAYOUT_CALENDAR, payoutPeriodOf } from '../../../domain/commission/payoutCalendar.ts';
import { startMoneyApi, type MoneyApi } from '../../support/moneyApi.ts';
import { approvedLine, type StaffName } from '../../support/moneyWorld.ts';
import { draftAll, publishPolicy } from '../../support/payoutDrafts.ts';
import { openProcesses, type Processes } from '../../support/payoutRuns.ts';

let money: MoneyApi;
let processes: Processes;
beforeAll(async () => {
  money = await startMoneyApi();
  processes = openProcesses(money.world);
});
afterAll(async () => {
  await processes.close();
  await money.close();
});

const call = async (method: 'GET' | 'POST', who: StaffName, path: string) =>
  money.api.call(method, `/v1${path}`, {
    session: await money.sessionOf(who),
    ...(method === 'POST' ? { body: {} } : {}),
  });

/** A month of its own for every draft: a period is closed once. */
let month = 0;
async function draft(): Promise<string> {
  month += 1;
  await approvedLine(money.world);
  await draftAll(processes.worker, new Date(Date.UTC(2027, month, 1)).toISOString());
  const { data } = PayoutRuns.parse((await call('GET', 'paul', '/payout-runs')).body);
  const made = data.find(({ state }) => state === 'draft');
  if (made === undefined) throw new Error('no draft');
  return made.id;
}

describe('a draft that made itself', () => {
  it('is read with its period and without anybody who prepared it', async () => {
    const id = await draft();
    const { body } = await call('GET', 'abel', `/payout-runs/${id}`);
    expect(PayoutRun.parse(body)).toMatchObject({
      state: 'draft',
      preparedBy: null,
      preparedAt: null,
      period: { programName: 'Cloud Referrals', cutOffDay: '2027-01-31', payDay: '2027-02-15' },
    });
    expect((await call('POST', 'paul', `/payout-runs/${id}/cancel`)).body).toMatchObject({ state: 'cancelled' });
  });

  it('200: who takes it on has prepared it, and another person releases it', async () => {
    const id = await draft();
    expect(await call('POST', 'ines', `/payout-runs/${id}/release`)).toMatchObject({
      status: 409,
      body: { code: 'not_allowed_in_state' },
    });
    const taken = await call('POST', 'clara', `/payout-runs/${id}/prepare`);
    expect(taken).toMatchObject({
      status: 200,
      body: { state: 'prepared', preparedBy: { id: money.world.staff.clara } },
    });
    expect(() => PayoutRun.parse(taken.body)).not.toThrow();
    expect(await call('POST', 'paul', `/payout-runs/${id}/prepare`)).toMatchObject({
      status: 409,
      body: { code: 'not_allowed_in_state' },
    });
    expect(await call('POST', 'clara', `/payout-runs/${id}/release`)).toMatchObject({
      status: 403,
      body: { code: 'separation_of_duties' },
    });
    expect(await call('POST', 'ines', `/payout-runs/${id}/release`)).toMatchObject({ status: 200 });
  });

  it.each(['ines', 'abel', 'olga'] as const)('403: %s prepares no runs', async (who) => {
    const id = await draft();
    expect((await call('POST', who, `/payout-runs/${id}/prepare`)).status).toBe(403);
    await call('POST', 'paul', `/payout-runs/${id}/cancel`);
  });

  it('404: there is no such run', async () => {
    expect((await call('POST', 'paul', '/payout-runs/run_01JZZZZZZZZZZZZZZZZZZZZZZZ/prepare')).status).toBe(404);
  });
});

it('finance reads the next cut-off of every program and its pay day', async () => {
  await publishPolicy(money.world);
  const { body } = await call('GET', 'abel', '/payout-periods');
  const { cutOff, payBy: _payBy, ...days } = payoutPeriodOf(DEFAULT_PAYOUT_CALENDAR, new Date());
  expect(PayoutPeriods.parse(body).data).toContainEqual({
    programId: money.world.programId,
    programName: 'Cloud Referrals',
    cutOff: cutOff.toISOString(),
    ...days,
  });
  expect((await call('GET', 'nora', '/payout-periods')).status).toBe(403);
});
