import { describe, expect, it } from '@jest/globals';
import { contacted, qualified } from '../../support/storySteps.ts';
import { storyTests } from '../../support/storyTests.ts';

const inWorld = storyTests();
const REACHED = { channel: 'phone', outcome: 'reached' } as const;

describe('a command that meets the end of the story', () => {
  it(
    'and comes after it is answered with closed',
    inWorld(async (world) => {
      const { referralId, owner } = await contacted(world);
      await world.give(referralId, 'withdraw', world.partner.userId, { reasonCode: 'mistake' });
      await world.handle(referralId).result();
      const { commandId } = await world.record(referralId, 'contact', owner, REACHED);
      await world.relay();
      expect(await world.database.command.findUnique({ where: { id: commandId } })).toMatchObject({
        state: 'refused',
        code: 'closed',
      });
    }),
  );

  it(
    'and races with it is answered in any case: nothing is lost, one of them counts',
    inWorld(async (world) => {
      const { referralId, owner } = await qualified(world);
      const lost = { outcome: 'lost', reasonCode: 'price' } as const;
      const answers = await Promise.all([
        world.give(referralId, 'advance', owner, { stage: 'proposal' }),
        world.give(referralId, 'close', owner, lost),
        world.give(referralId, 'contact', owner, REACHED),
        world.give(referralId, 'close', owner, lost),
        world.give(referralId, 'advance', owner, { stage: 'negotiation' }),
      ]);
      await world.relay();
      expect(await world.handle(referralId).result()).toBe('lost');
      const rows = await world.database.command.findMany({
        where: { referralId, name: { in: ['advance', 'close', 'contact'] } },
      });
      expect(rows.filter(({ state }) => state === 'pending')).toEqual([]);
      expect(rows.filter(({ name, state }) => name === 'close' && state === 'done')).toHaveLength(1);
      expect(answers).toHaveLength(5);
    }),
  );
});
