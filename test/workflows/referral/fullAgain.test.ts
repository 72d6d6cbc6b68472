import { describe, expect, it } from '@jest/globals';
import { contacted } from '../../support/storySteps.ts';
import { storyTests } from '../../support/storyTests.ts';
import { until } from '../../support/storyWorld.ts';
import type { StoryWorld } from '../../support/storyWorld.ts';

const inWorld = storyTests();
const ONE = { policy: { openReferralCap: 1 } };

const sameCompany = (domain: string) => ({
  company: { name: domain, domain },
  prospect: { name: 'Ada', email: `ada@${domain}` },
});

const ended = (world: StoryWorld, referralId: string) =>
  until(async () => (await world.handle(referralId).describe()).status.name === 'COMPLETED', 'ended');

describe('a partner with as many open referrals as the program allows', () => {
  it(
    'does not take a withdrawal back beside them, and a manager may reopen it',
    inWorld(async (world) => {
      const { referralId } = await contacted(world, sameCompany('voll.example'));
      await world.give(referralId, 'withdraw', world.partner.userId, { reasonCode: 'mistake' });
      await ended(world, referralId);
      const other = await contacted(world, sameCompany('anderswo.example'));
      const undo = () => world.give(referralId, 'undoWithdraw', world.partner.userId, {});
      expect((await undo()).answer).toEqual({ outcome: 'refused', code: 'open_cap_reached', facts: { cap: 1 } });
      expect((await world.row(referralId)).stage).toBe('withdrawn');
      await world.give(other.referralId, 'withdraw', world.partner.userId, { reasonCode: 'mistake' });
      await ended(world, other.referralId);
      expect((await undo()).answer).toEqual({ outcome: 'done' });
      const reopened = await world.give(other.referralId, 'reopen', world.vendor.samir, {
        reasonCode: 'new_information',
      });
      expect(reopened.answer).toEqual({ outcome: 'done' });
    }, ONE),
  );

  it(
    'answers too late beside them, and may answer again when one of them has ended',
    inWorld(async (world) => {
      const { referralId, owner } = await contacted(world, sameCompany('still.example'));
      await world.give(referralId, 'ask', owner, {}, { question: 'Which plant?' });
      await world.pass('P7DT1H');
      await world.isIn(referralId, 'expired');
      await ended(world, referralId);
      const other = await contacted(world, sameCompany('neu.example'));
      const answer = () => world.give(referralId, 'answer', world.partner.userId, {}, { answer: 'Malmö.' });
      expect((await answer()).answer).toMatchObject({ outcome: 'refused', code: 'open_cap_reached' });
      await world.give(other.referralId, 'withdraw', world.partner.userId, { reasonCode: 'mistake' });
      await ended(world, other.referralId);
      expect((await answer()).answer).toEqual({ outcome: 'done' });
      expect((await world.row(referralId)).stage).toBe('contacted');
    }, ONE),
  );
});
