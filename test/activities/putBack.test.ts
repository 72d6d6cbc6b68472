import { beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '../../adapters/ids.ts';
import { decideLine } from '../support/correctedDeals.ts';
import {
  AFTER_HOLD,
  approvedLine,
  commissionActivities,
  dealOf,
  type MoneyWorld,
  type StaffName,
} from '../support/moneyWorld.ts';
import { CUT_OFF, draftAll, prepareDraft } from '../support/payoutDrafts.ts';
import { changeItem, moneyViolations, prepareRun, type Processes } from '../support/payoutRuns.ts';
import { payoutRunTests } from '../support/payoutRunTests.ts';
import { recordRefund } from '../support/refunds.ts';

let world: MoneyWorld;
let processes: Processes;
const steps = payoutRunTests((opened) => {
  ({ world, processes } = opened);
});

type Line = Awaited<ReturnType<typeof approvedLine>>;
type Put = { runId: string; itemId: string };

const change = (name: 'exclude' | 'include', by: StaffName, put: Put) =>
  changeItem(processes.api, { change: name, ...put, by: world.staff[by] });
const decide = async (runId: string, name: 'release' | 'cancel', by: StaffName) =>
  (await steps.decide(runId, name, by)).answer;
const itemOf = async ({ line: { commissionId } }: Line): Promise<Put> => {
  const { item } = await world.database.payoutItemLine.findFirstOrThrow({
    where: { commissionId, open: true },
    include: { item: true },
  });
  return { runId: item.runId, itemId: item.id };
};
const stateOf = async ({ itemId }: Put) =>
  (await world.database.payoutItem.findUniqueOrThrow({ where: { id: itemId } })).state;

/** Nothing of the tests before can be paid any more. */
beforeEach(async () => {
  const waiting = await world.database.payoutRun.findMany({ where: { state: { in: ['draft', 'prepared'] } } });
  for (const { id } of waiting) await decide(id, 'cancel', 'clara');
  await world.database.$executeRaw`UPDATE partners SET state = 'ended'`;
});

describe('who puts a payee back', () => {
  it('is who prepared the run, so that nobody puts in alone what they release', async () => {
    const line = await approvedLine(world, { by: ['clara'] });
    await approvedLine(world);
    expect(await draftAll(processes.worker, CUT_OFF)).toBe(1);
    const put = await itemOf(line);
    await change('exclude', 'paul', put);
    await prepareDraft(processes.api, { runId: put.runId, by: world.staff.paul });
    for (const by of ['clara', 'ines'] as const) {
      await expect(change('include', by, put)).rejects.toMatchObject({
        code: 'separation_of_duties',
        facts: { who: world.staff[by], why: 'not_preparer_of_run' },
      });
    }
    expect(await stateOf(put)).toBe('excluded');
    await change('include', 'paul', put);
    expect(await stateOf(put)).toBe('prepared');
    expect(await decide(put.runId, 'release', 'clara')).toEqual({ outcome: 'done' });
    expect(await moneyViolations(world.database)).toEqual([]);
  });

  it('of a draft is anybody who prepares runs; leaving out is open to all of finance', async () => {
    const line = await approvedLine(world);
    expect(await draftAll(processes.worker, '2027-03-01T00:00:00.000Z')).toBe(1);
    const put = await itemOf(line);
    await change('exclude', 'ines', put);
    await expect(change('include', 'ines', put)).rejects.toMatchObject({
      code: 'forbidden',
      facts: { who: world.staff.ines, why: 'not_preparer_of_run' },
    });
    await change('include', 'clara', put);
    expect(await stateOf(put)).toBe('prepared');
  });
});

it('a payee whose line was refunded meanwhile comes back with what is owed now, and the run is released', async () => {
  const dealId = newId('refund');
  const first = await approvedLine(world, { amount: 1_000_000, dealId });
  const { referralId, partnerId } = first;
  await world.database.referral.update({ where: { id: referralId }, data: { deal: dealOf(world, 1_000_000, dealId) } });
  await approvedLine(world, { amount: 500_000, partnerId });
  await prepareRun(processes.api, { by: world.staff.paul });
  const put = await itemOf(first);
  const at = new Date(AFTER_HOLD);
  await recordRefund(processes.api, { dealId, amountMinor: 100_000n, by: world.staff.paul, at });
  await commissionActivities({ database: processes.worker }).clawBack({ referralId, dealId, at: AFTER_HOLD });
  const { id, contentHash } = await world.database.commission.findUniqueOrThrow({
    where: { id: first.line.commissionId },
  });
  await decideLine({ world, processes }, { referralId, id, contentHash }, 'ines');
  await change('exclude', 'paul', put);
  await change('include', 'paul', put);
  expect(await decide(put.runId, 'release', 'viktor')).toEqual({ outcome: 'done' });
  const paid = await world.database.payoutItem.findUniqueOrThrow({
    where: { id: put.itemId },
    include: { lines: true },
  });
  expect([paid.amountMinor, paid.lines.map(({ amountMinor }) => amountMinor).sort()]).toEqual([
    140_000n,
    [50_000n, 90_000n],
  ]);
  expect(await moneyViolations(world.database)).toEqual([]);
});
