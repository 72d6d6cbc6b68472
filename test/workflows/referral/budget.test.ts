import { describe, expect, it } from '@jest/globals';
import { historyCost } from '../../../scripts/bench/historyCost.ts';
import { referralWorkflowId } from '../../../workflows/messages.ts';
import { payOut, qualified } from '../../support/storySteps.ts';
import { storyTests } from '../../support/storyTests.ts';
import { TODAY } from '../../support/today.ts';

const inWorld = storyTests();

/** Cost is a feature: more of either needs a decision (docs/operations.md). */
const EVENTS_MAX = 90;
const ACTIONS_MAX = 28;

describe('a referral from receipt to its last cent', () => {
  it(
    `costs at most ${String(EVENTS_MAX)} events of history and ${String(ACTIONS_MAX)} billable actions`,
    inWorld(async (world) => {
      const { referralId, owner } = await qualified(world);
      await world.give(referralId, 'advance', owner, { stage: 'opportunity' });
      const amount = { amount: 4_800_000, currency: 'EUR' };
      await world.give(referralId, 'close', owner, { outcome: 'won', amount, closedOn: TODAY, dealId: 'D-1' });
      const line = await world.database.commission.findFirstOrThrow({ where: { referralId } });
      const { id: commissionId, contentHash } = line;
      await world.give(referralId, 'approveCommission', world.vendor.ines, { commissionId, contentHash });
      await world.pass('P31D');
      await world.tells(referralId, 'commission.approved');
      await payOut(world);
      await world.pass('P180D');
      expect(await world.handle(referralId).result()).toBe('won');
      const { events, actions } = await historyCost(world.client, referralWorkflowId(referralId));
      expect(events).toBeLessThanOrEqual(EVENTS_MAX);
      expect(actions).toBeLessThanOrEqual(ACTIONS_MAX);
    }),
  );
});
