import { describe, expect, it } from '@jest/globals';
import { newId } from '../../../adapters/ids.ts';
import { accepted, clockOf } from '../../support/storySteps.ts';
import { storyTests } from '../../support/storyTests.ts';

const inWorld = storyTests();
const MINUTE_IN_HOURS = 1 / 60;

describe('the promise of first contact', () => {
  it(
    'reminds at 50 %, is broken at 100 %, is handed over at 150 % and 250 %, and never starts anew',
    inWorld(async (world) => {
      const zoe = { id: newId('user'), email: 'zoe@helioforge.example', name: 'zoe', roles: ['sales_rep'] };
      await world.database.user.create({ data: zoe });
      const { referralId, owner, hoursIn, firstContactDueAt } = await accepted(world);
      await world.pass('PT61H');
      await world.tells(referralId, 'clock.escalated', 2);
      await world.database.user.update({ where: { id: zoe.id }, data: { active: false } });
      const steps = (await world.timeline(referralId)).filter(({ type }) => /clock|owner/.test(type)).slice(1);
      const expected = [
        ['clock.reminded', 12],
        ['clock.breached', 24],
        ['clock.escalated', 36],
        ['owner.assigned', 36],
        ['clock.escalated', 60],
        ['owner.assigned', 60],
      ] as const;
      expect(steps.map(({ type }) => type)).toEqual(expected.map(([type]) => type));
      for (const [place, [, hours]] of expected.entries()) {
        expect(Math.abs(hoursIn(steps[place]?.at ?? new Date(0)) - hours)).toBeLessThan(MINUTE_IN_HOURS);
      }
      const [first, second] = steps
        .filter(({ type }) => type === 'owner.assigned')
        .map((step) => step.public['ownerId']);
      expect(new Set([owner, first, second]).size).toBe(3); // who missed it already does not get it again
      expect(await clockOf(world, referralId, 'first_contact')).toMatchObject({
        state: 'breached',
        dueAt: firstContactDueAt,
      });
      expect((await world.row(referralId)).next).toMatchObject({ situation: 'late', action: 'contact', who: second });
    }),
  );

  it(
    'tells owner, managers and partner of each rung, and each of them once',
    inWorld(async (world) => {
      const { referralId, owner } = await accepted(world);
      await world.pass('PT37H');
      await world.tells(referralId, 'clock.escalated');
      const { greta, konrad, clara } = world.vendor;
      const managers = [greta, konrad, clara].sort();
      const second = (await world.row(referralId)).ownerId;
      expect((await world.mails(referralId)).slice(3).map(({ text, receiver }) => [text, receiver])).toEqual([
        ['reminder_50', owner],
        ...managers.map((manager) => ['breach_100', manager]),
        ['promise_missed', 'submitter'],
        ...managers.map((manager) => ['handover_150', manager]),
        ['assigned', second],
        ['new_owner', 'submitter'],
      ]);
    }),
  );

  it(
    'is kept by a voicemail, while the stage stays',
    inWorld(async (world) => {
      const { referralId, owner } = await accepted(world);
      await world.pass('PT2H');
      const { answer } = await world.give(referralId, 'contact', owner, { channel: 'phone', outcome: 'no_answer' });
      expect(answer).toEqual({ outcome: 'done' });
      await world.pass('PT46H');
      expect(await clockOf(world, referralId, 'first_contact')).toMatchObject({ state: 'met' });
      expect((await world.timeline(referralId)).filter(({ type }) => type.startsWith('clock.'))).toEqual([]);
      expect(await world.row(referralId)).toMatchObject({ stage: 'accepted', next: { situation: 'attempted' } });
      expect((await world.mails(referralId)).at(-1)).toMatchObject({ text: 'attempt', receiver: 'submitter' });
    }),
  );

  it(
    'stays broken when it is kept late, says when, and is not handed over any more',
    inWorld(async (world) => {
      const { referralId, owner } = await accepted(world);
      await world.pass('PT30H');
      await world.tells(referralId, 'clock.breached');
      await world.give(referralId, 'contact', owner, { channel: 'email', outcome: 'reached' });
      const clock = await clockOf(world, referralId, 'first_contact');
      expect(clock?.state).toBe('breached');
      expect(Date.parse(clock?.metAt ?? '')).toBeGreaterThan(Date.parse(clock?.dueAt ?? ''));
      await world.pass('PT40H');
      expect((await world.timeline(referralId)).map(({ type }) => type)).not.toContain('clock.escalated');
      expect(await world.row(referralId)).toMatchObject({
        stage: 'contacted',
        ownerId: owner,
        next: { situation: 'contacted' },
      });
    }),
  );

  it(
    'is counted from when the attempt was made, not from when it was logged',
    inWorld(async (world) => {
      const { referralId, owner, submittedAt } = await accepted(world);
      const madeAt = new Date(Date.parse(submittedAt) + 3_600_000).toISOString();
      await world.pass('PT6H');
      await world.give(referralId, 'contact', owner, { channel: 'phone', outcome: 'reached', at: madeAt });
      expect(await clockOf(world, referralId, 'first_contact')).toMatchObject({ state: 'met', metAt: madeAt });
    }),
  );

  it(
    'is not kept by an attempt from before the referral came in; the minute in which it came is well',
    inWorld(async (world) => {
      const { referralId, owner, submittedAt } = await accepted(world);
      const attempt = (beforeMs: number) =>
        world.give(referralId, 'contact', owner, {
          channel: 'phone',
          outcome: 'no_answer',
          at: new Date(Date.parse(submittedAt) - beforeMs).toISOString(),
        });
      expect((await attempt(30 * 86_400_000)).answer).toMatchObject({ outcome: 'refused', code: 'date_out_of_range' });
      expect(await clockOf(world, referralId, 'first_contact')).toMatchObject({ state: 'running' });
      expect((await attempt(30_000)).answer).toMatchObject({ outcome: 'done' });
      expect(await clockOf(world, referralId, 'first_contact')).toMatchObject({ state: 'met', metAt: submittedAt });
    }),
  );

  it(
    'stays with its owner where nobody else is on duty, and managers and partner are told',
    inWorld(async (world) => {
      const { referralId, owner } = await accepted(world);
      const others = { roles: { has: 'sales_rep' }, id: { not: owner } };
      await world.database.user.updateMany({ where: others, data: { active: false } });
      await world.pass('PT37H');
      await world.tells(referralId, 'clock.escalated');
      await world.database.user.updateMany({ where: others, data: { active: true } });
      const escalated = (await world.timeline(referralId)).find(({ type }) => type === 'clock.escalated');
      expect(escalated?.public).toMatchObject({ moved: false });
      expect((await world.row(referralId)).ownerId).toBe(owner);
      const mails = await world.mails(referralId);
      expect(mails.at(-1)?.text).toBe('handover_150');
      const toPartner = mails.filter(({ text }) => text === 'promise_missed').map(({ facts }) => facts);
      // By the time that the first mail names the partner hears from us, also where nothing has moved.
      expect(toPartner).toMatchObject([
        { handOverAt: expect.any(String) },
        { handOverAt: expect.any(String), handOverAgainAt: null },
      ]);
    }),
  );
});
