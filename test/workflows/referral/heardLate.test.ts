import { describe, expect, it } from '@jest/globals';
import { accepted, clockOf } from '../../support/storySteps.ts';
import { storyTests } from '../../support/storyTests.ts';
import type { StoryWorld } from '../../support/storyWorld.ts';

const inWorld = storyTests();
const HOUR_MS = 3_600_000;

/** Nobody of ours could hear it for two hours: it is brought by the relay when it can be heard again. */
async function heardAfterTwoHours(world: StoryWorld, ...command: Parameters<StoryWorld['record']>): Promise<void> {
  const { commandId: id } = await world.record(...command);
  const createdAt = new Date(Date.now() - 2 * HOUR_MS);
  await world.database.command.update({ where: { id }, data: { createdAt } });
  await world.relay();
}

const firstContact = async (world: StoryWorld, referralId: string) =>
  (await world.explain(referralId)).state.clocks.find(({ kind }) => kind === 'first_contact');

describe('a question and an answer that are heard late', () => {
  it(
    'stop our clock when it was asked, and let it run on when it was answered: an outage is not taken from what is left',
    inWorld(async (world) => {
      const { referralId, owner } = await accepted(world);
      await world.pass('PT10H');
      await heardAfterTwoHours(world, referralId, 'ask', owner, {});
      await world.tells(referralId, 'question.asked');
      const paused = (await firstContact(world, referralId))?.paused;
      expect((paused?.remainingMs ?? 0) / HOUR_MS).toBeCloseTo(16, 1);
      const told = Date.parse((await clockOf(world, referralId, 'information'))?.startedAt ?? '');
      expect(((await world.nowMs()) - told) / HOUR_MS).toBeLessThan(1);

      await world.pass('P1D');
      await heardAfterTwoHours(world, referralId, 'answer', world.partner.userId, {});
      await world.tells(referralId, 'question.answered');
      const dueAt = (await firstContact(world, referralId))?.dueAt ?? 0;
      expect((dueAt - (await world.nowMs())) / HOUR_MS).toBeCloseTo(14, 1);
    }),
  );
});
