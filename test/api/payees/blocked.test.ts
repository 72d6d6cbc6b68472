import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startMoneyApi, type MoneyApi } from '../../support/moneyApi.ts';
import { commissionActivities, dealOf, SIGNED_AT } from '../../support/moneyWorld.ts';
import { decidePayee, enterPayee } from '../../support/payees.ts';

let money: MoneyApi;
beforeAll(async () => {
  money = await startMoneyApi();
});
afterAll(() => money.close());

const DAY_MS = 86_400_000;

/** A line of a program whose policy asks for a payee, as finance and as the partner read it. */
async function gatedLine() {
  const { world, api } = money;
  const { referralId, partnerId, adminId } = await world.wonReferral({ policy: { gates: ['payee'] } });
  const accrued = await commissionActivities(world).accrueLines({
    referralId,
    at: SIGNED_AT,
    deal: dealOf(world, 4_800_000),
  });
  const path = `/v1/commissions/${accrued[0]?.commissionId ?? ''}`;
  const sessions = { finance: await money.sessionOf('paul'), partner: await api.sessionOf(adminId) };
  const read = async (who: keyof typeof sessions) => {
    const { body } = await api.call<{ blockedBy: string[]; blockedBecause: string[] }>('GET', path, {
      session: sessions[who],
    });
    return [body.blockedBy, body.blockedBecause[0]];
  };
  return { read, partnerId, adminId };
}

describe('a line behind the gate of its payee', () => {
  it('says to finance and to the partner, each in their words, what holds it and what to do', async () => {
    const { read, partnerId, adminId } = await gatedLine();
    await money.world.database.user.update({ where: { id: adminId }, data: { language: 'de' } });
    expect(await read('finance')).toEqual([['payee_missing'], 'The partner has no account on file.']);
    expect(await read('partner')).toEqual([
      ['payee_missing'],
      'Es gibt noch kein Konto für Zahlungen. Sie können schon empfehlen; für Zahlungen tragen Sie bitte eines ein.',
    ]);

    await enterPayee(money.api.database, { partnerId, by: adminId, at: new Date() });
    expect((await read('finance'))[0]).toEqual(['payee_unverified']);
    await decidePayee(money.api.database, { partnerId, by: money.world.staff.paul, at: new Date() });
    expect(await read('partner')).toEqual([
      ['payee_cooling_off'],
      expect.stringMatching(/^Ihr Konto ist geprüft\. Zahlungen gehen ab .+ dorthin/),
    ]);
  });

  it('says nothing once the account is verified and old enough', async () => {
    const { read, partnerId, adminId } = await gatedLine();
    const at = new Date(Date.now() - 2 * DAY_MS);
    await enterPayee(money.api.database, { partnerId, by: adminId, at });
    await decidePayee(money.api.database, { partnerId, by: money.world.staff.paul, at });
    expect(await read('finance')).toEqual([[], undefined]);
  });

  it('is not approved by who verified the account: 403 with the reason', async () => {
    const { world, api } = money;
    const { referralId, partnerId, adminId } = await world.wonReferral();
    await enterPayee(api.database, { partnerId, by: adminId });
    await decidePayee(api.database, { partnerId, by: world.staff.ines });
    const deal = dealOf(world, 4_800_000);
    const [line] = await commissionActivities(world).accrueLines({ referralId, at: SIGNED_AT, deal });
    const approve = await api.call('POST', `/v1/commissions/${line?.commissionId ?? ''}/approve`, {
      session: await money.sessionOf('ines'),
      body: { contentHash: line?.contentHash },
      headers: { 'if-match': '*' },
    });
    expect(approve).toMatchObject({
      status: 403,
      body: { code: 'separation_of_duties', who: world.staff.ines, why: 'verified_payee' },
    });
  });
});
