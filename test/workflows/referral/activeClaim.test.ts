import { describe, expect, it } from '@jest/globals';
import type { ActiveClaimRule } from '../../../domain/policy.ts';
import { defaultPolicy } from '../../../domain/policy.ts';
import { accepted } from '../../support/storySteps.ts';
import { storyTests } from '../../support/storyTests.ts';
import type { StoryWorld } from '../../support/storyWorld.ts';

const inWorld = storyTests();
const inProgram = (activeClaim: ActiveClaimRule) => ({
  policy: { duplicates: { ...defaultPolicy('EUR').duplicates, activeClaim } },
});

const sameCompany = (domain: string) => ({
  company: { name: domain, domain },
  prospect: { name: 'Ada', email: `ada@${domain}` },
});

async function second(world: StoryWorld, domain: string): Promise<string> {
  const { referralId } = await world.submit({ by: await world.anotherPartner(), ...sameCompany(domain) });
  return referralId;
}

const entry = (world: StoryWorld, referralId: string) =>
  world.database.queueEntry.findUniqueOrThrow({ where: { referralId } });

describe('a company that is registered for another partner', () => {
  it(
    'is declined at once where the program keeps no line, with a date of a new try, and no place is kept',
    inWorld(async (world) => {
      const first = await accepted(world, sameCompany('noline.example'));
      const referralId = await second(world, 'noline.example');
      await world.isIn(referralId, 'declined');
      const { outcome, verdict } = await world.row(referralId);
      expect(outcome).toMatchObject({ reasonCode: 'company_not_available', from: 'submitted' });
      expect((outcome as { againFrom: string | null }).againFrom).not.toBeNull();
      expect(verdict).toMatchObject({ kind: 'declined' });
      expect((await world.mails(referralId)).map(({ text }) => text)).toEqual(['received', 'declined']);
      expect(await entry(world, referralId)).toMatchObject({ state: 'released', passesOn: true });
      expect(await entry(world, first.referralId)).toMatchObject({ state: 'held' });
    }, inProgram('decline')),
  );

  it(
    'goes to a person where the program says so, who may put it in line, and it moves up from there',
    inWorld(async (world) => {
      const first = await accepted(world, sameCompany('byperson.example'));
      const referralId = await second(world, 'byperson.example');
      await world.isIn(referralId, 'in_review');
      expect(await entry(world, referralId)).toMatchObject({ state: 'pending' });
      const reviewer = (await world.row(referralId)).ownerId ?? '';
      await world.give(referralId, 'review', reviewer, { decision: 'waitlist' });
      await world.isIn(referralId, 'waitlisted');
      await world.give(first.referralId, 'withdraw', world.partner.userId, { reasonCode: 'mistake' });
      await world.relay();
      await world.isIn(referralId, 'accepted');
    }, inProgram('review')),
  );

  it(
    'is accepted by a person when the first has gone meanwhile',
    inWorld(async (world) => {
      const first = await accepted(world, sameCompany('gone.example'));
      const referralId = await second(world, 'gone.example');
      await world.isIn(referralId, 'in_review');
      await world.give(first.referralId, 'withdraw', world.partner.userId, { reasonCode: 'mistake' });
      await world.relay();
      const reviewer = (await world.row(referralId)).ownerId ?? '';
      await world.give(referralId, 'review', reviewer, { decision: 'accept' });
      await world.isIn(referralId, 'accepted');
      expect(await entry(world, referralId)).toMatchObject({ state: 'held' });
    }, inProgram('review')),
  );
});
