import { describe, expect, it } from '@jest/globals';
import { accepted } from '../../support/storySteps.ts';
import { storyTests } from '../../support/storyTests.ts';

const inWorld = storyTests();

describe('a message between partner and owner', () => {
  it(
    'is in the record as news, without a word of it, and changes nothing else',
    inWorld(async (world) => {
      const { referralId, owner } = await accepted(world);
      const before = await world.row(referralId);
      const { answer } = await world.give(referralId, 'message', owner, { messageId: 'msg_1', side: 'vendor' });
      expect(answer).toEqual({ outcome: 'done' });
      const told = (await world.timeline(referralId)).find(({ type }) => type === 'message.sent');
      expect(told).toMatchObject({ actorId: owner, public: { messageId: 'msg_1', side: 'vendor' } });
      expect(await world.row(referralId)).toMatchObject({ stage: before.stage, ownerId: before.ownerId });
    }),
  );

  it(
    'counts for the side that wrote it alone: nobody speaks for the other',
    inWorld(async (world) => {
      const { referralId, owner } = await accepted(world);
      const message = { commandId: 'c-1', actor: { kind: 'user', id: owner }, messageId: 'msg_1', side: 'partner' };
      await world.handle(referralId).signal('message', message);
      await world.tells(referralId, 'command.refused');
      const types = (await world.timeline(referralId)).map(({ type }) => type);
      expect(types).not.toContain('message.sent');
    }),
  );
});
