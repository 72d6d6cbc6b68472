import { describe, expect, it } from '@jest/globals';
import { accepted, clockOf, contacted, qualified } from '../../support/storySteps.ts';
import { storyTests } from '../../support/storyTests.ts';
import type { StoryWorld } from '../../support/storyWorld.ts';
import { TODAY } from '../../support/today.ts';

const inWorld = storyTests();
const DAY_MS = 86_400_000;

const sameCompany = (domain: string) => ({
  company: { name: domain, domain },
  prospect: { name: 'Ada', email: `ada@${domain}` },
});

async function inLine(world: StoryWorld, domain: string) {
  const { referralId } = await world.submit({ by: await world.anotherPartner(), ...sameCompany(domain) });
  await world.isIn(referralId, 'waitlisted');
  return referralId;
}

const entry = (world: StoryWorld, referralId: string) =>
  world.database.queueEntry.findUniqueOrThrow({ where: { referralId } });

describe('referrals of one company by several partners', () => {
  it(
    'wait in the order of intake, told their own place and nothing of the others',
    inWorld(async (world) => {
      await accepted(world, sameCompany('adler.example'));
      const second = await inLine(world, 'adler.example');
      const third = await inLine(world, 'adler.example');
      for (const [place, referralId] of [second, third].entries()) {
        const row = await world.row(referralId);
        expect(row.next).toMatchObject({ situation: 'waitlisted', facts: { position: place + 1 } });
        expect(row.expiresAt).toBeNull();
        expect((await world.mails(referralId)).at(-1)).toEqual({
          text: 'waitlisted',
          receiver: 'submitter',
          facts: { position: place + 1 },
        });
        expect(await clockOf(world, referralId, 'first_contact')).toMatchObject({ state: 'cancelled' });
      }
    }),
  );

  it(
    'move up when the first is withdrawn, with clocks and a full expiry period of their own',
    inWorld(async (world) => {
      const first = await accepted(world, sameCompany('tamm.example'));
      const second = await inLine(world, 'tamm.example');
      const third = await inLine(world, 'tamm.example');
      await world.pass('P3D');
      await world.give(first.referralId, 'withdraw', world.partner.userId, { reasonCode: 'prospect_request' });
      const at = await world.nowMs();
      await world.relay();
      await world.isIn(second, 'accepted');
      expect(await entry(world, second)).toMatchObject({ state: 'held' });
      expect(await entry(world, third)).toMatchObject({ state: 'waiting' });
      expect(Date.parse((await clockOf(world, second, 'first_contact'))?.dueAt ?? '') - at).toBeGreaterThan(
        DAY_MS - 60_000,
      );
      expect(((await world.row(second)).expiresAt?.getTime() ?? 0) - at).toBeGreaterThan(90 * DAY_MS - 60_000);
      expect((await world.mails(second)).map(({ text }) => text)).toEqual([
        'received',
        'waitlisted',
        'promoted',
        'assigned',
      ]);
      expect((await world.row(third)).stage).toBe('waitlisted');
    }),
  );

  it(
    'move up when the introduction was the cause of the end (no way to the person)',
    inWorld(async (world) => {
      const first = await contacted(world, sameCompany('nordwind.example'));
      const second = await inLine(world, 'nordwind.example');
      const answers = { need: 'yes', budget: 'yes', authority: 'no', timeline: 'yes' } as const;
      await world.give(first.referralId, 'qualify', first.owner, {
        ...answers,
        outcome: 'disqualified',
        reasonCode: 'wrong_contact',
      });
      await world.relay();
      await world.isIn(second, 'accepted');
    }),
  );

  it(
    'are declined when the company itself said no, with the date of a new try',
    inWorld(async (world) => {
      const first = await contacted(world, sameCompany('kessel.example'));
      const second = await inLine(world, 'kessel.example');
      const third = await inLine(world, 'kessel.example');
      const answers = { need: 'no', budget: 'no', authority: 'yes', timeline: 'no' } as const;
      await world.give(first.referralId, 'qualify', first.owner, {
        ...answers,
        outcome: 'disqualified',
        reasonCode: 'no_budget',
      });
      await world.relay();
      for (const referralId of [second, third]) {
        await world.isIn(referralId, 'declined');
        expect((await world.row(referralId)).outcome).toMatchObject({ reasonCode: 'company_not_available' });
        expect((await entry(world, referralId)).state).toBe('released');
      }
      const { againFrom } = (await world.row(first.referralId)).outcome as { againFrom: string };
      const early = await world.submit({ by: await world.anotherPartner(), ...sameCompany('kessel.example') });
      await world.isIn(early.referralId, 'declined');
      expect((await world.row(early.referralId)).outcome).toMatchObject({
        reasonCode: 'company_not_available',
        againFrom,
      });
      await world.pass('P31D');
      const afterwards = await world.submit({ by: await world.anotherPartner(), ...sameCompany('kessel.example') });
      await world.isIn(afterwards.referralId, 'accepted');
    }),
  );

  it(
    'are declined when the first is won',
    inWorld(async (world) => {
      const first = await qualified(world, sameCompany('aurora.example'));
      const second = await inLine(world, 'aurora.example');
      await world.give(first.referralId, 'close', first.owner, {
        outcome: 'won',
        amount: { amount: 1_000_000, currency: 'EUR' },
        closedOn: TODAY,
        dealId: 'D-1',
      });
      await world.relay();
      await world.isIn(second, 'declined');
    }),
  );

  it(
    'lose their place after 180 days of waiting, and an expiry of the first promotes them before',
    inWorld(
      async (world) => {
        const first = await qualified(world, sameCompany('lange.example'));
        await world.give(first.referralId, 'advance', first.owner, { stage: 'opportunity' });
        const second = await inLine(world, 'lange.example');
        const lapsing = await contacted(world, sameCompany('kurz.example'));
        const next = await inLine(world, 'kurz.example');
        await world.pass('P91D');
        await world.isIn(lapsing.referralId, 'expired');
        await world.relay();
        await world.isIn(next, 'accepted');
        const row = await world.row(next);
        expect((row.expiresAt?.getTime() ?? 0) - (await world.nowMs())).toBeGreaterThan(90 * DAY_MS - 60_000);
        await world.give(next, 'contact', row.ownerId ?? '', { channel: 'phone', outcome: 'reached' });
        await world.pass('P90D');
        await world.isIn(second, 'expired');
        expect((await world.row(second)).outcome).toMatchObject({ reasonCode: 'waiting_ended' });
        await world.isIn(next, 'expired');
      },
      { policy: { confirmAfterWaiting: 'P100D' } },
    ),
  );

  it(
    'that withdraw while they wait leave the line, and the first is not touched',
    inWorld(async (world) => {
      const first = await accepted(world, sameCompany('still.example'));
      const other = await world.anotherPartner();
      const second = await world.submit({ by: other, ...sameCompany('still.example') });
      await world.isIn(second.referralId, 'waitlisted');
      const third = await inLine(world, 'still.example');
      await world.give(second.referralId, 'withdraw', other.userId, { reasonCode: 'mistake' });
      await world.relay();
      expect((await world.row(second.referralId)).stage).toBe('withdrawn');
      expect((await world.row(first.referralId)).stage).toBe('accepted');
      expect((await world.row(third)).stage).toBe('waitlisted');
    }),
  );
});
