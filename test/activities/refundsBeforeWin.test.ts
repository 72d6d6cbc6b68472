import { expect, it } from '@jest/globals';
import { newId } from '../../adapters/ids.ts';
import type { DealPercentRule } from '../../domain/commission/plan.ts';
import { correctedDeals } from '../support/correctedDeals.ts';
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

type Won = Awaited<ReturnType<ReturnType<typeof correctedDeals>['signed']>>;

const common = { kind: 'deal_percent', basisPoints: 1_000, when: {} } as const;
const whole: DealPercentRule = { ...common, base: 'first_year_net', trigger: 'signed' };
const byPayment: DealPercentRule = { ...common, base: 'payments_received_net', trigger: 'paid' };

const payAll = ({ deal: { dealId } }: Won) =>
  recordPayment(processes.api, {
    ...{ dealId, amountMinor: 4_800_000n, externalId: newId('payment'), by: world.staff.paul },
    at: new Date('2026-12-20T12:00:00.000Z'),
  });

const win = ({ referralId, deal }: Won, winsReopened = 0) =>
  deals.worker().accrueLines({ referralId, at: AFTER_HOLD, deal, winsReopened });

async function reopen({ referralId, deal: { dealId } }: Won): Promise<void> {
  const commissionIds = (await deals.rowsOf(referralId)).map(({ id }) => id);
  const actor = { kind: 'user', id: world.staff.paul } as const;
  const claim = { referralId, place: 'end', undecided: false, cap: null, at: AFTER_HOLD } as const;
  expect(await deals.worker().takeBackLines({ dealId, commissionIds, actor, source: 'api', claim })).toBe(true);
}

/** What is left of each line that stands. */
const left = async ({ referralId }: Won): Promise<bigint[]> =>
  (await deals.rowsOf(referralId))
    .filter(({ state }) => state !== 'rejected')
    .map((row) => row.amountMinor - row.clawedBeforeMinor - row.clawedAfterMinor);

it.each<{ name: string; rule: DealPercentRule }>([
  { name: 'of the whole deal', rule: whole },
  { name: 'of each payment', rule: byPayment },
])('what was refunded before a deal is won again takes its share at that win, $name', async ({ rule }) => {
  const won = await deals.won([rule]);
  await payAll(won);
  await win(won);
  await deals.refund(won, 1_600_000n);
  expect(await left(won)).toEqual([320_000n]);

  await reopen(won);
  expect(await left(won)).toEqual([]);

  const lines = await win(won, 1);
  expect(lines.filter(({ state }) => state !== 'rejected')).toMatchObject([{ amount: { amount: 320_000 } }]);
  expect(await left(won)).toEqual([320_000n]);
  expect(await win(won, 1)).toEqual(lines);

  await deals.refund(won, 100n);
  expect(await left(won)).toEqual([319_990n]);
  expect(await moneyViolations(world.database)).toEqual([]);
});
