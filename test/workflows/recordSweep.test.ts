import { describe, expect, it } from '@jest/globals';
import { editRecord } from '../support/editRecord.ts';
import { SOMEBODY, recordOf, takenIn } from '../support/crmSteps.ts';
import { sweep } from '../support/dealSteps.ts';
import { accepted } from '../support/storySteps.ts';
import { storyTests } from '../support/storyTests.ts';
import { until } from '../support/storyWorld.ts';
import type { StoryWorld } from '../support/storyWorld.ts';

const inWorld = storyTests();

/** Somebody edits the record, and the word of it is lost. */
async function editUnheard(world: StoryWorld, referralId: string): Promise<void> {
  const { id } = await recordOf(world, referralId);
  await editRecord(world.database, { recordId: id, by: SOMEBODY, change: { partnerId: null } });
  await world.database.crmChange.deleteMany();
}

describe('the hourly look over the records in the CRM', () => {
  it(
    'puts back what no message told of, also where the referral has ended, and touches nothing else',
    inWorld(async (world) => {
      const open = await accepted(world);
      const ended = await accepted(world);
      const untouched = await accepted(world);
      await world.give(ended.referralId, 'withdraw', world.partner.userId, { reasonCode: 'mistake' });
      await world.handle(ended.referralId).result();
      for (const { referralId } of [open, ended]) await editUnheard(world, referralId);
      const before = await recordOf(world, untouched.referralId);
      await sweep(world);
      await world.relay();
      for (const { referralId } of [open, ended]) {
        await until(async () => (await recordOf(world, referralId)).partnerId === world.partner.id, 'put back');
        expect(await takenIn(world, referralId)).toEqual([{ fields: ['partnerId'], by: SOMEBODY }]);
      }
      expect((await recordOf(world, ended.referralId)).credit).toBe('none');
      expect(await recordOf(world, untouched.referralId)).toEqual(before);
      const history = await world.timeline(open.referralId);
      await sweep(world);
      await world.relay();
      expect(await world.timeline(open.referralId)).toEqual(history);
    }),
  );
});
