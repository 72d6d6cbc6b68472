import { describe, expect, it } from '@jest/globals';
import { newId } from '../../adapters/ids.ts';
import type { DealPercentRule, PlanRule } from '../../domain/commission/plan.ts';
import { correctedDeals, decideLine } from '../support/correctedDeals.ts';
import { moneyTests } from '../support/moneyTests.ts';
import type { MoneyWorld } from '../support/moneyWorld.ts';
import { recordPayment } from '../support/payments.ts';
import { moneyViolations, type Processes } from '../support/payoutRuns.ts';
import { recordRefund } from '../support/refunds.ts';

let world: MoneyWorld;
let processes: Processes;
let deals: ReturnType<typeof correctedDeals>;
moneyTests((opened) => {
  ({ world, processes } = opened);
  deals = correctedDeals(opened);
});

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const common = { kind: 'deal_percent', basisPoints: 1_000, when: {} } as const;
const byPayment: DealPercentRule = { ...common, base: 'payments_received_net', trigger: 'paid' };
const whole: DealPercentRule = { ...common, base: 'first_year_net', trigger: 'signed' };
const below = (amount: number) => ({ when: { values: [{ currency: 'EUR', below: amount }] } });
const PAID_AT = '2026-12-20T12:00:00.000Z';
const AFTER_WINDOW = '2028-01-10T12:00:00.000Z';
type Won = Awaited<ReturnType<ReturnType<typeof correctedDeals>['signed']>>;

const pay = ({ deal: { dealId } }: Won, amountMinor: bigint, at = PAID_AT) =>
  recordPayment(processes.api, {
    ...{ dealId, amountMinor, externalId: newId('payment'), by: world.staff.paul, at: new Date(at) },
  });
const refund = ({ deal: { dealId } }: Won, amountMinor: bigint, at: string) =>
  recordRefund(processes.api, { dealId, amountMinor, by: world.staff.paul, at: new Date(at) });
async function look({ referralId, deal }: Won, at = PAID_AT): Promise<void> {
  await deals.worker().accrueLines({ referralId, at, deal });
  await deals.worker().clawBack({ referralId, dealId: deal.dealId, at });
}
/** State and what is left of each line. */
const told = async ({ referralId }: Won) =>
  (await deals.rowsOf(referralId))
    .map((row) => `${row.state} ${String(row.amountMinor - row.clawedBeforeMinor - row.clawedAfterMinor)}`)
    .sort();

describe('a deal that a correction leads to a rule that earns in another way', () => {
  it('earns nothing by payment of what was earned on the whole', async () => {
    const won = await deals.signed([{ ...whole, ...below(10_000_000) }, byPayment]);
    await deals.correct(won, 20_000_000);
    for (const half of [10_000_000n, 10_000_000n]) {
      await pay(won, half);
      await deals.look(won);
    }
    expect(await told(won)).toEqual(['awaiting_approval 1520000', 'holding 480000']);
    expect(await moneyViolations(world.database)).toEqual([]);
  });

  it('earns nothing on the whole of what payments have earned', async () => {
    const won = await deals.signed([{ ...whole, ...below(4_000_000) }, byPayment]);
    await pay(won, 2_400_000n);
    await look(won);
    const before = ['holding 240000', 'waiting_trigger 240000'];
    expect(await told(won)).toEqual(before);
    await deals.correct(won, 3_900_000);
    await deals.look(won);
    expect(await told(won)).toEqual(before);
    expect(await moneyViolations(world.database)).toEqual([]);
  });
});

describe('what payments have earned', () => {
  it.each<{ name: string; more: Partial<DealPercentRule>; earned: number }>([
    { name: 'under a cap per deal', more: { capPerDeal: eur(100_000) }, earned: 100_000 },
    { name: 'without one', more: {}, earned: 200_000 },
  ])('and a refund after its window left standing is not earned again, $name', async ({ more, earned }) => {
    const won = await deals.signed([{ ...byPayment, ...more }]);
    await pay(won, 2_000_000n);
    await look(won);
    await refund(won, 2_000_000n, AFTER_WINDOW);
    await pay(won, 2_000_000n, AFTER_WINDOW);
    await look(won, AFTER_WINDOW);
    const standing = (await told(won)).filter((line) => !/waiting|rejected/u.test(line));
    expect(standing).toEqual([`holding ${String(earned)}`]);
    expect(await moneyViolations(world.database)).toEqual([]);
  });

  it('is what their lines say, also where another rule applies to the deal as it was corrected', async () => {
    const small: PlanRule = { ...byPayment, basisPoints: 3_000, ...below(5_000_000) };
    const won = await deals.signed([small, { ...byPayment, capPerDeal: eur(400_000) }]);
    await pay(won, 2_000_000n);
    await look(won);
    await deals.correct(won, 9_600_000);
    await pay(won, 4_000_000n);
    await deals.look(won);
    expect((await told(won)).filter((line) => line.startsWith('holding'))).toEqual(['holding 600000']);
    expect(await moneyViolations(world.database)).toEqual([]);
  });
});

it('later payments earn after finance has rejected what one that completed the deal has earned', async () => {
  const won = await deals.signed([byPayment]);
  await pay(won, 4_800_000n);
  await look(won);
  const [line] = await deals.rowsOf(won.referralId);
  if (line === undefined) throw new Error('no line');
  await decideLine({ world, processes }, line, 'viktor', 'rejectCommission');
  await deals.correct(won, 9_600_000);
  await pay(won, 4_800_000n);
  await deals.look(won);
  expect(await told(won)).toEqual(['holding 480000', 'rejected 480000']);
  expect(await moneyViolations(world.database)).toEqual([]);
});
