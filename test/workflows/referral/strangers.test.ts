import { describe, expect, it } from '@jest/globals';
import { accepted, qualified } from '../../support/storySteps.ts';
import { storyTests } from '../../support/storyTests.ts';
import type { StoryWorld } from '../../support/storyWorld.ts';
import { TODAY } from '../../support/today.ts';

const inWorld = storyTests();
const REACHED = { channel: 'phone', outcome: 'reached' } as const;

const raw = (world: StoryWorld, referralId: string, commandId: string, userId: string) =>
  world.handle(referralId).signal('contact', { commandId, actor: { kind: 'user', id: userId }, ...REACHED });

const sameCompany = (domain: string) => ({
  company: { name: domain, domain },
  prospect: { name: 'Ada', email: `ada@${domain}` },
});

describe('who can reach Temporal and nothing else', () => {
  it(
    'gains nothing by naming the row that an own refused command left behind',
    inWorld(async (world) => {
      const { referralId } = await accepted(world);
      await raw(world, referralId, 'c-1', world.vendor.abel);
      await world.tells(referralId, 'command.refused');
      await raw(world, referralId, `${referralId}:c-1`, world.vendor.abel);
      await world.tells(referralId, 'command.refused', 2);
      expect((await world.row(referralId)).stage).toBe('accepted');
    }),
  );

  it(
    'is told when the id is in use, so that the story can go on and end',
    inWorld(async (world) => {
      const { referralId, owner } = await accepted(world);
      const { commandId } = await world.record(referralId, 'contact', owner, REACHED);
      const other = { commandId, actor: { kind: 'user', id: world.vendor.abel }, ...REACHED };
      await expect(world.handle(referralId).executeUpdate('contact', { args: [other] })).rejects.toThrow();
      await world.tells(referralId, 'command.refused');
      await world.relay();
      await world.isIn(referralId, 'contacted');
      await world.give(referralId, 'withdraw', world.partner.userId, { reasonCode: 'mistake' });
      expect(await world.handle(referralId).result()).toBe('withdrawn');
    }),
  );

  it.each(['claimPromoted', 'claimClosed', 'runSettled', 'recheck', 'rateConfirmed'])(
    'cannot stop a story with a %s that says nothing',
    (name) =>
      inWorld(async (world) => {
        const { referralId, owner } = await accepted(world);
        for (const nothing of [null, undefined, 'x', {}, { eventId: 7 }]) {
          await world.handle(referralId).signal(name, nothing);
        }
        const { answer } = await world.give(referralId, 'contact', owner, REACHED);
        expect(answer).toEqual({ outcome: 'done' });
      })(),
  );

  it.each(['claimPromoted', 'claimClosed'])('cannot move a referral that waits by a %s: the queue decides', (name) =>
    inWorld(async (world) => {
      const domain = `${name.toLowerCase()}.example`;
      const first = await accepted(world, sameCompany(domain));
      const { referralId } = await world.submit({ by: await world.anotherPartner(), ...sameCompany(domain) });
      await world.isIn(referralId, 'waitlisted');
      await world.handle(referralId).signal(name, { eventId: 'made-up' });
      await world.give(referralId, 'assign', world.vendor.samir, {
        ownerId: world.vendor.samir,
        reasonCode: 'territory',
      });
      expect((await world.row(referralId)).stage).toBe('waitlisted');
      await world.give(first.referralId, 'withdraw', world.partner.userId, { reasonCode: 'mistake' });
      await world.relay();
      await world.isIn(referralId, 'accepted');
    })(),
  );

  it(
    'cannot have a line taken for paid by a runSettled: the record decides',
    inWorld(async (world) => {
      const { referralId, owner } = await qualified(world);
      const amount = { amount: 100_000, currency: 'EUR' };
      await world.give(referralId, 'close', owner, { outcome: 'won', amount, closedOn: TODAY, dealId: 'D-1' });
      const [line] = (await world.explain(referralId)).state.lines;
      const commissionIds = [line?.commissionId];
      await world
        .handle(referralId)
        .signal('runSettled', { eventId: 'e', itemId: 'i', outcome: 'paid', commissionIds });
      expect((await world.explain(referralId)).state.lines).toMatchObject([{ state: 'holding' }]);
    }),
  );

  it(
    'and a promotion that comes after the end of its story is done, not stuck',
    inWorld(async (world) => {
      const first = await accepted(world, sameCompany('late.example'));
      const by = await world.anotherPartner();
      const { referralId } = await world.submit({ by, ...sameCompany('late.example') });
      await world.isIn(referralId, 'waitlisted');
      await world.give(first.referralId, 'withdraw', world.partner.userId, { reasonCode: 'mistake' });
      await world.give(referralId, 'withdraw', by.userId, { reasonCode: 'mistake' });
      await world.handle(referralId).result();
      await world.relay();
      expect(await world.database.outboxRow.count({ where: { kind: 'signal', doneAt: null } })).toBe(0);
    }),
  );
});
