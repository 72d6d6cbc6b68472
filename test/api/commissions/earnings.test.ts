import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { z } from 'zod';
import { Earnings } from '../../../api/schemas/commissions.ts';
import { newId } from '../../../adapters/ids.ts';
import { startMoneyApi, type MoneyApi } from '../../support/moneyApi.ts';
import { commissionActivities, dealOf, SIGNED_AT } from '../../support/moneyWorld.ts';
import { moneyOfPartner, type PartnerMoney } from '../../support/partnerMoney.ts';
import { openProcesses, type Processes } from '../../support/payoutRuns.ts';

type Sums = z.output<typeof Earnings>;

let money: MoneyApi;
let processes: Processes;
let own: PartnerMoney;
beforeAll(async () => {
  money = await startMoneyApi();
  processes = openProcesses(money.world);
  own = moneyOfPartner({ world: money.world, processes });
});
afterAll(async () => {
  await processes.close();
  await money.close();
});

const NONE: Sums = { expected: [], earned: [], onItsWay: [], stopped: [], paid: [], toNet: [] };
const eur = (amount: number) => [{ amount, currency: 'EUR' }];

async function earnings(userId: string): Promise<Sums> {
  const session = await money.api.sessionOf(userId);
  const { status, body } = await money.api.call<Sums>('GET', '/v1/earnings', { session });
  expect(status).toBe(200);
  expect(() => Earnings.parse(body)).not.toThrow();
  return body;
}

/** A deal that is won, of whose line nothing is earned before the customer has paid. */
async function lineThatWaits(partnerId: string): Promise<void> {
  const { world } = money;
  const { referralId } = await world.wonReferral({
    partnerId,
    rules: [{ kind: 'deal_percent', basisPoints: 1_000, base: 'first_year_net', trigger: 'paid', when: {} }],
  });
  const deal = dealOf(world, 700_000, `D-${referralId}`);
  await commissionActivities(world).accrueLines({ referralId, at: SIGNED_AT, deal });
}

it('a line stands in one figure, and what was netted in none', async () => {
  const paid = await own.line();
  const { database } = money.world;
  const { partnerId } = await database.commission.findUniqueOrThrow({ where: { id: paid.commissionId } });
  const { id: adminId } = await database.user.findFirstOrThrow({ where: { partnerId } });
  await lineThatWaits(partnerId);
  expect(await earnings(adminId)).toEqual({ ...NONE, earned: eur(480_000), expected: eur(70_000) });

  const run = await own.prepare();
  await own.release(run.id);
  expect(await earnings(adminId)).toEqual({ ...NONE, onItsWay: eur(480_000), expected: eur(70_000) });
  await own.decide(run.id, 'confirm', { reference: 'BANK-1', settledOn: '2027-02-15' });
  await own.refund(paid, 1_200_000n);
  expect(await earnings(adminId)).toMatchObject({ paid: eur(480_000), toNet: eur(120_000) });

  await own.line(2_000_000);
  await own.payOut();
  expect(await earnings(adminId)).toEqual({ ...NONE, paid: eur(560_000), expected: eur(70_000) });

  const { commissionId } = await own.line(3_000_000);
  await database.$executeRaw`UPDATE commissions SET state = 'frozen', frozen_for = '{finance}', frozen_at = now(),
    freeze_reason = 'other', version = version + 1 WHERE id = ${commissionId}`;
  expect(await earnings(adminId)).toMatchObject({ stopped: eur(300_000), earned: [] });
});

it('somebody of a partner reads of their own referrals, another partner nothing of them, finance has other lists', async () => {
  const line = await own.line(1_000_000);
  const { database } = money.world;
  const { partnerId } = await database.commission.findUniqueOrThrow({ where: { id: line.commissionId } });
  const data = { name: 'Uli', roles: ['partner_user'], active: true };
  const { id } = await database.user.create({
    data: { id: newId('user'), email: 'uli@partner.example', partnerId, ...data },
  });
  expect(await earnings(id)).toEqual(NONE);
  await database.referral.update({ where: { id: line.referralId }, data: { submittedBy: { kind: 'user', id } } });
  expect(await earnings(id)).toEqual({ ...NONE, earned: eur(100_000) });

  const { adminId } = await money.world.wonReferral();
  expect(await earnings(adminId)).toEqual(NONE);
  const session = await money.sessionOf('ines');
  expect((await money.api.call('GET', '/v1/earnings', { session })).status).toBe(403);
});
