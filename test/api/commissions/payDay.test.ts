import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { expectedPeriod } from '../../../domain/commission/payoutCalendar.ts';
import { startMoneyApi, type MoneyApi } from '../../support/moneyApi.ts';
import { approvedLine } from '../../support/moneyWorld.ts';

let money: MoneyApi;
beforeAll(async () => {
  money = await startMoneyApi();
});
afterAll(() => money.close());

it('a line that is to be paid names its pay day by the calendar of its policy, to finance and to the partner', async () => {
  const payoutCalendar = { cutOffDay: 20, payDay: 25, zone: 'Europe/Berlin' };
  const { line, adminId } = await approvedLine(money.world, { policy: { payoutCalendar } });
  for (const session of [await money.sessionOf('ines'), await money.api.sessionOf(adminId)]) {
    const { body } = await money.api.call<{ payableFrom: string }>('GET', `/v1/commissions/${line.commissionId}`, {
      session,
    });
    const { payDay } = expectedPeriod(payoutCalendar, { payableFrom: new Date(body.payableFrom), now: new Date() });
    expect(body).toMatchObject({ payDay, sentence: expect.stringMatching(/approved; pay day 25 \w+( \d{4})?\.$/) });
  }
});
