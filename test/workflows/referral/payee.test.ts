import { describe, expect, it } from '@jest/globals';
import { decidePayee, enterPayee, OTHER_ACCOUNT } from '../../support/payees.ts';
import { qualified } from '../../support/storySteps.ts';
import { storyTests } from '../../support/storyTests.ts';
import { until, type StoryWorld } from '../../support/storyWorld.ts';
import { TODAY } from '../../support/today.ts';

const inWorld = storyTests();
const WON = {
  outcome: 'won',
  amount: { amount: 2_000_000, currency: 'EUR' },
  closedOn: TODAY,
} as const;

/** Entered by the partner's administrator, verified by Ines. */
async function wonWithPayee(world: StoryWorld) {
  const { referralId, owner } = await qualified(world);
  const { partnerId } = await world.row(referralId);
  await enterPayee(world.database, { partnerId, by: world.partner.adminId });
  await decidePayee(world.database, { partnerId, by: world.vendor.ines });
  await world.give(referralId, 'close', owner, { ...WON, dealId: `D-${referralId}` });
  const line = await world.database.commission.findFirstOrThrow({ where: { referralId } });
  return { referralId, partnerId, line };
}

describe('a story and the account that its money goes to', () => {
  it(
    'refuses a raw signal of who verified the account',
    inWorld(async (world) => {
      const { referralId, line } = await wonWithPayee(world);
      await world.handle(referralId).signal('approveCommission', {
        commandId: 'p-1',
        actor: { kind: 'user', id: world.vendor.ines },
        commissionId: line.id,
        contentHash: line.contentHash,
      });
      await world.tells(referralId, 'command.refused');
      const refusal = await world.database.event.findFirstOrThrow({ where: { referralId, type: 'command.refused' } });
      expect(JSON.parse(refusal.publicText)).toMatchObject({
        command: 'approveCommission',
        code: 'separation_of_duties',
      });
      expect(await world.database.commissionApproval.count({ where: { commissionId: line.id } })).toBe(0);
    }),
  );

  it(
    'hears of an edit and reads its lines: what was approved is not what would be paid',
    inWorld(async (world) => {
      const { referralId, partnerId, line } = await wonWithPayee(world);
      const approval = { commissionId: line.id, contentHash: line.contentHash };
      expect((await world.give(referralId, 'approveCommission', world.vendor.clara, approval)).answer).toEqual({
        outcome: 'done',
      });
      await enterPayee(world.database, { partnerId, by: world.partner.adminId, account: OTHER_ACCOUNT });
      await world.relay();
      const { contentHash } = await world.database.commission.findUniqueOrThrow({ where: { id: line.id } });
      expect(contentHash).not.toBe(line.contentHash);
      await until(async () => {
        const [told] = (await world.explain(referralId)).state.lines;
        return told?.contentHash === contentHash && told.approvals === 0;
      }, 'the story has read its lines');
      expect((await world.give(referralId, 'approveCommission', world.vendor.clara, approval)).answer).toMatchObject({
        code: 'content_changed',
      });
    }),
  );
});
