import { describe, expect, it } from '@jest/globals';
import { createPartner, createProgram } from '../../support/factories.ts';
import { accepted, clockOf } from '../../support/storySteps.ts';
import { storyTests } from '../../support/storyTests.ts';
import type { StoryWorld } from '../../support/storyWorld.ts';

const inWorld = storyTests();

const NINE_TO_FIVE = [{ from: '09:00', to: '17:00' }];
const HOURS = { mon: NINE_TO_FIVE, tue: NINE_TO_FIVE, wed: NINE_TO_FIVE, thu: NINE_TO_FIVE, fri: NINE_TO_FIVE };

/** A partner of a program that promises in the working time of Berlin. */
async function partnerInHours(world: StoryWorld) {
  const { database, vendor } = world;
  const calendar = { name: 'Berlin', zone: 'Europe/Berlin', hours: HOURS, createdBy: vendor.clara };
  const { id } = await database.calendar.create({ data: { id: `cal_${String(Date.now())}`, ...calendar } });
  const policy = { clock: 'business' as const, calendarId: id };
  const programId = await createProgram(database, { vendor, policy });
  return {
    calendarId: id,
    partner: await createPartner(database, { programIds: [programId], managerId: vendor.samir }),
  };
}

const dueIn = async (world: StoryWorld, calendarId: string, from: string, duration: string): Promise<string> => {
  const [row] = await world.database.$queryRaw<{ due: string }[]>`
    SELECT iso_ms(after_working_duration(${calendarId}, ${from}::timestamptz, ${duration})) AS due`;
  return row?.due ?? '';
};

describe('a program that promises in working time', () => {
  it(
    'says on the receipt what the story keeps: hours count only while it is open',
    inWorld(async (world) => {
      const { calendarId, partner } = await partnerInHours(world);
      const { referralId, submittedAt, acknowledgeDueAt, firstContactDueAt } = await accepted(world, { by: partner });
      expect(acknowledgeDueAt).toBe(await dueIn(world, calendarId, submittedAt, 'PT4H'));
      expect(firstContactDueAt).toBe(await dueIn(world, calendarId, submittedAt, 'PT24H'));
      expect((await clockOf(world, referralId, 'acknowledge'))?.dueAt).toBe(acknowledgeDueAt);
      expect((await clockOf(world, referralId, 'first_contact'))?.dueAt).toBe(firstContactDueAt);
      const expiry = await clockOf(world, referralId, 'expiry');
      expect(Date.parse(expiry?.dueAt ?? '') - Date.parse(submittedAt)).toBe(90 * 86_400_000);
    }),
  );

  it(
    'climbs its ladder by working time: reminder after 12 hours of work, breach after 24, the first hand-over after 36',
    inWorld(async (world) => {
      const { calendarId, partner } = await partnerInHours(world);
      const { referralId, submittedAt } = await accepted(world, { by: partner });
      await world.pass('P10D');
      await world.tells(referralId, 'clock.escalated');
      const rungs = (await world.timeline(referralId)).filter(
        ({ type, public: said }) => type.startsWith('clock.') && said['kind'] === 'first_contact',
      );
      const expected = ['PT12H', 'PT24H', 'PT36H'].map((length) => dueIn(world, calendarId, submittedAt, length));
      for (const [place, due] of (await Promise.all(expected)).entries()) {
        expect(Math.abs((rungs[place]?.at.getTime() ?? 0) - Date.parse(due))).toBeLessThan(5_000);
      }
      expect(rungs.slice(0, 3).map(({ type }) => type)).toEqual([
        'clock.reminded',
        'clock.breached',
        'clock.escalated',
      ]);
    }),
  );
});
