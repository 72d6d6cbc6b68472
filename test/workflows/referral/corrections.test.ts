import { describe, expect, it } from '@jest/globals';
import { recordCorrection } from '../../support/corrections.ts';
import { qualified } from '../../support/storySteps.ts';
import { storyTests } from '../../support/storyTests.ts';
import { until, type StoryWorld } from '../../support/storyWorld.ts';
import { TODAY } from '../../support/today.ts';

const inWorld = storyTests();
const eur = (amount: number) => ({ amount, currency: 'EUR' });

async function won(world: StoryWorld) {
  const { referralId, owner } = await qualified(world);
  const dealId = `D-${referralId}`;
  await world.give(referralId, 'close', owner, { outcome: 'won', amount: eur(4_800_000), closedOn: TODAY, dealId });
  const linesOf = () => world.database.commission.findMany({ where: { referralId }, orderBy: { id: 'asc' } });
  const dealIn = async () => (await world.explain(referralId)).state.deal;
  const correct = async (amount: number) => {
    await recordCorrection(world.database, { dealId, amount, by: world.vendor.paul, at: new Date().toISOString() });
    await world.relay();
    const isTold = async () =>
      (await world.mails(referralId)).some(
        ({ text, facts }) => text === 'deal_corrected' && facts['amountMinor'] === amount,
      );
    await until(isTold, 'the partner is told');
  };
  return { referralId, owner, dealId, linesOf, dealIn, correct };
}

describe('a correction of a won deal', () => {
  it(
    'changes its lines, the record and what the story knows; the partner is told both figures',
    inWorld(async (world) => {
      const { referralId, linesOf, correct } = await won(world);
      await correct(4_000_000);
      expect(await linesOf()).toMatchObject([{ amountMinor: 480_000n, clawedBeforeMinor: 80_000n, state: 'holding' }]);
      await correct(5_000_000);
      expect(await linesOf()).toMatchObject([
        { amountMinor: 480_000n, clawedBeforeMinor: 80_000n },
        { kind: 'adjustment', amountMinor: 100_000n, state: 'awaiting_approval' },
      ]);
      expect((await world.row(referralId)).deal).toMatchObject({
        amount: eur(5_000_000),
        firstYearNet: eur(5_000_000),
      });
      expect((await world.explain(referralId)).state.lines).toHaveLength(2);
      const mails = (await world.mails(referralId)).filter(({ text }) => text === 'deal_corrected');
      expect(mails.map(({ facts }) => facts)).toMatchObject([
        { fromMinor: 4_800_000, amountMinor: 4_000_000, currency: 'EUR' },
        { fromMinor: 4_000_000, amountMinor: 5_000_000, currency: 'EUR' },
      ]);
    }),
  );

  it(
    'is of one win: one that was reopened and won anew begins with its own figures',
    inWorld(async (world) => {
      const { referralId, owner, dealId, correct, dealIn } = await won(world);
      await correct(4_000_000);
      await world.give(referralId, 'reopen', world.vendor.samir, { reasonCode: 'new_information' });
      await world.give(referralId, 'close', owner, { outcome: 'won', amount: eur(4_800_000), closedOn: TODAY, dealId });
      await world.handle(referralId).signal('dealCorrected', { eventId: 'again' });
      await world.give(referralId, 'message', owner, { messageId: 'msg_1', side: 'vendor' });
      expect((await dealIn())?.amount.amount).toBe(4_800_000);
    }),
  );
});
