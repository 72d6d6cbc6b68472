import { describe, expect, it } from '@jest/globals';
import { accepted, clockOf } from '../../support/storySteps.ts';
import { storyTests } from '../../support/storyTests.ts';

const inWorld = storyTests();
const sameCompany = { company: { name: 'Vorher', domain: 'vorher.example' } };

describe('an attempt from before its turn came', () => {
  it(
    'is refused, and does not keep the promise that was given with the turn',
    inWorld(async (world) => {
      const head = await accepted(world, sameCompany);
      const by = await world.anotherPartner();
      const { referralId } = await world.submit({ by, ...sameCompany });
      await world.isIn(referralId, 'waitlisted');
      await world.pass('P2D');
      const before = new Date(await world.nowMs()).toISOString();
      await world.pass('PT2H');
      await world.give(head.referralId, 'withdraw', world.partner.userId, { reasonCode: 'mistake' });
      await world.relay();
      await world.isIn(referralId, 'accepted');
      const owner = (await world.row(referralId)).ownerId ?? '';
      const attempt = { channel: 'phone', outcome: 'no_answer' } as const;
      const early = await world.give(referralId, 'contact', owner, { ...attempt, at: before });
      expect(early.answer).toMatchObject({ outcome: 'refused', code: 'date_out_of_range' });
      expect(await clockOf(world, referralId, 'first_contact')).toMatchObject({ state: 'running' });
      expect((await world.give(referralId, 'contact', owner, attempt)).answer).toEqual({ outcome: 'done' });
      expect(await clockOf(world, referralId, 'first_contact')).toMatchObject({ state: 'met' });
    }),
  );
});
