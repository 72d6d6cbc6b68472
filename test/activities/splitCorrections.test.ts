import { describe, expect, it } from '@jest/globals';
import type { LineExplanation } from '../../domain/commission/explanation.ts';
import type { PlanRule } from '../../domain/commission/plan.ts';
import { recompute } from '../../domain/commission/recompute.ts';
import { ownExplanation } from '../../domain/commission/split.ts';
import { correctedDeals } from '../support/correctedDeals.ts';
import { AFTER_HOLD, dealOf, SIGNED_AT, type MoneyWorld } from '../support/moneyWorld.ts';
import { moneyTests } from '../support/moneyTests.ts';
import { moneyViolations } from '../support/payoutRuns.ts';
import { confirmedRate } from '../support/rates.ts';
import { CAPPED_PERCENT, sharing } from '../support/splits.ts';

let world: MoneyWorld;
let on: ReturnType<typeof sharing>;
let deals: ReturnType<typeof correctedDeals>;
moneyTests((opened) => {
  ({ world } = opened);
  on = sharing(opened);
  deals = correctedDeals(opened);
});

const ODD: PlanRule = { ...CAPPED_PERCENT, basisPoints: 1_001, capPerDeal: undefined };

type Rows = Awaited<ReturnType<ReturnType<typeof sharing>['linesOf']>>['own'];
const standing = (rows: Rows): bigint =>
  rows
    .filter(({ state, reduces }) => state !== 'rejected' && !reduces)
    .reduce((sum, row) => sum + row.amountMinor - row.clawedBeforeMinor - row.clawedAfterMinor, 0n);

describe('a deal that two partners share and that is corrected', () => {
  it('adds to both what is missing, and takes from both what is too much; the parts are the whole at each step', async () => {
    const referral = await on.shared({ rules: [ODD], basisPoints: 3_333, amount: 99_999 });
    const alone = await deals.signed([ODD]);
    await deals.correct(alone, 99_999);
    await on.accrue(referral);
    for (const amount of [123_457, 88_888, 500_001, 77_777]) {
      await deals.refund(referral, 7_001n);
      await deals.refund(alone, 7_001n);
      await deals.correct(referral, amount);
      const whole = await deals.correct(alone, amount);
      const { own, others } = await on.linesOf(referral);
      expect(standing([...own, ...others])).toBe(standing(whole));
      for (const { explanation, amountMinor, corrected, correctedMinor } of [...own, ...others]) {
        expect(recompute(explanation as LineExplanation).amountMinor).toBe(amountMinor);
        if (correctedMinor !== null) expect(recompute(corrected as LineExplanation).amountMinor).toBe(correctedMinor);
      }
    }
    const { own, others } = await on.linesOf(referral);
    expect([own.length > 1, others.length > 1]).toEqual([true, true]);
    expect(await moneyViolations(world.database)).toEqual([]);
  });

  it('goes by one cap, in which both parts stand as what they are together, also while one of them waits for its rate', async () => {
    const capped: PlanRule = {
      ...CAPPED_PERCENT,
      capPerDeal: undefined,
      capPerPartner: { amount: { amount: 5_000_000, currency: 'EUR' }, period: 'year' },
    };
    const referral = await on.shared({ rules: [capped], otherCurrency: 'SEK' });
    await on.accrue(referral);
    await deals.correct(referral, 30_000_000);
    const { own } = await on.linesOf(referral);
    expect(standing(own)).toBe(3_150_000n);
    const by = [world.staff.paul, world.staff.ines] as const;
    await confirmedRate(world.database, { from: 'EUR', to: 'SEK', rate: '11.05', day: AFTER_HOLD.slice(0, 10), by });
    await deals.look(referral);
    const { others } = await on.linesOf(referral);
    expect(standing(others)).toBe(14_917_500n);
    await deals.correct(referral, 40_000_000);
    const after = await on.linesOf(referral);
    expect([standing(after.own), standing(after.others)]).toEqual([3_500_000n, 16_575_000n]);
    expect(await moneyViolations(world.database)).toEqual([]);
  });

  it('keeps of a full cap what each part has of it, also where finance has rejected what was added to one of them', async () => {
    const capped: PlanRule = {
      ...{ ...CAPPED_PERCENT, basisPoints: 1_000, capPerDeal: undefined },
      capPerPartner: { amount: { amount: 1_000_000, currency: 'EUR' }, period: 'year' },
    };
    const referral = await on.shared({ rules: [capped], amount: 5_000_000 });
    await on.accrue(referral);
    await deals.correct(referral, 8_000_000);
    const added = (await on.linesOf(referral)).own.find(({ kind }) => kind === 'adjustment');
    await on.decide(referral, added, { name: 'rejectCommission', by: world.staff.viktor });
    const next = await world.wonReferral({ partnerId: referral.partnerId });
    const deal = dealOf(world, 10_000_000, `D-${next.referralId}`);
    const data = { planVersionId: referral.planVersionId, deal };
    await world.database.referral.update({ where: { id: next.referralId }, data });
    await on.activities().accrueLines({ referralId: next.referralId, at: SIGNED_AT, deal });
    const others = await world.database.commission.findMany({ where: { referralId: next.referralId } });
    // The cap is full: 350,000 and 240,000 of the whole of 800,000, of which 210,000 were rejected, and 410,000 of the other deal.
    expect(standing(others)).toBe(410_000n);
    await deals.correct(referral, 20_000_000);
    const after = await on.linesOf(referral);
    expect([standing(after.own), standing(after.others)]).toEqual([350_000n, 240_000n]);
    expect(await moneyViolations(world.database)).toEqual([]);
  });

  it('tells the other partner by a mail of its own, once, and nothing of what the deal is worth', async () => {
    const referral = await on.shared();
    await on.accrue(referral);
    await deals.correct(referral, 6_000_000);
    const mails = await world.database.outboxRow.findMany({ where: { kind: 'mail' }, orderBy: { id: 'asc' } });
    const told = mails
      .map(({ payload }) => payload as { referralId: string; text: string })
      .filter(({ referralId, text }) => referralId === referral.referralId && text !== 'split_earned');
    expect(told).toMatchObject([
      {
        text: 'split_corrected',
        receiver: { kind: 'partner', partnerId: referral.other.partnerId },
        facts: { fromMinor: 450_000, amountMinor: 270_000, currency: 'EUR' },
      },
    ]);
    await deals.correct(referral, 7_000_000);
    const { others } = await on.linesOf(referral);
    const [line, added] = others.map(({ explanation, corrected }) => ({
      explanation: ownExplanation(explanation as LineExplanation),
      corrected: corrected === null ? null : ownExplanation(corrected as LineExplanation),
    }));
    expect(line?.corrected?.steps).toMatchObject([
      { step: 'share', of: { amount: 1_050_000 }, amount: { amount: 315_000 } },
    ]);
    expect(added?.explanation.steps.map(({ step }) => step)).toEqual(['share', 'less']);
    expect(JSON.stringify([line, added])).not.toContain('7000000');
  });

  it('leaves a part that finance has rejected rejected, and corrects the other one', async () => {
    const referral = await on.shared();
    await on.accrue(referral);
    const { own } = await on.linesOf(referral);
    await on.decide(referral, own[0], { name: 'rejectCommission', by: world.staff.ines });
    await deals.correct(referral, 6_000_000);
    const after = await on.linesOf(referral);
    expect(after.own.map(({ state }) => state)).toEqual(['rejected']);
    expect(standing(after.others)).toBe(270_000n);
    expect(await moneyViolations(world.database)).toEqual([]);
  });
});
