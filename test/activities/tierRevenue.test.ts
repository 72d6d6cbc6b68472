import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTierCheckActivities } from '../../activities/tierChecks.ts';
import { createDatabase, type Database } from '../../adapters/database/client.ts';
import { createTierChecks } from '../../adapters/database/tierChecks.ts';
import type { PlanRule } from '../../domain/commission/plan.ts';
import { recordCorrection } from '../support/corrections.ts';
import { createPartner, createProgram, type Partner } from '../support/factories.ts';
import { recordFurtherDeal } from '../support/furtherDeals.ts';
import { createGround, type Ground } from '../support/ground.ts';
import { inActivityContext } from '../support/inActivityContext.ts';
import { confirmedRate } from '../support/rates.ts';
import { recordRefund } from '../support/refunds.ts';
import { agreedSplit } from '../support/splits.ts';
import { win, wonReferralOf, type WonDeal } from '../support/wonPartner.ts';

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const JUNE = '2027-06-01T05:00:00.000Z';
const MAY = new Date('2027-05-20T09:00:00.000Z');
const RENEWED: PlanRule = {
  ...{ kind: 'deal_percent', basisPoints: 1_000, base: 'first_year_net', trigger: 'signed', when: {} },
  renewals: { months: 24 },
};

let ground: Ground;
let api: Database;
let worker: Database;
let programId: string;

beforeAll(async () => {
  ground = await createGround();
  api = createDatabase({ url: ground.url, role: 'fairlead_api', connections: 2 });
  worker = createDatabase({ url: ground.url, role: 'fairlead_worker', connections: 2 });
  const tiers = [{ tier: 'silver', wonNetAtLeast: eur(5_000_000) }];
  programId = await createProgram(ground.database, { vendor: ground.vendor, policy: { tiers }, rules: [RENEWED] });
}, 300_000);

afterAll(async () => {
  await Promise.all([api.$disconnect(), worker.$disconnect()]);
  await ground.close();
});

const newPartner = () => createPartner(ground.database, { programIds: [programId] });

async function partnerWith(deal: WonDeal) {
  const partner = await newPartner();
  return { partner, ...(await wonReferralOf(ground, partner, deal)) };
}

/** What the check of June has counted of each, and the tier that it has left the partner in. */
async function countedOf(...partners: Partner[]) {
  await inActivityContext(createTierCheckActivities({ checks: createTierChecks(worker) })).checkTiers({ at: JUNE });
  return Promise.all(
    partners.map(async ({ id }) => {
      const { revenue, toTier } = await ground.database.tierCheck.findFirstOrThrow({ where: { partnerId: id } });
      const [{ won, leftOut } = { won: undefined, leftOut: undefined }] = revenue as {
        won: unknown;
        leftOut: unknown;
      }[];
      return { won, leftOut, toTier };
    }),
  );
}

describe('won revenue', () => {
  it('in another currency counts at the confirmed rate, to the cent; without a rate of the last days it is named', async () => {
    const by = [ground.vendor.paul, ground.vendor.ines] as const;
    await confirmedRate(ground.database, { from: 'SEK', to: 'EUR', rate: '0.1', day: '2027-05-30', by });
    await confirmedRate(ground.database, { from: 'NOK', to: 'EUR', rate: '0.1', day: '2027-05-20', by });
    const enough = await partnerWith({ amount: 50_000_000, currency: 'SEK' });
    const short = await partnerWith({ amount: 49_999_990, currency: 'SEK' });
    const tooOld = await partnerWith({ amount: 50_000_000, currency: 'NOK' });
    await wonReferralOf(ground, tooOld.partner, { amount: 1_000_000 });
    expect(await countedOf(enough.partner, short.partner, tooOld.partner)).toEqual([
      { won: eur(5_000_000), leftOut: [], toTier: 'silver' },
      { won: eur(4_999_999), leftOut: [], toTier: 'standard' },
      { won: eur(1_000_000), leftOut: [{ amount: 50_000_000, currency: 'NOK' }], toTier: 'standard' },
    ]);
  });

  it('of a shared deal is whole for who referred the company, and nothing for the other', async () => {
    const { partner, referralId } = await partnerWith({ amount: 1 });
    await ground.database.referral.update({ where: { id: referralId }, data: { stage: 'proposal' } });
    const other = await newPartner();
    const between = { referralId, partnerId: other.id, proposedBy: ground.vendor.greta, agreedBy: partner.adminId };
    await agreedSplit(ground.database, between);
    await win(ground, referralId, { amount: 5_000_000 });
    expect(await countedOf(partner, other)).toEqual([
      { won: eur(5_000_000), leftOut: [], toTier: 'silver' },
      { won: eur(0), leftOut: [], toTier: 'standard' },
    ]);
  });

  it('of a renewal counts beside the first deal, each once', async () => {
    const { partner, referralId } = await partnerWith({ amount: 3_000_000 });
    const { id } = await recordFurtherDeal(api, { of: referralId, by: ground.vendor.greta, at: MAY });
    await win(ground, id, { amount: 2_000_000, closedOn: '2027-05-25' });
    expect(await countedOf(partner)).toEqual([{ won: eur(5_000_000), leftOut: [], toTier: 'silver' }]);
  });

  it('counts for nothing once the deal is reopened and lost, and once when it is won again', async () => {
    const lost = await partnerWith({ amount: 6_000_000 });
    const again = await partnerWith({ amount: 6_000_000 });
    for (const [{ referralId }, stage] of [
      [lost, 'lost'],
      [again, 'proposal'],
    ] as const)
      await ground.database.referral.update({ where: { id: referralId }, data: { stage } });
    await win(ground, again.referralId, { amount: 5_500_000 });
    expect(await countedOf(lost.partner, again.partner)).toEqual([
      { won: eur(0), leftOut: [], toTier: 'standard' },
      { won: eur(5_500_000), leftOut: [], toTier: 'silver' },
    ]);
  });

  it('of a program that is not active is not looked at', async () => {
    const tiers = [{ tier: 'silver', wonNetAtLeast: eur(1) }];
    const closed = await createProgram(ground.database, { vendor: ground.vendor, policy: { tiers } });
    const partner = await createPartner(ground.database, { programIds: [closed] });
    await wonReferralOf(ground, partner, { amount: 6_000_000 });
    await ground.database.program.update({ where: { id: closed }, data: { state: 'closed' } });
    const checks = createTierChecks(worker);
    const isWaiting = async () =>
      (await checks.unchecked({ month: '2027-06-01', after: '', limit: 1_000 })).includes(partner.id);
    expect(await isWaiting()).toBe(false);
    await ground.database.program.update({ where: { id: closed }, data: { state: 'active' } });
    expect(await isWaiting()).toBe(true);
    expect(await countedOf(partner)).toEqual([{ won: eur(6_000_000), leftOut: [], toTier: 'silver' }]);
  });

  it('is that of the deal as corrected, less every refund of it', async () => {
    const { partner, deal } = await partnerWith({ amount: 4_000_000 });
    const { dealId } = deal;
    const refund = (amountMinor: bigint) => recordRefund(api, { dealId, amountMinor, by: ground.vendor.paul, at: MAY });
    await refund(100_000n);
    await recordCorrection(api, { dealId, amount: 6_000_000, by: ground.vendor.paul, at: MAY.toISOString() });
    await refund(900_001n);
    expect(await countedOf(partner)).toEqual([{ won: eur(4_999_999), leftOut: [], toTier: 'standard' }]);
  });
});
