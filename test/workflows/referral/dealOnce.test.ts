import { describe, expect, it } from '@jest/globals';
import { contest, expired, giveCase } from '../../support/caseSteps.ts';
import { qualified } from '../../support/storySteps.ts';
import { storyTests } from '../../support/storyTests.ts';
import type { StoryWorld } from '../../support/storyWorld.ts';
import { TODAY } from '../../support/today.ts';

const inWorld = storyTests();
const WON = { outcome: 'won', amount: { amount: 4_800_000, currency: 'EUR' }, closedOn: TODAY } as const;

/** A qualified referral of a partner of its own, for a company that nobody else has referred. */
const rival = async (world: StoryWorld, name: string) =>
  qualified(world, {
    by: await world.anotherPartner(),
    company: { name: `${name} GmbH`, domain: `${name}.example`, country: 'DE' },
    prospect: { name: 'Ada', email: `ada@${name}.example` },
  });

const linesOf = (world: StoryWorld, dealId: string) =>
  world.database.commission.findMany({ where: { dealId: { equals: dealId, mode: 'insensitive' } } });

describe('one deal', () => {
  it(
    'is credited to one referral: a second win with it is refused, names the first, and changes nothing',
    inWorld(async (world) => {
      const first = await rival(world, 'erstling');
      const second = await rival(world, 'zweitling');
      await world.give(first.referralId, 'close', first.owner, { ...WON, dealId: 'DEAL-1' });
      const before = await world.row(second.referralId);
      for (const dealId of ['DEAL-1', ' deal-1 ', 'DE\u200bAL-1']) {
        const { answer } = await world.give(second.referralId, 'close', second.owner, { ...WON, dealId });
        expect(answer).toMatchObject({ outcome: 'refused', code: 'deal_credited', facts: { number: first.number } });
      }
      expect(await world.row(second.referralId)).toMatchObject({ stage: 'qualified', clocks: before.clocks });
      expect(await linesOf(world, 'DEAL-1')).toMatchObject([{ referralId: first.referralId }]);
      expect(await world.database.queueEntry.findUnique({ where: { referralId: second.referralId } })).toMatchObject({
        state: 'held',
      });
      // The story goes on: its own deal is won, and paid for, as if nothing had been.
      const own = await world.give(second.referralId, 'close', second.owner, { ...WON, dealId: 'DEAL-2' });
      expect(own.answer).toEqual({ outcome: 'done' });
      expect(await linesOf(world, 'DEAL-2')).toMatchObject([{ referralId: second.referralId }]);
    }),
  );

  it(
    'that both win at the same moment is won by one of them, also by raw signals',
    inWorld(async (world) => {
      const rivals = [await rival(world, 'links'), await rival(world, 'rechts'), await rival(world, 'mitte')];
      await Promise.all(
        rivals.map(({ referralId, owner }, place) =>
          place === 2
            ? world.handle(referralId).signal('close', {
                ...WON,
                commandId: 'raw-close',
                actor: { kind: 'user', id: owner },
                dealId: 'DEAL-RACE',
              })
            : world.give(referralId, 'close', owner, { ...WON, dealId: 'DEAL-RACE' }),
        ),
      );
      const settled = async () =>
        (await Promise.all(rivals.map(({ referralId }) => world.timeline(referralId))))
          .flat()
          .filter(({ type }) => type === 'referral.won' || type === 'command.refused');
      while ((await settled()).length < 3) await new Promise((resolve) => setTimeout(resolve, 20));
      const said = (await settled()).map(({ type, public: facts }) => facts['code'] ?? type);
      expect(said.sort()).toEqual(['deal_credited', 'deal_credited', 'referral.won']);
      expect(await linesOf(world, 'DEAL-RACE')).toHaveLength(1);
    }),
  );

  it(
    'is free again when the win is reopened, and then it is the first who is refused',
    inWorld(async (world) => {
      const first = await rival(world, 'vorher');
      const second = await rival(world, 'nachher');
      await world.give(first.referralId, 'close', first.owner, { ...WON, dealId: 'DEAL-5' });
      await world.give(first.referralId, 'reopen', world.vendor.greta, { reasonCode: 'closed_by_mistake' });
      await world.isIn(first.referralId, 'qualified');
      const { answer } = await world.give(second.referralId, 'close', second.owner, { ...WON, dealId: 'DEAL-5' });
      expect(answer).toEqual({ outcome: 'done' });
      const again = await world.give(first.referralId, 'close', first.owner, { ...WON, dealId: 'DEAL-5' });
      expect(again.answer).toMatchObject({ code: 'deal_credited', facts: { number: second.number } });
      expect(await linesOf(world, 'DEAL-5')).toMatchObject([{ state: 'rejected' }, { state: 'holding' }]);
    }),
  );

  it(
    'that waits for its second person stays reported where another deal is refused',
    inWorld(async (world) => {
      const first = await rival(world, 'belegt');
      const second = await rival(world, 'berichtet');
      await world.give(first.referralId, 'close', first.owner, { ...WON, dealId: 'DEAL-6' });
      const reported = await world.give(second.referralId, 'close', second.owner, WON);
      await world.give(second.referralId, 'close', second.owner, { ...WON, dealId: 'DEAL-6' });
      const confirm = { outcome: 'won', confirms: reported.commandId } as const;
      const { answer } = await world.give(second.referralId, 'close', world.vendor.greta, confirm);
      expect(answer).toEqual({ outcome: 'done' });
    }),
  );

  it(
    'cannot be named by what stands for a deal without a number',
    inWorld(async (world) => {
      const { referralId, owner } = await rival(world, 'ohnenummer');
      const { answer } = await world.give(referralId, 'close', owner, { ...WON, dealId: `manual:${referralId}` });
      expect(answer).toMatchObject({ code: 'invalid_request', facts: { lacks: ['dealId'] } });
    }),
  );

  it(
    'that another referral has won before a case gives credit for it is not credited twice, and the record says so',
    inWorld(async (world) => {
      const gone = await expired(world);
      const caseId = await contest(world, gone.referralId, 'missing_credit');
      const first = await rival(world, 'schneller');
      const deal = { dealId: 'DEAL-7', amount: WON.amount, closedOn: WON.closedOn };
      const payload = { outcome: 'upheld', effect: 'credit', ...deal } as const;
      expect(await giveCase(world, caseId, 'decideCase', world.vendor.clara, { payload })).toEqual({ outcome: 'done' });
      await world.give(first.referralId, 'close', first.owner, { ...WON, dealId: 'DEAL-7' });
      await world.relay();
      await world.tells(gone.referralId, 'command.refused');
      const refused = (await world.timeline(gone.referralId)).find(({ type }) => type === 'command.refused');
      expect(refused?.public).toMatchObject({ code: 'deal_credited', caseId });
      expect((await world.row(gone.referralId)).stage).toBe('expired');
      expect(await linesOf(world, 'DEAL-7')).toHaveLength(1);
    }),
  );
});
