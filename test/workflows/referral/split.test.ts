import { describe, expect, it } from '@jest/globals';
import { agreedSplit } from '../../support/splits.ts';
import { payOut, qualified } from '../../support/storySteps.ts';
import { storyTests } from '../../support/storyTests.ts';
import { TODAY } from '../../support/today.ts';

const inWorld = storyTests();
const AMOUNT = { amount: 4_800_000, currency: 'EUR' };

describe('a deal that two partners share', () => {
  it(
    'is told to each of what is theirs, approved and paid line by line, and ends when both are paid',
    inWorld(async (world) => {
      const { database, vendor, partner } = world;
      const { referralId, owner } = await qualified(world);
      const other = await world.anotherPartner();
      await agreedSplit(database, {
        referralId,
        partnerId: other.id,
        proposedBy: vendor.samir,
        agreedBy: partner.adminId,
      });
      await world.give(referralId, 'close', owner, {
        outcome: 'won',
        amount: AMOUNT,
        closedOn: TODAY,
        dealId: `D-${referralId}`,
      });
      await world.tells(referralId, 'commission.holding', 2);
      const mails = (await world.mails(referralId)).filter(({ text }) => ['won', 'split_earned'].includes(text));
      expect(mails).toMatchObject([
        { text: 'split_earned', receiver: 'partner', facts: { amountMinor: 144_000, lineState: 'holding' } },
        { text: 'won', receiver: 'submitter', facts: { amountMinor: 336_000, lineState: 'holding' } },
      ]);
      const lines = await database.commission.findMany({ where: { referralId } });
      expect(lines.map(({ partnerId, amountMinor }) => [partnerId, amountMinor]).sort()).toEqual(
        [
          [partner.id, 336_000n],
          [other.id, 144_000n],
        ].sort(),
      );
      const [first, second] = lines;
      const approve = (line: typeof first) =>
        world.give(referralId, 'approveCommission', vendor.ines, {
          commissionId: line?.id ?? '',
          contentHash: line?.contentHash ?? '',
        });
      await approve(first);
      await world.pass('P31D');
      await world.tells(referralId, 'commission.awaiting_approval');
      await approve(second);
      await world.tells(referralId, 'commission.approved', 2);
      await payOut(world);
      const items = await database.payoutItem.findMany({
        where: { partnerId: { in: [partner.id, other.id] } },
      });
      expect(items.map(({ state, amountMinor }) => `${state} ${String(amountMinor)}`).sort()).toEqual([
        'paid 144000',
        'paid 336000',
      ]);
      await world.pass('P180D');
      expect(await world.handle(referralId).result()).toBe('won');
    }),
  );
});
