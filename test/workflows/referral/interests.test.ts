import { describe, expect, it } from '@jest/globals';
import { createPartner } from '../../support/factories.ts';
import { accepted } from '../../support/storySteps.ts';
import { storyTests } from '../../support/storyTests.ts';
import type { StoryWorld } from '../../support/storyWorld.ts';

const inWorld = storyTests();

/** A company of one name with an accepted referral's, of a partner without a manager: only a person can tell them apart. */
async function besideRival(world: StoryWorld, name: string, rivalOwner: string) {
  const known = await accepted(world, {
    company: { name: `${name} GmbH`, domain: `${name}.example` },
    prospect: { name: 'Ada', email: `ada@${name}.example` },
  });
  await world.database.referral.update({ where: { id: known.referralId }, data: { ownerId: rivalOwner } });
  const by = await createPartner(world.database, { programIds: [world.programId] });
  const { referralId } = await world.submit({
    by,
    company: { name: `${name} AG`, domain: `${name}-group.example` },
    prospect: { name: 'Bo', email: `bo@${name}-group.example` },
  });
  await world.isIn(referralId, 'in_review');
  return { rival: known.referralId, referralId };
}

/** Past the API, so that the story's own question is the only one. */
const straight = (world: StoryWorld, referralId: string, userId: string, payload: object) =>
  world.handle(referralId).signal('review', { commandId: 'straight', actor: { kind: 'user', id: userId }, ...payload });

describe('a review', () => {
  it(
    'is not given to the owner of what stands against it, nor decided by them; somebody without a part decides',
    inWorld(async (world) => {
      const { greta, konrad } = world.vendor;
      const { referralId } = await besideRival(world, 'ulmenhof', greta);
      expect(await world.row(referralId)).toMatchObject({ ownerId: konrad, unassigned: false });
      await straight(world, referralId, greta, { decision: 'decline', reasonCode: 'existing_customer' });
      await world.tells(referralId, 'command.refused');
      expect(await world.database.command.findFirst({ where: { referralId, name: 'review' } })).toMatchObject({
        code: 'separation_of_duties',
      });
      expect((await world.row(referralId)).stage).toBe('in_review');
      await world.give(referralId, 'review', konrad, { decision: 'accept' });
      await world.isIn(referralId, 'accepted');
    }),
  );

  it(
    'is decided by its own kind again once the rival has ended: who has no part any more may',
    inWorld(async (world) => {
      const { greta } = world.vendor;
      const { referralId, rival } = await besideRival(world, 'birkenau', greta);
      await world.give(rival, 'withdraw', world.partner.userId, { reasonCode: 'mistake' });
      await straight(world, referralId, greta, { decision: 'accept' });
      await world.isIn(referralId, 'accepted');
    }),
  );
});
