import { describe, expect, it } from '@jest/globals';
import type { PlanRule } from '../../domain/commission/plan.ts';
import { commissionActivities, dealOf, SIGNED_AT, type MoneyWorld, type WonReferral } from '../support/moneyWorld.ts';
import { moneyTests } from '../support/moneyTests.ts';
import { moneyViolations, type Processes } from '../support/payoutRuns.ts';
import { confirmedRate } from '../support/rates.ts';
import { recordRefund } from '../support/refunds.ts';

let world: MoneyWorld;
let processes: Processes;
moneyTests((opened) => {
  ({ world, processes } = opened);
});

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const lead: PlanRule = { kind: 'qualified_lead_bonus', amount: eur(20_000), trigger: 'qualified', when: {} };
const percent: PlanRule = {
  kind: 'deal_percent',
  basisPoints: 1_000,
  base: 'first_year_net',
  trigger: 'signed',
  when: {},
};

const activities = () => commissionActivities({ database: processes.worker });
const setStage = ({ referralId }: WonReferral, stage: string) =>
  world.database.referral.update({ where: { id: referralId }, data: { stage } });
const accrueLead = ({ referralId }: WonReferral, at = SIGNED_AT) =>
  activities().accrueLead({ referralId, at, qualifiedBy: world.staff.greta });

/** Of a plan with these rules, and not won yet. */
async function qualified(rules: PlanRule[], more: Parameters<MoneyWorld['wonReferral']>[0] = {}): Promise<WonReferral> {
  const referral = await world.wonReferral({ rules, ...more });
  await setStage(referral, 'qualified');
  return referral;
}

describe('what is owed for a qualified introduction', () => {
  it('accrues once, whoever tries how often, and who qualified it approves nothing', async () => {
    const referral = await qualified([lead]);
    const tries = await Promise.all([accrueLead(referral), accrueLead(referral), accrueLead(referral)]);
    const [line] = await accrueLead(referral);
    expect(tries).toEqual([[line], [line], [line]]);
    expect(line).toMatchObject({ state: 'holding', amount: eur(20_000), payableFrom: '2027-01-14T12:00:00.000Z' });
    const id = line?.commissionId ?? '';
    expect(await world.database.ledgerJournal.count({ where: { source: id } })).toBe(1);
    const exclusions = await world.database.commissionExclusion.findMany({ where: { commissionId: id } });
    expect(exclusions.map(({ userId, reason }) => [userId, reason]).sort()).toEqual(
      [
        [world.staff.greta, 'qualified_lead'],
        [world.staff.olga, 'drafted_plan'],
      ].sort(),
    );
    expect(await moneyViolations(world.database)).toEqual([]);
  });

  it('stays what it is when the deal is won, refunded and won again: the deal has lines of its own', async () => {
    const referral = await qualified([lead, percent]);
    const { referralId } = referral;
    const [bonus] = await accrueLead(referral);
    const deal = dealOf(world, 1_000_000, `D-${referralId}`);
    await world.database.referral.update({ where: { id: referralId }, data: { stage: 'won', deal } });
    const [ofDeal] = await activities().accrueLines({ referralId, at: SIGNED_AT, deal });
    expect(ofDeal).toMatchObject({ amount: eur(100_000), approvalsRequired: 1 });
    const { dealId } = deal;
    await recordRefund(processes.api, {
      dealId,
      amountMinor: 1_000_000n,
      by: world.staff.paul,
      at: new Date('2026-12-20T12:00:00.000Z'),
    });
    expect(await activities().clawBack({ referralId, dealId, at: '2026-12-20T12:00:00.000Z' })).toMatchObject([
      { commissionId: ofDeal?.commissionId, state: 'clawed_back' },
    ]);
    await activities().accrueLines({ referralId, at: SIGNED_AT, deal, winsReopened: 1 });
    expect(await accrueLead(referral)).toEqual([bonus]);
    expect(await activities().readLines({ referralId, dealId: null })).toEqual([bonus]);
    expect(await world.database.commission.count({ where: { referralId, kind: 'qualified_lead_bonus' } })).toBe(1);
  });

  it('waits for a rate of its own, and the lines of the deal do not touch it', async () => {
    const referral = await qualified([lead, percent], { currency: 'SEK' });
    const { referralId } = referral;
    expect(await accrueLead(referral)).toMatchObject([{ state: 'waiting_trigger', amount: eur(20_000) }]);
    const deal = dealOf(world, 1_000_000, `D-${referralId}`);
    await world.database.referral.update({ where: { id: referralId }, data: { stage: 'won', deal } });
    await activities().accrueLines({ referralId, at: SIGNED_AT, deal });
    expect(await accrueLead(referral)).toMatchObject([{ state: 'waiting_trigger' }]);
    const by = [world.staff.paul, world.staff.ines] as const;
    await confirmedRate(world.database, { from: 'EUR', to: 'SEK', rate: '11', day: '2026-12-15', by });
    const converted = { state: 'holding', amount: { amount: 220_000, currency: 'SEK' } };
    expect(await accrueLead(referral)).toMatchObject([converted]);
    expect(await activities().accrueLines({ referralId, at: SIGNED_AT, deal })).toMatchObject([
      { state: 'holding', amount: { amount: 1_100_000, currency: 'SEK' } },
    ]);
  });

  it('ends with its budget, for however many are qualified at once', async () => {
    const first = await qualified([{ ...lead, budget: { amount: eur(50_000), period: 'plan' } }]);
    const others = await Promise.all([1, 2, 3].map(() => qualified([lead])));
    for (const { referralId } of others)
      await world.database.referral.update({
        where: { id: referralId },
        data: { planVersionId: first.planVersionId },
      });
    const lines = await Promise.all([first, ...others].map((referral) => accrueLead(referral)));
    const amounts = lines.flat().map(({ amount }) => amount.amount);
    expect(amounts.sort((one, other) => other - one)).toEqual([20_000, 20_000, 10_000]);
  });
});

describe('what is owed for an introduction whose referral is lost', () => {
  it('still accrues when the rate that it waited for is confirmed', async () => {
    const referral = await qualified([lead], { currency: 'NOK' });
    const [waiting] = await accrueLead(referral);
    expect(waiting?.state).toBe('waiting_trigger');
    await setStage(referral, 'lost');
    const by = [world.staff.paul, world.staff.ines] as const;
    await confirmedRate(world.database, { from: 'EUR', to: 'NOK', rate: '11', day: '2026-12-15', by });
    const [line] = await accrueLead(referral);
    expect(line).toMatchObject({ state: 'holding', amount: { amount: 220_000, currency: 'NOK' } });
  });
});

describe('the database', () => {
  it('lets nothing accrue for an introduction that was not qualified', async () => {
    const referral = await qualified([lead]);
    await setStage(referral, 'contacted');
    await expect(accrueLead(referral)).rejects.toThrow();
    await setStage(referral, 'qualified');
    expect(await accrueLead(referral)).toHaveLength(1);
  });

  it('lets no line of a deal stand as one of an introduction', async () => {
    const referral = await qualified([percent]);
    const { referralId } = referral;
    const deal = dealOf(world, 1_000_000, `lead:${referralId}`);
    await expect(activities().accrueLines({ referralId, at: SIGNED_AT, deal })).rejects.toThrow();
    expect(await world.database.commission.count({ where: { referralId } })).toBe(0);
  });
});
