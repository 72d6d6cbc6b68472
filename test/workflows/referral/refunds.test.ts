import { describe, expect, it } from '@jest/globals';
import { createDatabase } from '../../../adapters/database/client.ts';
import { recordRefund } from '../../support/refunds.ts';
import { payOut, qualified, sendBack } from '../../support/storySteps.ts';
import { storyTests } from '../../support/storyTests.ts';
import { until, type StoryWorld } from '../../support/storyWorld.ts';
import { TODAY } from '../../support/today.ts';

const inWorld = storyTests();
const AMOUNT = { amount: 4_800_000, currency: 'EUR' };

async function won(world: StoryWorld) {
  const { referralId, owner } = await qualified(world);
  const dealId = `D-${referralId}`;
  await world.give(referralId, 'close', owner, { outcome: 'won', amount: AMOUNT, closedOn: TODAY, dealId });
  const { id } = await world.database.commission.findFirstOrThrow({ where: { referralId } });
  const line = () => world.database.commission.findUniqueOrThrow({ where: { id } });
  const approve = async () =>
    world.give(referralId, 'approveCommission', world.vendor.ines, {
      commissionId: id,
      contentHash: (await line()).contentHash,
    });
  return { referralId, dealId, line, approve };
}

/** With the rights of the API, on the day that the server of this test has reached; its stories are told. */
async function refund(world: StoryWorld, dealId: string, amountMinor: bigint, refundedOn?: string) {
  const api = createDatabase({ url: world.url, role: 'fairlead_api', connections: 1 });
  try {
    const at = new Date(await world.nowMs());
    const day = refundedOn === undefined ? {} : { refundedOn };
    const { refund: recorded } = await recordRefund(api, { dealId, amountMinor, by: world.vendor.paul, at, ...day });
    await world.relay();
    return recorded;
  } finally {
    await api.$disconnect();
  }
}

describe('a deal whose customer got money back', () => {
  it(
    'makes the line smaller, which is approved anew and paid as it is then',
    inWorld(async (world) => {
      const { referralId, dealId, line, approve } = await won(world);
      await approve();
      await world.pass('P31D');
      await world.tells(referralId, 'commission.approved');
      await refund(world, dealId, 1_200_000n);
      await world.tells(referralId, 'commission.clawed_back');
      expect(await line()).toMatchObject({ state: 'awaiting_approval', clawedBeforeMinor: 120_000n });
      expect((await world.explain(referralId)).state.lines).toMatchObject([
        { amount: { amount: 360_000 }, approvals: 0 },
      ]);
      expect((await approve()).answer).toEqual({ outcome: 'done' });
      await payOut(world);
      const [item] = await world.database.payoutItemLine.findMany({ where: { commissionId: (await line()).id } });
      expect(item?.amountMinor).toBe(360_000n);
      const mail = (await world.mails(referralId)).find(({ text }) => text === 'commission_clawed_back');
      expect(mail?.facts).toMatchObject({ amountMinor: 120_000, leftMinor: 360_000, paid: 0 });
    }),
  );

  it(
    'after the payment makes the partner owe it; the same word again changes nothing',
    inWorld(async (world) => {
      const { referralId, dealId, line, approve } = await won(world);
      await approve();
      await world.pass('P31D');
      await world.tells(referralId, 'commission.approved');
      await payOut(world);
      await refund(world, dealId, 1_200_000n);
      await world.tells(referralId, 'commission.clawed_back');
      await world.handle(referralId).signal('dealRefund', { eventId: 'said twice' });
      await refund(world, dealId, 3_600_000n);
      await world.tells(referralId, 'commission.clawed_back', 2);
      expect(await line()).toMatchObject({ state: 'clawed_back', clawedBeforeMinor: 0n, clawedAfterMinor: 480_000n });
      await world.pass('P181D');
      expect(await world.handle(referralId).result()).toBe('won');
    }),
  );

  it(
    'takes a story up again that has ended, where it is told late but happened within the window',
    inWorld(async (world) => {
      const { referralId, dealId, line, approve } = await won(world);
      await approve();
      await world.pass('P31D');
      await payOut(world);
      await world.pass('P151D');
      expect(await world.handle(referralId).result()).toBe('won');
      const outside = await refund(world, dealId, 100n);
      expect(outside.counts).toBe(false);
      expect((await line()).state).toBe('paid');
      const { accruedAt } = await line();
      const inside = await refund(world, dealId, 4_799_900n, accruedAt.toISOString().slice(0, 10));
      expect(inside.counts).toBe(true);
      await until(async () => (await line()).clawedAfterMinor > 0n, 'taken back');
      expect((await line()).clawedAfterMinor).toBe(479_990n);
      expect(await world.handle(referralId).result()).toBe('won');
    }),
  );
});

it(
  'a payment that comes back after its story has ended takes it up again, and what was owed of it is owed no more',
  inWorld(async (world) => {
    const { referralId, dealId, line, approve } = await won(world);
    await approve();
    await world.pass('P31D');
    await world.tells(referralId, 'commission.approved');
    await payOut(world);
    await refund(world, dealId, 1_200_000n);
    await world.tells(referralId, 'commission.clawed_back');
    await world.pass('P181D');
    expect(await world.handle(referralId).result()).toBe('won');

    await sendBack(world, (await line()).id);
    await until(async () => (await line()).clawedBeforeMinor > 0n, 'made smaller');
    expect(await line()).toMatchObject({
      state: 'awaiting_approval',
      clawedBeforeMinor: 120_000n,
      clawedAfterMinor: 0n,
    });
    expect((await approve()).answer).toEqual({ outcome: 'done' });
    await payOut(world);
    expect(await world.handle(referralId).result()).toBe('won');
    expect((await line()).state).toBe('paid');
  }),
);

it(
  'a word about a refund out of the blue gives nothing, whatever the stage',
  inWorld(async (world) => {
    const { referralId } = await qualified(world);
    for (const nothing of [null, undefined, 'x', {}]) await world.handle(referralId).signal('dealRefund', nothing);
    expect((await world.explain(referralId)).stage).toBe('qualified');
    const { referralId: other, line } = await won(world);
    await world.handle(other).signal('dealRefund', { eventId: 'rfd_nobody' });
    await world.pass('PT1H');
    expect(await line()).toMatchObject({ state: 'holding', clawedBeforeMinor: 0n });
  }),
);
