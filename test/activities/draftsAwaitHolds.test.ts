import { expect, it } from '@jest/globals';
import { moneyTests } from '../support/moneyTests.ts';
import {
  AFTER_HOLD,
  approvedLine,
  commissionActivities,
  dealOf,
  SIGNED_AT,
  type MoneyWorld,
} from '../support/moneyWorld.ts';
import { CUT_OFF, draftAll, NEXT_CUT_OFF } from '../support/payoutDrafts.ts';
import type { Processes } from '../support/payoutRuns.ts';

let world: MoneyWorld;
let processes: Processes;
moneyTests((opened) => {
  ({ world, processes } = opened);
});

const after = (cutOff: string, hours: number): string =>
  new Date(Date.parse(cutOff) + hours * 60 * 60_000).toISOString();

/** Its hold is over before the cut-off, but its story has not ended it. */
async function held(): Promise<{ referralId: string; commissionId: string }> {
  const { referralId } = await world.wonReferral();
  const deal = dealOf(world, 4_800_000, `D-${referralId}`);
  const [line] = await commissionActivities(world).accrueLines({ referralId, at: SIGNED_AT, deal });
  if (line === undefined) throw new Error('nothing accrued');
  return { referralId, commissionId: line.commissionId };
}

it('a period is not closed before stories that are late have ended their holds', async () => {
  await approvedLine(world);
  const late = await held();
  expect(await draftAll(processes.worker, after(CUT_OFF, 1))).toBe(0);
  expect(await world.database.payoutPeriod.count()).toBe(0);
  await commissionActivities(world).endHold({ ...late, at: AFTER_HOLD });
  expect(await draftAll(processes.worker, after(CUT_OFF, 2))).toBe(1);
});

it('but not for longer than a day', async () => {
  await approvedLine(world);
  await held();
  expect(await draftAll(processes.worker, after(NEXT_CUT_OFF, 23))).toBe(0);
  expect(await draftAll(processes.worker, after(NEXT_CUT_OFF, 25))).toBe(1);
});
