import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startMoneyApi, type MoneyApi } from '../../support/moneyApi.ts';
import { commissionActivities, dealOf, SIGNED_AT, type WonReferral } from '../../support/moneyWorld.ts';

let money: MoneyApi;
let won: WonReferral;

beforeAll(async () => {
  money = await startMoneyApi();
  const { world } = money;
  won = await world.wonReferral();
  const { referralId } = won;
  await world.database.referral.update({ where: { id: referralId }, data: { ownerId: world.staff.nora } });
  await commissionActivities(world).accrueLines({ referralId, at: SIGNED_AT, deal: dealOf(world, 4_800_000) });
});

afterAll(() => money.close());

type Body = { next: { sentence: string }; commissions: { amount: unknown }[] };

const read = async (session: string): Promise<Body> =>
  (await money.api.call<Body>('GET', `/v1/referrals/${won.referralId}`, { session })).body;

describe('the amount of a commission', () => {
  it('is in the sentence that the partner reads', async () => {
    expect((await read(await money.api.sessionOf(won.adminId))).next.sentence).toContain('4,800 EUR earned');
  });

  it('stands with its approvals in what finance reads', async () => {
    expect((await read(await money.sessionOf('ines'))).next.sentence).toMatch(
      /Commission 4,800 EUR, on hold \(0 of \d approvals, due by [^)]+\), payable from/,
    );
  });

  it('is nowhere for those who sell: they learn only that finance has it', async () => {
    const body = await read(await money.sessionOf('nora'));
    expect(body.next.sentence).toMatch(/The commission is with finance\.$/);
    expect(body.commissions).toMatchObject([{ amount: null }]);
    expect(JSON.stringify(body)).not.toMatch(/4,800|480000\b/);
  });
});
