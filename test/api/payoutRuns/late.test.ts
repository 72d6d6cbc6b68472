import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { CarriedOver, PayoutRuns } from '../../../api/schemas/payoutRuns.ts';
import { startMoneyApi, type MoneyApi } from '../../support/moneyApi.ts';
import { approvedLine, type StaffName } from '../../support/moneyWorld.ts';
import { CUT_OFF, draftActivities, draftAll } from '../../support/payoutDrafts.ts';
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

const read = async (who: StaffName, path: string) =>
  money.api.call('GET', `/v1${path}`, { session: await money.sessionOf(who) });

it('the partner reads with the line for which day it is planned, and that it is late', async () => {
  const { line, adminId } = await approvedLine(money.world);
  await draftAll(processes.worker, CUT_OFF);
  const said = async () => {
    const session = await money.api.sessionOf(adminId);
    type Said = { payDay: string; late: boolean; sentence: string };
    const path = `/v1/commissions/${line.commissionId}`;
    const { payDay, late, sentence } = (await money.api.call<Said>('GET', path, { session })).body;
    return [payDay, late, sentence];
  };
  expect(await said()).toEqual(['2027-02-15', false, '4,800 EUR is in the payout of 15 Feb 2027.']);
  expect(PayoutRuns.parse((await read('abel', '/payout-runs?late=true')).body).data).toEqual([]);
  await draftActivities(processes.worker).tellLateRuns({ at: '2027-02-16T00:00:00.000Z' });
  expect(await said()).toEqual([
    '2027-02-15',
    true,
    '4,800 EUR was to be paid by 15 Feb 2027, and the payment is late. Finance knows; you hear from us when it is made.',
  ]);
  const { data } = PayoutRuns.parse((await read('abel', '/payout-runs?late=true')).body);
  expect(data.map(({ period }) => period?.late)).toEqual([true]);
});

it('finance reads who is carried over, with the sum of each currency, and nobody else does', async () => {
  const policy = {
    minimumPayout: [
      { amount: 500_000, currency: 'EUR' },
      { amount: 900_000, currency: 'USD' },
    ],
  };
  const { partnerId } = await approvedLine(money.world, { policy, amount: 1_000_000 });
  await approvedLine(money.world, { policy, amount: 2_000_000, partnerId });
  await approvedLine(money.world, { policy });
  await approvedLine(money.world, { policy, amount: 5_000_000 });
  const { data, totals } = CarriedOver.parse((await read('abel', '/carried-over')).body);
  expect(data.map(({ lines, soFar }) => [lines, soFar.amount]).sort()).toEqual([
    [1, 480_000],
    [2, 300_000],
  ]);
  expect(data.find((row) => row.partnerId === partnerId)?.minimum).toEqual({ amount: 500_000, currency: 'EUR' });
  expect(totals).toEqual([{ amount: 780_000, currency: 'EUR' }]);
  expect((await read('nora', '/carried-over')).status).toBe(403);
});
