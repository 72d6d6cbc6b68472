import { describe, expect, it } from '@jest/globals';
import { newId } from '../../../adapters/ids.ts';
import { accepted, qualified } from '../../support/storySteps.ts';
import { storyTests } from '../../support/storyTests.ts';
import { until } from '../../support/storyWorld.ts';

const inWorld = storyTests();

/** What a person, a sentence and a due time look like in the row of a referral that is open. */
const WITHOUT = `SELECT r.number, r.stage FROM referrals r LEFT JOIN users u ON u.id = r.owner_id AND u.active
  WHERE is_open_stage(r.stage) AND r.stage <> 'submitted'
    AND (u.id IS NULL OR r.next->>'situation' IS NULL OR r.due_at IS NULL)`;

describe('nothing is ever without a person, a sentence and a due time', () => {
  it(
    'in review, on the wait-list, at work, with nobody on duty, and after the owner left',
    inWorld(async (world) => {
      const { database, vendor } = world;
      const lonely = await accepted(world);
      const working = await qualified(world);
      const company = { name: 'Same', domain: 'same.example', country: 'DE' };
      const { referralId: waiting } = await world.submit({ company, by: await world.anotherPartner() });
      const second = await world.submit({ company });
      await world.isIn(waiting, 'accepted');
      await world.isIn(second.referralId, 'waitlisted');
      const away = { startsAt: new Date(Date.now() - 1_000), endsAt: new Date('2040-01-01') };
      await database.absence.create({
        data: { id: newId('absence'), userId: vendor.tom, createdBy: vendor.olga, ...away },
      });
      for (const leaver of [vendor.nora, vendor.samir]) {
        await database.user.update({ where: { id: leaver }, data: { active: false } });
        const by = JSON.stringify({ kind: 'user', id: vendor.olga });
        await database.$executeRaw`SELECT hand_over_work(${leaver}, NULL, ${by}::jsonb, 0, 500)`;
      }
      await world.relay();
      const isOwned = async () => (await database.$queryRawUnsafe<unknown[]>(WITHOUT)).length === 0;
      await until(isOwned, 'everything has a person');
      expect(await database.referral.count({ where: { id: { in: [lonely.referralId, working.referralId] } } })).toBe(2);

      // Chosen in the very moment in which the person leaves: the story is asked to choose again.
      await database.absence.deleteMany();
      const late = await accepted(world);
      await database.user.updateMany({ where: { id: vendor.tom }, data: { active: false } });
      await world.give(late.referralId, 'contact', vendor.greta, { channel: 'phone', outcome: 'no_answer' });
      await world.relay();
      await until(isOwned, 'everything has a person again');
      await database.user.updateMany({
        where: { id: { in: [vendor.nora, vendor.samir, vendor.tom] } },
        data: { active: true },
      });
    }),
  );
});
