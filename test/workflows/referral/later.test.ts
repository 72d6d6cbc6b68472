import { describe, expect, it } from '@jest/globals';
import { clockOf, contacted } from '../../support/storySteps.ts';
import { storyTests } from '../../support/storyTests.ts';

const inWorld = storyTests();
const DAY_MS = 86_400_000;
const ANSWERS = { need: 'yes', budget: 'unknown', authority: 'unknown', timeline: 'no' } as const;
const ALL_YES = { need: 'yes', budget: 'yes', authority: 'yes', timeline: 'yes' } as const;

describe('good, but not now', () => {
  it(
    'keeps claim and stage, moves the end, reminds the owner on the day, and is qualified after it',
    inWorld(async (world) => {
      const { referralId, owner } = await contacted(world);
      const recontactAt = new Date((await world.nowMs()) + 120 * DAY_MS);
      const recontactOn = recontactAt.toISOString();
      const later = { ...ANSWERS, outcome: 'later', recontactOn, quality: 4 } as const;
      const given = await world.give(referralId, 'qualify', owner, later, { feedback: 'Budget comes in spring.' });
      expect(given.answer).toEqual({ outcome: 'done' });
      const expiresAt = new Date(recontactAt.getTime() + 30 * DAY_MS);
      expect(await world.row(referralId)).toMatchObject({
        stage: 'contacted',
        quality: 4,
        feedback: 'Budget comes in spring.',
        expiresAt,
        next: { situation: 'later', action: 'contact', who: owner, dueAt: recontactOn },
      });
      expect(await clockOf(world, referralId, 'expiry')).toMatchObject({
        state: 'running',
        dueAt: expiresAt.toISOString(),
      });
      expect((await world.mails(referralId)).at(-1)).toMatchObject({ text: 'later', receiver: 'submitter' });
      await world.pass('P121D');
      await world.tells(referralId, 'clock.reminded');
      const due = (await world.mails(referralId)).filter(({ text }) => text === 'recontact_due');
      expect(due).toMatchObject([{ receiver: owner }]);
      expect((await world.row(referralId)).next).toMatchObject({ situation: 'later', facts: { isTime: 1 } });
      await world.give(referralId, 'contact', owner, { channel: 'phone', outcome: 'reached' });
      expect((await world.row(referralId)).next).toMatchObject({ situation: 'contacted' });
      await world.give(referralId, 'qualify', owner, { ...ALL_YES, outcome: 'qualified' });
      expect((await world.row(referralId)).stage).toBe('qualified');
    }),
  );

  it(
    'is possible once, within 180 days, and needs a date',
    inWorld(async (world) => {
      const { referralId, owner } = await contacted(world);
      const inDays = async (days: number) => new Date((await world.nowMs()) + days * DAY_MS).toISOString().slice(0, 10);
      const later = async (recontactOn: string | undefined) => {
        const body = { ...ANSWERS, outcome: 'later' as const, ...(recontactOn === undefined ? {} : { recontactOn }) };
        return (await world.give(referralId, 'qualify', owner, body)).answer;
      };
      expect(await later(undefined)).toMatchObject({ code: 'invalid_request', facts: { lacks: ['recontactOn'] } });
      expect(await later(await inDays(182))).toMatchObject({ code: 'date_out_of_range' });
      expect(await later(await inDays(-1))).toMatchObject({ code: 'date_out_of_range' });
      expect(await later(await inDays(5))).toEqual({ outcome: 'done' });
      expect(await later(await inDays(6))).toMatchObject({ outcome: 'refused', code: 'already_postponed' });
      const row = await world.row(referralId);
      expect(row.expiresAt?.toISOString().slice(0, 10)).toBe(await inDays(35));
    }),
  );

  it(
    'lapses when nothing came of it',
    inWorld(async (world) => {
      const { referralId, owner } = await contacted(world);
      const recontactOn = new Date((await world.nowMs()) + 10 * DAY_MS).toISOString();
      await world.give(referralId, 'qualify', owner, { ...ANSWERS, outcome: 'later', recontactOn });
      await world.pass('P41D');
      await world.isIn(referralId, 'expired');
      expect(await world.row(referralId)).toMatchObject({ outcome: { reasonCode: 'no_opportunity' } });
    }),
  );
});
