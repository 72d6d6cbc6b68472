import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createCommissionActivities } from '../../activities/commissions.ts';
import { createTierCheckActivities } from '../../activities/tierChecks.ts';
import { createDatabase, type Database } from '../../adapters/database/client.ts';
import { createLines } from '../../adapters/database/commissionLines.ts';
import { createSetupReads } from '../../adapters/database/setupReads.ts';
import { createTierChecks } from '../../adapters/database/tierChecks.ts';
import type { PlanRule } from '../../domain/commission/plan.ts';
import { createPartner, createProgram, receive, submissionOf, type Partner } from '../support/factories.ts';
import { createGround, type Ground } from '../support/ground.ts';
import { inActivityContext } from '../support/inActivityContext.ts';
import { recordRefund } from '../support/refunds.ts';
import { win, wonReferralOf, type WonDeal } from '../support/wonPartner.ts';

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const TIERS = [
  { tier: 'silver', wonNetAtLeast: eur(5_000_000) },
  { tier: 'gold', wonNetAtLeast: eur(20_000_000) },
];
const percent = (basisPoints: number, when: PlanRule['when']): PlanRule => ({
  ...{ kind: 'deal_percent', base: 'first_year_net', trigger: 'signed', basisPoints, when },
});
const JUNE = '2027-06-01T05:00:00.000Z';
const JULY = '2027-07-01T05:00:00.000Z';

let ground: Ground;
let api: Database;
let worker: Database;
let programId: string;

beforeAll(async () => {
  ground = await createGround();
  api = createDatabase({ url: ground.url, role: 'fairlead_api', connections: 3 });
  worker = createDatabase({ url: ground.url, role: 'fairlead_worker', connections: 3 });
  const rules = [percent(1_200, { tiers: ['gold'] }), percent(1_000, {})];
  programId = await createProgram(ground.database, { vendor: ground.vendor, policy: { tiers: TIERS }, rules });
}, 300_000);

afterAll(async () => {
  await Promise.all([api.$disconnect(), worker.$disconnect()]);
  await ground.close();
});

const check = (at: string) =>
  inActivityContext(createTierCheckActivities({ checks: createTierChecks(worker) })).checkTiers({ at });
const newPartner = () => createPartner(ground.database, { programIds: [programId] });

const refer = async (partner: Partner) => (await receive(ground.database, submissionOf(partner))).referralId;

async function partnerThatWon(...deals: WonDeal[]): Promise<Partner> {
  const partner = await newPartner();
  for (const deal of deals) await wonReferralOf(ground, partner, deal);
  return partner;
}

const refund = async (partner: Partner, amountMinor: bigint) => {
  const { deal } = await ground.database.referral.findFirstOrThrow({ where: { partnerId: partner.id } });
  const { dealId } = deal as { dealId: string };
  await recordRefund(api, { dealId, amountMinor, by: ground.vendor.paul, at: new Date(JUNE) });
};

const tierOf = async ({ id }: Partner) => (await ground.database.partner.findUniqueOrThrow({ where: { id } })).tier;
const checksOf = ({ id }: Partner) =>
  ground.database.tierCheck.findMany({ where: { partnerId: id }, orderBy: { month: 'asc' } });
const mailsOf = async ({ adminId }: Partner) => {
  const mails = await ground.database.outboxRow.findMany({
    where: { kind: 'mail', payload: { path: ['text'], equals: 'tier_reached' } },
  });
  return mails
    .map(({ payload }) => payload as { receiver: { userId?: string }; facts: Record<string, unknown> })
    .filter(({ receiver }) => receiver.userId === adminId)
    .map(({ facts }) => facts);
};

describe('the monthly check', () => {
  it('lifts who has won enough; what is received then earns by the new tier, what was received before by the old one', async () => {
    const partner = await newPartner();
    const before = await refer(partner);
    const deal = await win(ground, before, { amount: 20_000_000 });
    expect(await check(JUNE)).toBe(1);
    expect(await tierOf(partner)).toBe('gold');
    const after = await refer(partner);
    const later = await win(ground, after, { amount: 1_000_000, closedOn: '2027-06-10' });
    const { accrueLines } = inActivityContext(createCommissionActivities({ lines: createLines(worker) }));
    await accrueLines({ referralId: before, at: JULY, deal });
    await accrueLines({ referralId: after, at: JULY, deal: later });
    const earned = await ground.database.commission.findMany({ where: { partnerId: partner.id } });
    expect(new Map(earned.map((line) => [line.referralId, line.amountMinor]))).toEqual(
      new Map([
        [before, 2_000_000n],
        [after, 120_000n],
      ]),
    );
    expect(await checksOf(partner)).toMatchObject([
      {
        ...{ fromTier: 'standard', toTier: 'gold', programId, month: new Date('2027-06-01') },
        revenue: [{ programId, won: eur(20_000_000), leftOut: [] }],
      },
    ]);
    const facts = { tier: 'gold', from: 'standard', amountMinor: 20_000_000, currency: 'EUR' };
    expect(await mailsOf(partner)).toEqual([facts]);
  });

  it('is made once a month, also by two at once; what is won later waits for the next month', async () => {
    const partner = await partnerThatWon({ amount: 6_000_000 });
    const lifted = await Promise.all([check(JUNE), check(JUNE)]);
    expect(lifted.sort()).toEqual([0, 1]);
    await wonReferralOf(ground, partner, { amount: 15_000_000 });
    expect(await check('2027-06-30T05:00:00.000Z')).toBe(0);
    expect([await tierOf(partner), (await mailsOf(partner)).length]).toEqual(['silver', 1]);
    expect(await check(JULY)).toBe(1);
    expect([await tierOf(partner), (await mailsOf(partner)).length]).toEqual(['gold', 2]);
  });

  it('counts twelve months, without what was refunded, and nothing in a currency without a rate', async () => {
    const early = await partnerThatWon({ amount: 5_000_000, closedOn: '2026-05-31' });
    const first = await partnerThatWon({ amount: 5_000_000, closedOn: '2026-06-01' });
    const thisMonth = await partnerThatWon({ amount: 5_000_000, closedOn: '2027-06-01' });
    const refunded = await partnerThatWon({ amount: 5_000_000 });
    await refund(refunded, 1n);
    const dollars = await partnerThatWon({ amount: 9_000_000, currency: 'USD' });
    await check(JUNE);
    const tiers = await Promise.all([early, first, thisMonth, refunded, dollars].map(tierOf));
    expect(tiers).toEqual(['standard', 'silver', 'standard', 'standard', 'standard']);
    const [ofRefunded, ofDollars] = await Promise.all([checksOf(refunded), checksOf(dollars)]);
    expect(ofRefunded).toMatchObject([{ revenue: [{ won: eur(4_999_999) }] }]);
    expect(ofDollars).toMatchObject([
      { programId: null, revenue: [{ won: eur(0), leftOut: [{ amount: 9_000_000, currency: 'USD' }] }] },
    ]);
  });

  it('lowers nobody: what was reached, or given by a person, stays', async () => {
    const partner = await partnerThatWon({ amount: 6_000_000 });
    const byHand = await newPartner();
    await ground.database.partner.update({ where: { id: byHand.id }, data: { tier: 'gold' } });
    await check(JUNE);
    await refund(partner, 6_000_000n);
    await check(JULY);
    expect([await tierOf(partner), await tierOf(byHand)]).toEqual(['silver', 'gold']);
    expect(await checksOf(partner)).toMatchObject([{ toTier: 'silver' }, { toTier: 'silver', programId: null }]);
  });

  it('goes on beside a partner that cannot be checked, and fails in the end', async () => {
    const broken = await partnerThatWon({ amount: 6_000_000 });
    const other = await partnerThatWon({ amount: 6_000_000 });
    await ground.database.$executeRawUnsafe(`CREATE FUNCTION refuse_check() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION 'cannot be checked'; END $$`);
    await ground.database.$executeRawUnsafe(`CREATE TRIGGER broken BEFORE INSERT ON tier_checks FOR EACH ROW
      WHEN (NEW.partner_id = '${broken.id}') EXECUTE FUNCTION refuse_check()`);
    await expect(check(JUNE)).rejects.toThrow();
    expect([await tierOf(broken), await tierOf(other)]).toEqual(['standard', 'silver']);
    await ground.database.$executeRawUnsafe('DROP TRIGGER broken ON tier_checks');
    expect([await check(JUNE), await tierOf(broken)]).toEqual([1, 'silver']);
  });

  it('is kept as it was written', async () => {
    await expect(ground.database.$executeRaw`DELETE FROM tier_checks`).rejects.toThrow(/FL010/);
    await expect(ground.database.$executeRaw`UPDATE tier_checks SET to_tier = 'x'`).rejects.toThrow(/FL010/);
  });
});

it('the partner and the house read what is missing until the next tier', async () => {
  const today = new Date().toISOString().slice(0, 10);
  const partner = await partnerThatWon({ amount: 1_000_000, closedOn: today });
  const reads = createSetupReads(api);
  const next = [{ programId, tier: 'silver', missing: eur(4_000_000), leftOut: [] }];
  expect((await reads.partner(partner.id, null))?.nextTiers).toEqual(next);
  expect((await reads.partner(partner.id, partner.id))?.nextTiers).toEqual(next);
  const [listed] = await reads.partners(partner.id);
  expect([listed?.tier, listed?.nextTiers]).toEqual(['standard', undefined]);
});
