import { describe, expect, it } from '@jest/globals';
import { createRates } from '../../adapters/database/rates.ts';
import type { LineExplanation } from '../../domain/commission/explanation.ts';
import type { PlanRule } from '../../domain/commission/plan.ts';
import { recompute } from '../../domain/commission/recompute.ts';
import { correctedDeals } from '../support/correctedDeals.ts';
import { moneyTests } from '../support/moneyTests.ts';
import type { MoneyWorld } from '../support/moneyWorld.ts';
import { moneyViolations } from '../support/payoutRuns.ts';
import { confirmedRate } from '../support/rates.ts';

let world: MoneyWorld;
let deals: ReturnType<typeof correctedDeals>;
moneyTests((opened) => {
  ({ world } = opened);
  deals = correctedDeals(opened);
});

const flat = (amount: { amount: number; currency: string }, from?: number): PlanRule => ({
  ...{ kind: 'deal_flat', amount, trigger: 'signed' },
  when: from === undefined ? {} : { values: [{ currency: 'EUR', from }] },
});
/** Large deals earn 1,000 in another currency than the 500 EUR of all others. */
const rulesWith = (currency: string): PlanRule[] => [
  flat({ amount: 100_000, currency }, 5_000_000),
  flat({ amount: 50_000, currency: 'EUR' }),
];
const rate = (from: string, to: string, value: string, day = '2027-01-19') =>
  confirmedRate(world.database, { from, to, rate: value, day, by: [world.staff.paul, world.staff.ines] });
const toldOf = (referralId: string) =>
  world.database.outboxRow.count({ where: { kind: 'signal', groupKey: `referral:${referralId}` } });
const waiting = async (from: string) =>
  (await createRates(world.database).waiting()).find((pair) => pair.from === from)?.lines ?? [];

describe('a correction after which a rule in another currency applies', () => {
  it('is converted at the confirmed rate of its day, and by no other when it is corrected again', async () => {
    await rate('USD', 'EUR', '0.9');
    const won = await deals.signed(rulesWith('USD'));
    const [line, added] = await deals.correct(won, 6_000_000);
    expect(line).toMatchObject({ amountMinor: 50_000n, correctedMinor: 90_000n });
    expect(added).toMatchObject({ amountMinor: 40_000n, currency: 'EUR' });
    const proof = added?.explanation as LineExplanation;
    expect(recompute(proof)).toEqual({ amountMinor: 40_000n, currency: 'EUR' });
    await rate('USD', 'EUR', '0.8', '2027-01-20');
    const again = await deals.correct(won, 7_000_000);
    expect(again[0]).toMatchObject({ correctedMinor: 90_000n });
    expect(again).toHaveLength(2);
    expect(await moneyViolations(world.database)).toEqual([]);
  });

  it('waits for a rate, which finance sees, and follows when it is confirmed', async () => {
    const won = await deals.signed(rulesWith('CHF'));
    const [line, ...more] = await deals.correct(won, 6_000_000);
    expect(line).toMatchObject({ state: 'holding', amountMinor: 50_000n, correctedMinor: null });
    expect(more).toEqual([]);
    expect(await waiting('CHF')).toMatchObject([{ commissionId: line?.id, amount: { amount: 50_000 } }]);
    const told = await toldOf(won.referralId);
    await rate('CHF', 'EUR', '1.1');
    expect(await toldOf(won.referralId)).toBe(told + 1);
    await deals.look(won);
    expect((await deals.rowsOf(won.referralId)).map(({ amountMinor }) => amountMinor)).toEqual([50_000n, 60_000n]);
    expect(await waiting('CHF')).toEqual([]);
  });

  it('gives back what was earned by the figure before it, whole with that, while it waits', async () => {
    const won = await deals.signed(rulesWith('NOK'));
    await deals.correct(won, 9_600_000);
    await deals.refund(won, 4_800_000n);
    expect(await deals.rowsOf(won.referralId)).toMatchObject([{ state: 'clawed_back', clawedBeforeMinor: 50_000n }]);
    expect(await moneyViolations(world.database)).toEqual([]);
  });

  it('waits no more when it is corrected back', async () => {
    const won = await deals.signed(rulesWith('SEK'));
    await deals.correct(won, 6_000_000);
    expect(await waiting('SEK')).toHaveLength(1);
    const [line, ...more] = await deals.correct(won, 4_900_000);
    expect(line).toMatchObject({ correctedMinor: 50_000n });
    expect(more).toEqual([]);
    expect(await waiting('SEK')).toEqual([]);
  });

  it('needs no rate where the line was converted and the rule is in the currency in which it is paid', async () => {
    await rate('USD', 'EUR', '0.9', '2026-12-14');
    const won = await deals.signed([
      flat({ amount: 200_000, currency: 'EUR' }, 5_000_000),
      flat({ amount: 100_000, currency: 'USD' }),
    ]);
    const [line, added] = await deals.correct(won, 6_000_000);
    expect(line).toMatchObject({ amountMinor: 90_000n, currency: 'EUR', correctedMinor: 200_000n });
    expect(added).toMatchObject({ amountMinor: 110_000n });
  });

  it('a band in another currency than the deal holds for no deal, as at the win', async () => {
    const band: PlanRule = { ...flat({ amount: 50_000, currency: 'EUR' }), when: { values: [{ currency: 'USD' }] } };
    const won = await deals.signed([band, flat({ amount: 30_000, currency: 'EUR' })]);
    const [line, ...more] = await deals.correct(won, 6_000_000);
    expect(line).toMatchObject({ amountMinor: 30_000n, correctedMinor: 30_000n });
    expect(more).toEqual([]);
  });
});
