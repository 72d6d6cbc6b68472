import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../adapters/ids.ts';
import type { LineExplanation } from '../../domain/commission/explanation.ts';
import { recompute } from '../../domain/commission/recompute.ts';
import type { StoryLine } from '../../domain/commission/line.ts';
import type { PlanRule } from '../../domain/commission/plan.ts';
import {
  commissionActivities,
  createMoneyWorld,
  dealOf,
  SIGNED_AT,
  type MoneyWorld,
  type WonReferral,
} from '../support/moneyWorld.ts';

const NEXT_MONTH = '2027-01-01T00:00:00.000Z';
const eur = (amount: number) => ({ amount, currency: 'EUR' });
const fee = (caps: Pick<PlanRule, 'capPerPartner' | 'budget'>): PlanRule => ({
  kind: 'deal_percent',
  basisPoints: 1_000,
  base: 'first_year_net',
  trigger: 'signed',
  when: {},
  ...caps,
});

let world: MoneyWorld;
let activities: ReturnType<typeof commissionActivities>;
beforeAll(async () => {
  world = await createMoneyWorld();
  activities = commissionActivities(world);
});
afterAll(() => world.close());

/** Won referrals under one version of one plan: of one partner, or of a partner each. */
async function referralsUnder(rules: PlanRule[], count: number, { samePartner }: { samePartner: boolean }) {
  const first = await world.wonReferral({ rules });
  const { planVersionId, partnerId } = first;
  const all = [first];
  while (all.length < count) all.push(await world.wonReferral(samePartner ? { partnerId } : {}));
  await world.database.referral.updateMany({
    where: { id: { in: all.map(({ referralId }) => referralId) } },
    data: { planVersionId },
  });
  return all;
}

/** Tries again for as long as somebody else is first, as Temporal does. */
async function accrue({ referralId }: WonReferral, at = SIGNED_AT, amount = 1_000_000): Promise<StoryLine[]> {
  for (;;) {
    try {
      return await activities.accrueLines({ referralId, at, deal: dealOf(world, amount, `D-${referralId}`) });
    } catch (error) {
      if (!(error instanceof Error) || !/busy|unavailable/.test(String((error as { type?: unknown }).type)))
        throw error;
    }
  }
}

const amountsOf = (lines: StoryLine[]): number[] => lines.map(({ amount }) => amount.amount);

async function explanationsOf(referrals: WonReferral[]): Promise<LineExplanation[]> {
  const where = { referralId: { in: referrals.map(({ referralId }) => referralId) } };
  const stored = await world.database.commission.findMany({ where });
  for (const { amountMinor, explanation } of stored) {
    expect(recompute(explanation as unknown as LineExplanation).amountMinor).toBe(amountMinor);
  }
  return stored.map(({ explanation }) => explanation as unknown as LineExplanation);
}

describe('a cap per partner and period', () => {
  it('is never exceeded by fifty deals that are won at once, and is used up', async () => {
    const rules = [fee({ capPerPartner: { amount: eur(2_550_000), period: 'year' } })];
    const referrals = await referralsUnder(rules, 50, { samePartner: true });
    const lines = (await Promise.all(referrals.map((referral) => accrue(referral)))).flat();
    expect(amountsOf(lines).sort((one, other) => one - other)).toEqual([50_000, ...Array<number>(25).fill(100_000)]);
    const cut = (await explanationsOf(referrals)).filter(({ sentence }) => sentence.includes('cut to'));
    expect(cut).toMatchObject([
      {
        sentence: '10 % of 10,000.00 EUR, cut to what was left of 25,500.00 EUR per partner and year',
        steps: [{}, {}, { step: 'cap_per_partner', from: '2026-01-01', used: eur(2_500_000), amount: eur(50_000) }],
      },
    ]);
  });

  it('is each partner’s own', async () => {
    const rules = [fee({ capPerPartner: { amount: eur(100_000), period: 'year' } })];
    const referrals = await referralsUnder(rules, 3, { samePartner: false });
    const lines = (await Promise.all(referrals.map((referral) => accrue(referral)))).flat();
    expect(amountsOf(lines)).toEqual([100_000, 100_000, 100_000]);
  });

  it('begins anew with the next period', async () => {
    const rules = [fee({ capPerPartner: { amount: eur(120_000), period: 'month' } })];
    const [one, two, three] = await referralsUnder(rules, 3, { samePartner: true });
    expect(one && amountsOf(await accrue(one))).toEqual([100_000]);
    expect(two && amountsOf(await accrue(two))).toEqual([20_000]);
    expect(three && amountsOf(await accrue(three, NEXT_MONTH))).toEqual([100_000]);
  });

  it('gets back what a rejected line had taken; lines that were cut before stay as they are', async () => {
    const rules = [fee({ capPerPartner: { amount: eur(120_000), period: 'year' } })];
    const [one, two, three] = await referralsUnder(rules, 3, { samePartner: true });
    const [full] = one ? await accrue(one) : [];
    const [cut] = two ? await accrue(two) : [];
    if (!one || !two || !three || !full || !cut) throw new Error('nothing accrued');
    await activities.decideLine({
      referralId: one.referralId,
      at: SIGNED_AT,
      command: {
        commandId: newId('command'),
        name: 'rejectCommission',
        actor: { kind: 'user', id: world.staff.ines },
        source: 'api',
        payload: { commissionId: full.commissionId, contentHash: full.contentHash, reasonCode: 'mistake' },
      },
    });
    expect(amountsOf(await accrue(three))).toEqual([100_000]);
    expect(amountsOf(await accrue(two))).toEqual([20_000]);
  });

  it('an accrual that is tried again gives the same line: its own part is not counted against it', async () => {
    const rules = [fee({ capPerPartner: { amount: eur(100_000), period: 'year' } })];
    const [one] = await referralsUnder(rules, 1, { samePartner: true });
    const tries = one ? [await accrue(one), await accrue(one)] : [];
    expect(tries.map(amountsOf)).toEqual([[100_000], [100_000]]);
  });

  it('leaves no line where nothing of it is left', async () => {
    const rules = [fee({ capPerPartner: { amount: eur(100_000), period: 'year' } })];
    const [one, two] = await referralsUnder(rules, 2, { samePartner: true });
    expect([one && amountsOf(await accrue(one)), two && (await accrue(two))]).toEqual([[100_000], []]);
  });
});

describe('an extra for a while', () => {
  const spiff: PlanRule = {
    kind: 'spiff',
    amount: eur(50_000),
    budget: { amount: eur(80_000), period: 'plan' },
    trigger: 'signed',
    when: { received: { from: '2026-12-01', to: '2026-12-15' } },
  };

  it('pays inside its window and budget, beside what else the deal earns; a day later and over budget it does not', async () => {
    const [inside, late, last, over] = await referralsUnder([fee({}), spiff], 4, { samePartner: false });
    if (!inside || !late || !last || !over) throw new Error('no referrals');
    await world.database.referral.update({
      where: { id: late.referralId },
      data: { submittedAt: new Date('2026-12-16T00:00:00.000Z') },
    });
    const paid = [await accrue(inside), await accrue(late), await accrue(last), await accrue(over)];
    expect(paid.map(amountsOf)).toEqual([[100_000, 50_000], [100_000], [100_000, 30_000], [100_000]]);
    expect((await explanationsOf([last])).map(({ sentence }) => sentence)).toContain(
      '500.00 EUR extra for a won deal, cut to what was left of the budget of 800.00 EUR',
    );
  });
});

describe('a bonus by volume', () => {
  const bonus: PlanRule = { kind: 'tier_bonus', basisPoints: 200, above: eur(2_500_000), trigger: 'signed', when: {} };

  it('is paid once for what lies above the yearly amount, however many deals are won at once', async () => {
    const referrals = await referralsUnder([fee({}), bonus], 5, { samePartner: true });
    const lines = (await Promise.all(referrals.map((referral) => accrue(referral)))).flat();
    const extra = amountsOf(lines).filter((amount) => amount < 100_000);
    expect(extra.sort((one, other) => one - other)).toEqual([10_000, 20_000, 20_000]);
    await explanationsOf(referrals);
  });

  it('counts a calendar year, and one partner alone', async () => {
    const [one, two, three] = await referralsUnder([fee({}), bonus], 3, { samePartner: true });
    const other = await world.wonReferral();
    if (!one || !two || !three) throw new Error('no referrals');
    const { planVersionId } = one;
    await world.database.referral.update({ where: { id: other.referralId }, data: { planVersionId } });
    expect(amountsOf(await accrue(one, SIGNED_AT, 2_400_000))).toEqual([240_000]);
    expect(amountsOf(await accrue(other))).toEqual([100_000]);
    expect(amountsOf(await accrue(two, NEXT_MONTH))).toEqual([100_000]);
    expect(amountsOf(await accrue(three))).toEqual([100_000, 18_000]);
  });
});

describe('a budget', () => {
  it('is shared by all partners and by all versions of the plan, for as long as there is the plan', async () => {
    const budget: PlanRule['budget'] = { amount: eur(250_000), period: 'plan' };
    const [one, two] = await referralsUnder([fee({ budget })], 2, { samePartner: false });
    const later = await world.wonReferral({ rules: [fee({ budget })] });
    if (!one || !two) throw new Error('no referrals');
    const { planId } = await world.database.planVersion.findUniqueOrThrow({ where: { id: one.planVersionId } });
    await world.database.planVersion.update({ where: { id: later.planVersionId }, data: { planId, version: 2 } });
    const lines = [await accrue(one), await accrue(two, NEXT_MONTH), await accrue(later, '2028-05-01T00:00:00.000Z')];
    expect(lines.map(amountsOf)).toEqual([[100_000], [100_000], [50_000]]);
    expect((await explanationsOf([later]))[0]?.sentence).toBe(
      '10 % of 10,000.00 EUR, cut to what was left of the budget of 2,500.00 EUR',
    );
  });

  it('is not touched by lines of rules without one', async () => {
    const capped: PlanRule = {
      ...fee({ budget: { amount: eur(100_000), period: 'year' } }),
      when: { tiers: ['gold'] },
    };
    const [one, two] = await referralsUnder([capped, fee({})], 2, { samePartner: true });
    if (!one || !two) throw new Error('no referrals');
    expect(amountsOf(await accrue(one))).toEqual([100_000]);
    await world.database.referral.update({ where: { id: two.referralId }, data: { partnerTier: 'gold' } });
    expect(amountsOf(await accrue(two))).toEqual([100_000]);
  });
});
