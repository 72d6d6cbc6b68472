import { describe, expect, it } from '@jest/globals';
import { newId } from '../../../adapters/ids.ts';
import { accepted } from '../../support/storySteps.ts';
import { storyTests } from '../../support/storyTests.ts';
import type { StoryWorld } from '../../support/storyWorld.ts';

const inOneWorld = storyTests();

/** Absences are everybody's: they go with the test. */
const inWorld = (run: (world: StoryWorld) => Promise<void>) =>
  inOneWorld((world) => run(world).finally(() => world.database.absence.deleteMany()));

const away = (world: StoryWorld, userId: string, deputyId: string) =>
  world.database.absence.create({
    data: {
      id: newId('absence'),
      userId,
      deputyId,
      startsAt: new Date(Date.now() - 1_000),
      endsAt: new Date('2040-01-01'),
      createdBy: userId,
    },
  });

const toldTo = async (world: StoryWorld, referralId: string, text: string): Promise<string[]> =>
  (await world.mails(referralId)).filter((mail) => mail.text === text).map(({ receiver }) => receiver);

describe('while the owner is away', () => {
  it(
    'the deputy is reminded beside them, once each, and hears the escalation that is for the managers only as one of them',
    inWorld(async (world) => {
      const { nora, tom, greta, konrad, clara } = world.vendor;
      const { referralId, owner } = await accepted(world);
      const deputy = owner === nora ? tom : nora;
      await away(world, owner, deputy);
      await away(world, konrad, greta);
      await world.pass('PT12H1M');
      await world.tells(referralId, 'clock.reminded');
      expect((await toldTo(world, referralId, 'reminder_50')).sort()).toEqual([owner, deputy].sort());
      await world.pass('PT12H');
      await world.tells(referralId, 'clock.breached');
      expect((await toldTo(world, referralId, 'breach_100')).sort()).toEqual([greta, konrad, clara].sort());
    }),
  );

  it(
    'an answer of the partner and work that is given to them reach the deputy at once',
    inWorld(async (world) => {
      const { nora, tom, greta } = world.vendor;
      const { referralId, owner } = await accepted(world);
      const other = owner === nora ? tom : nora;
      await away(world, other, greta);
      await world.give(referralId, 'assign', greta, { ownerId: other, reasonCode: 'expertise' });
      expect((await toldTo(world, referralId, 'assigned')).slice(1).sort()).toEqual([other, greta].sort());
      await world.give(referralId, 'ask', greta, {}, { question: 'Which plant?' });
      await world.give(referralId, 'answer', world.partner.userId, {}, { answer: 'Kiel' });
      expect((await toldTo(world, referralId, 'question_answered')).sort()).toEqual([other, greta].sort());
    }),
  );
});
