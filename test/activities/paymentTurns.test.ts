import { describe, expect, it } from '@jest/globals';
import { newId } from '../../adapters/ids.ts';
import type { DealPercentRule, PlanRule, RecurringRule } from '../../domain/commission/plan.ts';
import { correctedDeals, decideLine } from '../support/correctedDeals.ts';
import { moneyTests } from '../support/moneyTests.ts';
import type { MoneyWorld } from '../support/moneyWorld.ts';
import { recordPayment } from '../support/payments.ts';
import { moneyViolations, type Processes } from '../support/payoutRuns.ts';
import { confirmedRate } from '../support/rates.ts';
import { recordRefund } from '../support/refunds.ts';

let world: MoneyWorld;
let processes: Processes;
let deals: ReturnType<typeof correctedDeals>;
moneyTests((opened) => {
  ({ world, processes } = opened);
  deals = correctedDeals(opened);
});

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const byPayment: DealPercentRule = {
  ...{ kind: 'deal_percent', basisPoints: 1_000, base: 'payments_received_net', trigger: 'paid', when: {} },
};
const PAID_AT = '2026-12-20T12:00:00.000Z';
const LATER = '2027-01-25T12:00:00.000Z';
type Won = Awaited<ReturnType<ReturnType<typeof correctedDeals>['signed']>>;

const pay = ({ deal: { dealId } }: Won, amountMinor: bigint, at = PAID_AT) =>
  recordPayment(processes.api, {
    ...{ dealId, amountMinor, externalId: newId('payment'), by: world.staff.paul, at: new Date(at) },
  });
const refund = ({ deal: { dealId } }: Won, amountMinor: bigint, at = PAID_AT) =>
  recordRefund(processes.api, { dealId, amountMinor, by: world.staff.paul, at: new Date(at) });
/** The story looks: what is new accrues, and refunds take their share. */
async function look({ referralId, deal }: Won, at = PAID_AT): Promise<void> {
  await deals.worker().accrueLines({ referralId, at, deal });
  await deals.worker().clawBack({ referralId, dealId: deal.dealId, at });
}
async function payAndLook(won: Won, ...amounts: bigint[]): Promise<void> {
  for (const amount of amounts) {
    await pay(won, amount);
    await look(won);
  }
}
/** State and what is left of each line. */
const told = async ({ referralId }: Won) =>
  (await deals.rowsOf(referralId))
    .map((row) => `${row.state} ${String(row.amountMinor - row.clawedBeforeMinor - row.clawedAfterMinor)}`)
    .sort();

describe('a payment that a shared cap cut to nothing', () => {
  const capped: PlanRule = { ...byPayment, budget: { amount: eur(240_000), period: 'plan' } };

  it('stays so when room comes back after the line that waited has become that of the last payment', async () => {
    const won = await deals.signed([capped]);
    await payAndLook(won, 2_400_000n, 2_400_000n);
    expect(await told(won)).toEqual(['holding 240000', 'rejected 240000']);
    const [line] = (await deals.rowsOf(won.referralId)).filter(({ state }) => state === 'holding');
    if (line === undefined) throw new Error('no line');
    await decideLine({ world, processes }, line, 'viktor', 'rejectCommission');
    await look(won, LATER);
    expect(await told(won)).toEqual(['rejected 240000', 'rejected 240000']);
    await refund(won, 100_000n, LATER);
    await pay(won, 100_000n, LATER);
    await look(won, LATER);
    expect(await told(won)).toEqual(['holding 10000', 'rejected 240000', 'rejected 240000']);
    expect(await moneyViolations(world.database)).toEqual([]);
  });

  it('stays so where all was paid when the win was told, and nothing was left', async () => {
    const first = await deals.signed([capped]);
    await payAndLook(first, 2_400_000n);
    const { planVersionId } = await world.database.referral.findUniqueOrThrow({ where: { id: first.referralId } });
    const second = await deals.won([capped]);
    await world.database.referral.update({ where: { id: second.referralId }, data: { planVersionId } });
    await pay(second, 4_800_000n);
    await look(second);
    expect(await told(second)).toEqual([]);
    const [line] = (await deals.rowsOf(first.referralId)).filter(({ state }) => state === 'holding');
    if (line === undefined) throw new Error('no line');
    await decideLine({ world, processes }, line, 'viktor', 'rejectCommission');
    await look(second, LATER);
    expect(await told(second)).toEqual([]);
  });
});

describe('what was paid, refunded and paid again', () => {
  it('is not above the limit twice', async () => {
    const won = await deals.signed([{ ...byPayment, above: eur(2_400_000) }]);
    await payAndLook(won, 2_400_000n);
    await refund(won, 2_400_000n);
    await payAndLook(won, 2_400_000n);
    expect((await told(won)).filter((line) => line.startsWith('holding'))).toEqual([]);
    await payAndLook(won, 1_000_000n);
    expect(await told(won)).toContain('holding 100000');
  });

  it('fills the cap of its deal once', async () => {
    const won = await deals.signed([{ ...byPayment, capPerDeal: eur(240_000) }]);
    await payAndLook(won, 2_400_000n);
    await refund(won, 2_400_000n);
    await payAndLook(won, 2_400_000n);
    expect(await told(won)).toEqual(['clawed_back 0', 'holding 240000']);
    await payAndLook(won, 2_400_000n);
    expect(await told(won)).toEqual(['clawed_back 0', 'holding 240000']);
    expect(await moneyViolations(world.database)).toEqual([]);
  });

  it('is refunded in the order of all payments, those that earn nothing included', async () => {
    const twoMonths: RecurringRule = {
      ...{ kind: 'recurring', basisPoints: 1_000, lasts: { months: 2 }, trigger: 'paid', when: {} },
    };
    const won = await deals.signed([twoMonths]);
    await pay(won, 1_000_000n, '2027-03-20T12:00:00.000Z');
    await look(won);
    await payAndLook(won, 1_000_000n);
    expect(await told(won)).toContain('holding 100000');
    await refund(won, 1_000_000n);
    await look(won);
    expect(await told(won)).toContain('holding 100000');
    await refund(won, 500_000n);
    await look(won);
    expect(await told(won)).toContain('holding 50000');
    expect(await moneyViolations(world.database)).toEqual([]);
  });
});

describe('a line that waits, of a deal that was corrected wrongly', () => {
  const FROM = { values: [{ currency: 'EUR', from: 1_000_000 }] };
  const isBack = async (won: Won, waiting: string[]) => {
    expect(await told(won)).toEqual(waiting);
    await deals.correct(won, 500_000);
    expect((await told(won)).every((line) => line.startsWith('rejected'))).toBe(true);
    await deals.correct(won, 4_800_000);
    expect(await told(won)).toEqual(waiting);
  };

  it('waits again once the right figure is there, and accrues with the payment', async () => {
    const won = await deals.signed([{ ...byPayment, base: 'first_year_net', when: FROM }]);
    await isBack(won, ['waiting_trigger 480000']);
    await pay(won, 4_800_000n);
    await deals.look(won);
    expect(await told(won)).toEqual(['holding 480000']);
    expect(await moneyViolations(world.database)).toEqual([]);
  });

  it.each<{ name: string; rule: Partial<DealPercentRule> }>([
    { name: 'under a condition', rule: { when: FROM } },
    { name: 'above a limit', rule: { above: eur(600_000) } },
  ])('of payments, $name, waits again, and earns with the next of them', async ({ rule }) => {
    const won = await deals.signed([{ ...byPayment, ...rule }]);
    const whole = rule.above === undefined ? 480_000 : 420_000;
    await isBack(won, [`waiting_trigger ${String(whole)}`]);
    await pay(won, 1_000_000n);
    await deals.look(won);
    const first = rule.above === undefined ? 100_000 : 40_000;
    expect(await told(won)).toEqual([`holding ${String(first)}`, `waiting_trigger ${String(whole - first)}`]);
    expect(await moneyViolations(world.database)).toEqual([]);
  });

  it('for a rate waits for it again', async () => {
    const won = await deals.signed([{ ...byPayment, base: 'first_year_net', trigger: 'signed', when: FROM }], {
      currency: 'SEK',
    });
    await isBack(won, ['waiting_trigger 480000']);
    const by = [world.staff.paul, world.staff.ines] as const;
    await confirmedRate(world.database, { from: 'EUR', to: 'SEK', rate: '11', day: '2027-01-20', by });
    await deals.look(won);
    expect(await told(won)).toEqual(['holding 5280000']);
  });

  it('earns also of what was paid while the figure was wrong', async () => {
    const won = await deals.signed([{ ...byPayment, when: FROM }]);
    await deals.correct(won, 500_000);
    await pay(won, 400_000n);
    await deals.look(won);
    await deals.correct(won, 4_800_000);
    expect(await told(won)).toEqual(['holding 40000', 'waiting_trigger 440000']);
  });

  it('stays ended where finance has ended it', async () => {
    const won = await deals.signed([{ ...byPayment, base: 'first_year_net', when: FROM }]);
    const [line] = await deals.rowsOf(won.referralId);
    if (line === undefined) throw new Error('no line');
    await decideLine({ world, processes }, line, 'viktor', 'rejectCommission');
    await deals.correct(won, 500_000);
    await deals.correct(won, 4_800_000);
    expect(await told(won)).toEqual(['rejected 480000']);
  });
});
