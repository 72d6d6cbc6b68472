import { describe, expect, it } from '@jest/globals';
import { newId } from '../../adapters/ids.ts';
import type { PlanRule } from '../../domain/commission/plan.ts';
import { correctedDeals, decideLine } from '../support/correctedDeals.ts';
import { moneyTests } from '../support/moneyTests.ts';
import { AFTER_HOLD, type MoneyWorld } from '../support/moneyWorld.ts';
import { recordPayment } from '../support/payments.ts';
import { moneyViolations, type Processes } from '../support/payoutRuns.ts';

let world: MoneyWorld;
let processes: Processes;
let deals: ReturnType<typeof correctedDeals>;
moneyTests((opened) => {
  ({ world, processes } = opened);
  deals = correctedDeals(opened);
});

const whenPaid: PlanRule = {
  ...{ kind: 'deal_percent', basisPoints: 1_000, base: 'first_year_net', trigger: 'paid', when: {} },
};
type Won = Awaited<ReturnType<typeof deals.signed>>;

/** The story hears of a payment, and looks twice as after a crash. */
async function pay(won: Won, amountMinor: bigint): Promise<void> {
  const { dealId } = won.deal;
  const payment = { dealId, amountMinor, externalId: newId('payment'), by: world.staff.paul, at: new Date(AFTER_HOLD) };
  await recordPayment(processes.api, payment);
  if ('corrected' in won.deal) {
    await deals.look(won);
    await deals.look(won);
  } else await deals.worker().accrueLines({ referralId: won.referralId, at: AFTER_HOLD, deal: won.deal });
}

const standing = async ({ referralId }: Won): Promise<bigint> =>
  (await deals.rowsOf(referralId))
    .filter(({ state }) => state !== 'rejected')
    .reduce((sum, row) => sum + row.amountMinor - row.clawedBeforeMinor - row.clawedAfterMinor, 0n);

/** A deal of 48,000 EUR that its customer has paid, corrected to 10,000 by mistake. */
async function tooLow(): Promise<Won> {
  const won = await deals.signed([whenPaid]);
  await pay(won, 4_800_000n);
  await deals.correct(won, 1_000_000);
  expect(await standing(won)).toBe(100_000n);
  return won;
}

describe('a line that was corrected too low', () => {
  it('is put right as far as the deal was paid; the rest waits for its payment', async () => {
    const won = await tooLow();
    await deals.correct(won, 6_000_000);
    expect(await standing(won)).toBe(480_000n);
    await pay(won, 1_199_999n);
    expect(await standing(won)).toBe(480_000n);
    await pay(won, 1n);
    expect(await standing(won)).toBe(600_000n);
    expect(await moneyViolations(world.database)).toEqual([]);
  });

  it('also to a figure that was paid after the win', async () => {
    const won = await deals.signed([whenPaid]);
    await pay(won, 4_800_000n);
    await deals.correct(won, 5_500_000);
    expect(await standing(won)).toBe(480_000n);
    await pay(won, 700_000n);
    expect(await standing(won)).toBe(550_000n);
    await deals.correct(won, 1_000_000);
    await deals.correct(won, 6_000_000);
    expect(await standing(won)).toBe(550_000n);
  });

  it('gets nothing more by a correction of which finance has rejected something, but by a later one', async () => {
    const won = await tooLow();
    const rows = await deals.correct(won, 6_000_000);
    const added = rows.find(({ kind }) => kind === 'adjustment');
    if (added === undefined) throw new Error('nothing was added');
    expect(added.amountMinor).toBe(380_000n);
    await decideLine({ world, processes }, added, 'viktor', 'rejectCommission');
    await pay(won, 1_200_000n);
    expect(await standing(won)).toBe(100_000n);
    await deals.correct(won, 5_900_000);
    expect(await standing(won)).toBe(590_000n);
  });

  it('and only waits where nothing that was paid earns more', async () => {
    const won = await deals.signed([whenPaid]);
    await pay(won, 4_800_000n);
    const rows = await deals.correct(won, 6_000_000);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.corrected).toBeNull();
  });
});
