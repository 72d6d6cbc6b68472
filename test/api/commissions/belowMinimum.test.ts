import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startMoneyApi, type MoneyApi } from '../../support/moneyApi.ts';
import { approvedLine } from '../../support/moneyWorld.ts';

let money: MoneyApi;
beforeAll(async () => {
  money = await startMoneyApi();
});
afterAll(() => money.close());

it('an approved line that is less than is paid out says to finance and to the partner how much is there and how much it takes', async () => {
  const policy = { minimumPayout: [{ amount: 500_000, currency: 'EUR' }] };
  const { line, adminId } = await approvedLine(money.world, { policy });
  const read = async (session: string) => {
    const { body } = await money.api.call<{ blockedBy: string[]; blockedBecause: string[]; payDay: string | null }>(
      'GET',
      `/v1/commissions/${line.commissionId}`,
      { session },
    );
    expect(body.payDay).toBeNull();
    return [body.blockedBy, body.blockedBecause];
  };
  expect(await read(await money.sessionOf('paul'))).toEqual([
    ['below_minimum'],
    ['4,800 EUR so far; paid out from 5,000 EUR on, and carried over until then.'],
  ]);
  expect(await read(await money.api.sessionOf(adminId))).toEqual([
    ['below_minimum'],
    [
      '4,800 EUR is there for your next payment. It is made once there is 5,000 EUR; until then the amount stays yours and is carried over.',
    ],
  ]);
});

it('no sentence of the referral names a pay day before enough is there', async () => {
  const policy = { minimumPayout: [{ amount: 500_000, currency: 'EUR' }] };
  const { referralId, partnerId, adminId } = await approvedLine(money.world, { policy });
  const read = async () => {
    const session = await money.api.sessionOf(adminId);
    const { body } = await money.api.call<{ next: { sentence: string } }>('GET', `/v1/referrals/${referralId}`, {
      session,
    });
    return body.next.sentence;
  };
  expect(await read()).toMatch(/^(?!.*pay day).*4,800 EUR/);
  await approvedLine(money.world, { policy, partnerId });
  expect(await read()).toMatch(/pay day/);
});
