import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { enterPayee } from '../../support/payees.ts';
import { qualified } from '../../support/storySteps.ts';
import { storyTests } from '../../support/storyTests.ts';
import { until, type StoryWorld } from '../../support/storyWorld.ts';
import { TODAY } from '../../support/today.ts';

const inWorld = storyTests();
const DAY_MS = 86_400_000;
const AWAY_MS = 6_000;
const AMOUNT = { amount: 2_000_000, currency: 'EUR' };

/** One line of 2,000.00 that one person approves; `daysIn` measures from its accrual. */
async function won(world: StoryWorld) {
  const { referralId, owner } = await qualified(world);
  const close = { outcome: 'won', amount: AMOUNT, closedOn: TODAY, dealId: `D-${referralId}` } as const;
  await world.give(referralId, 'close', owner, close);
  const line = await world.database.commission.findFirstOrThrow({ where: { referralId } });
  const daysIn = (at: Date | null): number => ((at?.getTime() ?? NaN) - line.accruedAt.getTime()) / DAY_MS;
  const stored = () => world.database.commission.findUniqueOrThrow({ where: { id: line.id } });
  const decision = { commissionId: line.id, contentHash: line.contentHash };
  return { referralId, line, daysIn, stored, decision };
}

const steps = async (world: StoryWorld, referralId: string) =>
  (await world.timeline(referralId)).filter(({ public: said }) => said['kind'] === 'approve');
const results = (world: StoryWorld, referralId: string) =>
  world.database.clockResult.findMany({ where: { referralId, kind: 'approve' }, orderBy: { startedAt: 'asc' } });
const toldWith = async (world: StoryWorld, referralId: string, text: string) =>
  (await world.mails(referralId)).filter((mail) => mail.text === text);

describe('a line that waits for its approval', () => {
  it(
    'has who may give it reminded at half of the time, and all approvers told at its end with numbers, each once',
    inWorld(async (world) => {
      const { referralId, line, daysIn } = await won(world);
      await world.database.commissionExclusion.create({
        data: { commissionId: line.id, userId: world.vendor.viktor, reason: 'closed_deal' },
      });
      expect(daysIn(line.approveBy)).toBe(5);
      await world.pass('P20D');
      await world.tells(referralId, 'clock.breached');
      const told = await steps(world, referralId);
      expect(told.map(({ type, at }) => [type, Math.round(daysIn(at) * 10) / 10])).toEqual([
        ['clock.reminded', 2.5],
        ['clock.breached', 5],
      ]);
      const reminded = await toldWith(world, referralId, 'approval_due');
      const late = await toldWith(world, referralId, 'approval_late');
      expect(reminded.map(({ receiver }) => receiver)).not.toContain(world.vendor.viktor);
      expect(reminded.map(({ receiver }) => receiver)).toContain(world.vendor.ines);
      expect(late.map(({ receiver }) => receiver)).toEqual(
        expect.arrayContaining([world.vendor.ines, world.vendor.viktor]),
      );
      expect(late[0]?.facts).toMatchObject({
        amountMinor: 200_000,
        currency: 'EUR',
        approvals: 0,
        approvalsRequired: 1,
        dueAt: line.approveBy?.toISOString(),
        commissionId: line.id,
      });
      expect(await results(world, referralId)).toMatchObject([{ subject: line.id, kept: false, ownerId: null }]);
    }),
  );

  it(
    'is approved in time: nobody is reminded, and it counts for who gave the approval',
    inWorld(async (world) => {
      const { referralId, line, decision } = await won(world);
      await world.pass('P2D');
      await world.give(referralId, 'approveCommission', world.vendor.ines, decision);
      await world.pass('P10D');
      expect(await steps(world, referralId)).toEqual([]);
      expect(await results(world, referralId)).toMatchObject([
        { subject: line.id, kept: true, keptWithoutPauses: true, ownerId: world.vendor.ines },
      ]);
    }),
  );

  it(
    'is late once: an approval after the breach takes nothing back, and is no second result',
    inWorld(async (world) => {
      const { referralId, decision } = await won(world);
      await world.pass('P6D');
      await world.tells(referralId, 'clock.breached');
      await world.give(referralId, 'approveCommission', world.vendor.ines, decision);
      await world.pass('P10D');
      expect(await results(world, referralId)).toMatchObject([{ kept: false }]);
      expect(await steps(world, referralId)).toHaveLength(2);
    }),
  );

  it(
    'stands still while it is frozen, and runs on with what was left',
    inWorld(async (world) => {
      const { referralId, line, daysIn, stored, decision } = await won(world);
      const stop = { commissionId: line.id, reasonCode: 'invoice_disputed' };
      await world.pass('P1D');
      await world.give(referralId, 'freeze', world.vendor.paul, stop);
      await world.pass('P12D');
      expect(await steps(world, referralId)).toEqual([]);
      await world.give(referralId, 'unfreeze', world.vendor.ines, stop);
      expect(daysIn((await stored()).approveBy)).toBeCloseTo(17, 1);
      await world.pass('P3D');
      await world.tells(referralId, 'clock.reminded');
      expect((await steps(world, referralId)).map(({ at }) => Math.round(daysIn(at) * 10) / 10)).toEqual([14.5]);
      await world.give(referralId, 'approveCommission', world.vendor.ines, decision);
      expect(await results(world, referralId)).toMatchObject([{ kept: true, keptWithoutPauses: false }]);
    }),
  );

  it(
    'has what fell due while no worker was there told once and in order',
    inWorld(
      async (world) => {
        const { referralId } = await won(world);
        await world.withoutWorker(() => pause(AWAY_MS));
        await world.tells(referralId, 'clock.breached');
        expect((await steps(world, referralId)).map(({ type }) => type)).toEqual(['clock.reminded', 'clock.breached']);
        expect(await results(world, referralId)).toMatchObject([{ kept: false }]);
      },
      { policy: { approve: 'PT4S' }, cached: false },
    ),
  );

  it(
    'is promised anew where its approval counts no more',
    inWorld(async (world) => {
      const { referralId, line, stored, decision } = await won(world);
      await world.give(referralId, 'approveCommission', world.vendor.ines, decision);
      expect((await stored()).approveMetAt).not.toBeNull();
      await enterPayee(world.database, { partnerId: line.partnerId, by: world.partner.adminId });
      await world.relay();
      const { approveFrom, approveBy, approveMetAt } = await stored();
      expect(approveMetAt).toBeNull();
      expect((approveBy?.getTime() ?? 0) - (approveFrom?.getTime() ?? 0)).toBe(5 * DAY_MS);
      await until(
        async () => (await world.explain(referralId)).state.lines[0]?.approveFrom === approveFrom?.toISOString(),
        'the promise in the story',
      );
      await world.pass('P14D'); // accounts are entered on a fixed day
      await world.tells(referralId, 'clock.breached');
      expect(await results(world, referralId)).toMatchObject([
        { startedAt: line.accruedAt, kept: true },
        { startedAt: approveFrom, kept: false },
      ]);
    }),
  );

  it(
    'counts a rejection as decided, and nothing where all of it is taken back',
    inWorld(async (world) => {
      const { referralId, decision } = await won(world);
      await world.give(referralId, 'rejectCommission', world.vendor.ines, { ...decision, reasonCode: 'not_eligible' });
      expect(await results(world, referralId)).toMatchObject([{ kept: true, ownerId: world.vendor.ines }]);
      const other = await won(world);
      await world.give(other.referralId, 'reopen', world.vendor.greta, { reasonCode: 'closed_by_mistake' });
      expect(await results(world, other.referralId)).toEqual([]);
    }),
  );
});
