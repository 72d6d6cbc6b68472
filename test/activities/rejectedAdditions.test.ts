import { describe, expect, it } from '@jest/globals';
import { newId } from '../../adapters/ids.ts';
import type { PlanRule } from '../../domain/commission/plan.ts';
import { correctedDeals, decideLine } from '../support/correctedDeals.ts';
import { moneyTests } from '../support/moneyTests.ts';
import { SIGNED_AT, dealOf, type MoneyWorld } from '../support/moneyWorld.ts';
import { moneyViolations, type Processes } from '../support/payoutRuns.ts';

let world: MoneyWorld;
let processes: Processes;
let deals: ReturnType<typeof correctedDeals>;
moneyTests((opened) => {
  ({ world, processes } = opened);
  deals = correctedDeals(opened);
});

const PERCENT: PlanRule = {
  ...{ kind: 'deal_percent', basisPoints: 1_000, base: 'first_year_net', trigger: 'signed', when: {} },
};
const CAPPED: PlanRule = {
  ...PERCENT,
  capPerPartner: { amount: { amount: 700_000, currency: 'EUR' }, period: 'year' },
};
const bonusAbove = (amount: number): PlanRule => ({
  ...{ kind: 'tier_bonus', basisPoints: 500, above: { amount, currency: 'EUR' }, trigger: 'signed', when: {} },
});

type Won = Awaited<ReturnType<typeof deals.signed>>;
type Row = Awaited<ReturnType<typeof deals.rowsOf>>[number];
const left = (row: Row): number => Number(row.amountMinor - row.clawedBeforeMinor - row.clawedAfterMinor);
const liveOf = (rows: Row[]): number[] => rows.filter(({ state }) => state !== 'rejected').map(left);

/** Of a deal of 48,000 EUR that was corrected to 60,000: its line, and what was added. */
async function corrected(rules: PlanRule[]): Promise<{ won: Won; head: Row; added: Row }> {
  const won = await deals.signed(rules);
  const rows = await deals.correct(won, 6_000_000);
  const [head, added] = ['deal_percent', 'adjustment'].map((kind) => rows.find((row) => row.kind === kind));
  if (head === undefined || added === undefined) throw new Error('nothing was added');
  return { won, head, added };
}
const reject = (row: Row) => decideLine({ world, processes }, row, 'viktor', 'rejectCommission');

/** Another deal of the partner under the same plan. */
async function another({ referralId, partnerId }: Won, amount: number, rules?: PlanRule[]): Promise<Won> {
  const first = await world.database.referral.findUniqueOrThrow({ where: { id: referralId } });
  const second = await world.wonReferral({ partnerId });
  const pinned = { planVersionId: first.planVersionId ?? '' };
  if (rules !== undefined) {
    const version = await world.database.planVersion.findUniqueOrThrow({ where: { id: pinned.planVersionId } });
    pinned.planVersionId = newId('planVersion');
    await world.database.planVersion.create({
      data: { ...version, partnerTerms: {}, id: pinned.planVersionId, version: version.version + 1, rules },
    });
  }
  const deal = dealOf(world, amount, newId('refund'));
  await world.database.referral.update({ where: { id: second.referralId }, data: { deal, ...pinned } });
  await deals.worker().accrueLines({ referralId: second.referralId, at: SIGNED_AT, deal });
  return { ...second, deal };
}

describe('what finance has rejected of a correction', () => {
  it('fills no cap', async () => {
    const { won, added } = await corrected([CAPPED]);
    await reject(added);
    const next = await another(won, 2_000_000);
    expect(liveOf(await deals.rowsOf(next.referralId))).toEqual([200_000]);
  });

  it('fills one with what was added alone, where it is the line itself', async () => {
    const { won, head } = await corrected([CAPPED]);
    await reject(head);
    const next = await another(won, 10_000_000);
    expect(liveOf(await deals.rowsOf(next.referralId))).toEqual([580_000]);
  });

  it('counts for no bonus by volume', async () => {
    const { won, added } = await corrected([PERCENT, bonusAbove(5_500_000)]);
    await reject(added);
    const next = await another(won, 1_000_000);
    // 48,000 and 10,000 come to 3,000 above the limit.
    expect(liveOf(await deals.rowsOf(next.referralId)).sort((a, b) => a - b)).toEqual([15_000, 100_000]);
  });

  it('takes its part of later refunds with it', async () => {
    const won = await deals.signed([PERCENT]);
    await deals.refund(won, 2_400_000n);
    const [, added] = await deals.correct(won, 9_600_000);
    expect(added?.amountMinor).toBe(480_000n);
    if (added === undefined) throw new Error('nothing was added');
    await reject(added);
    await deals.refund(won, 1_200_000n);
    // 240,000 was what a quarter refunded had left of 320,000; three eighths are refunded by now. The unit that rounding may be apart stays.
    expect(liveOf(await deals.rowsOf(won.referralId))).toEqual([200_001]);
    expect(await moneyViolations(world.database)).toEqual([]);
  });
});

describe('a bonus by volume of a corrected deal', () => {
  it('is not lessened by what another version of the plan has paid below its limit', async () => {
    const first = await deals.signed([PERCENT, bonusAbove(8_000_000)]);
    const second = await another(first, 2_000_000, [PERCENT, bonusAbove(5_000_000)]);
    expect(liveOf(await deals.rowsOf(second.referralId)).sort((a, b) => a - b)).toEqual([90_000, 200_000]);
    const rows = await deals.correct(first, 10_000_000);
    // 100,000 and 20,000 come to 40,000 above 80,000; the other bonus was for what lies between 50,000 and 68,000.
    expect(rows.filter(({ kind }) => kind === 'tier_bonus').map(left)).toEqual([200_000]);
  });

  it('is lessened by what it has paid above it', async () => {
    const first = await deals.signed([PERCENT, bonusAbove(6_000_000)]);
    await another(first, 2_000_000, [PERCENT, bonusAbove(5_000_000)]);
    const rows = await deals.correct(first, 10_000_000);
    // 60,000 above the limit, of which the other bonus, for 50,000 to 68,000, was paid for 8,000.
    expect(rows.filter(({ kind }) => kind === 'tier_bonus').map(left)).toEqual([260_000]);
  });
});
