import { describe, expect, it } from '@jest/globals';
import { accepted, clockOf, contacted, qualified } from '../../support/storySteps.ts';
import { storyTests } from '../../support/storyTests.ts';

const inWorld = storyTests();

describe('a referral without an opportunity', () => {
  it(
    'is reminded of 14 and 3 days before its end, and ends after 90 days',
    inWorld(async (world) => {
      const { referralId, hoursIn, owner } = await contacted(world);
      await world.pass('P90DT1M');
      await world.isIn(referralId, 'expired');
      const told = (await world.timeline(referralId))
        .filter(({ type }) => type !== 'clock.breached') // the weekly promise of news has a test of its own
        .slice(-3)
        .map(({ type, at }) => [type, Math.round(hoursIn(at)) / 24]);
      expect(told).toEqual([
        ['clock.reminded', 76],
        ['clock.reminded', 87],
        ['referral.expired', 90],
      ]);
      const mails = (await world.mails(referralId)).filter(({ text }) => text.startsWith('expir'));
      expect(mails.map(({ text, receiver }) => [text, receiver])).toEqual([
        ['expiry_reminder', 'submitter'],
        ['expiry_reminder', owner],
        ['expiry_reminder', 'submitter'],
        ['expiry_reminder', owner],
        ['expired', 'submitter'],
      ]);
      expect(await world.row(referralId)).toMatchObject({ outcome: { reasonCode: 'no_opportunity' } });
      expect(await world.handle(referralId).result()).toBe('expired');
    }),
  );

  it(
    'does not end while a promise of ours is overdue: its date moves by the time lost, and the managers are told',
    inWorld(
      async (world) => {
        const { referralId, owner, hoursIn, expiresAt } = await accepted(world);
        await world.pass('P90DT2H');
        await world.tells(referralId, 'clock.moved');
        const row = await world.row(referralId);
        expect(row.stage).toBe('accepted');
        expect(Math.round(hoursIn(row.expiresAt ?? new Date(0))) / 24).toBe(92);
        expect(await clockOf(world, referralId, 'expiry')).toMatchObject({ dueAt: row.expiresAt?.toISOString() });
        expect(row.expiresAt?.toISOString()).not.toBe(expiresAt);
        expect((await world.mails(referralId)).at(-1)?.text).toBe('breach_100');
        await world.give(referralId, 'contact', owner, { channel: 'phone', outcome: 'reached' });
        await world.pass('P2D');
        await world.isIn(referralId, 'expired');
      },
      { policy: { firstContact: 'P88D' } },
    ),
  );

  it(
    'never ends once there is an opportunity',
    inWorld(async (world) => {
      const { referralId, owner } = await qualified(world);
      await world.give(referralId, 'advance', owner, { stage: 'opportunity' });
      await world.pass('P200D');
      expect(await world.explain(referralId)).toMatchObject({ stage: 'opportunity' });
      expect(await world.row(referralId)).toMatchObject({ stage: 'opportunity', expiresAt: null });
      expect(await clockOf(world, referralId, 'expiry')).toMatchObject({ state: 'met' });
      expect((await world.timeline(referralId)).map(({ type }) => type)).not.toContain('clock.reminded');
    }),
  );
});
