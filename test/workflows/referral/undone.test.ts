import { describe, expect, it } from '@jest/globals';
import { accepted, clockOf, contacted } from '../../support/storySteps.ts';
import { storyTests } from '../../support/storyTests.ts';
import { until } from '../../support/storyWorld.ts';
import type { StoryWorld } from '../../support/storyWorld.ts';

const inWorld = storyTests();
const HOUR_MS = 3_600_000;
const SOON_MS = 60_000;
const VOICEMAIL = { channel: 'phone', outcome: 'no_answer' } as const;

const sameCompany = (domain: string) => ({
  company: { name: domain, domain },
  prospect: { name: 'Ada', email: `ada@${domain}` },
});

/** Taken back by mistake, and five hours later not taken back any more. */
async function slip(world: StoryWorld, referralId: string, by = world.partner.userId): Promise<void> {
  await world.give(referralId, 'withdraw', by, { reasonCode: 'mistake' });
  await until(async () => (await world.handle(referralId).describe()).status.name === 'COMPLETED', 'ended');
  await world.pass('PT5H');
  expect((await world.give(referralId, 'undoWithdraw', by, {})).answer).toEqual({ outcome: 'done' });
}

const hoursLeft = async (world: StoryWorld, referralId: string, kind: string): Promise<number> =>
  (Date.parse((await clockOf(world, referralId, kind))?.dueAt ?? '') - (await world.nowMs())) / HOUR_MS;
const stateOf = async (world: StoryWorld, referralId: string) => (await world.explain(referralId)).state;

describe('an undone withdrawal goes on with what stood open', () => {
  it(
    'our promise has the time that was left of it, and its reminder is not sent again',
    inWorld(async (world) => {
      const { referralId, owner } = await accepted(world);
      await world.pass('PT20H');
      await slip(world, referralId);
      expect(await clockOf(world, referralId, 'first_contact')).toMatchObject({ state: 'running' });
      expect(await hoursLeft(world, referralId, 'first_contact')).toBeCloseTo(4, 0);
      expect((await world.timeline(referralId)).slice(-3).map(({ type }) => type)).toEqual([
        'referral.reopened',
        'referral.accepted',
        'clock.resumed',
      ]);
      await world.pass('PT3H');
      const reminders = (await world.mails(referralId)).filter(({ text }) => text === 'reminder_50');
      expect(reminders).toMatchObject([{ receiver: owner }]);
      await world.pass('PT2H');
      expect(await clockOf(world, referralId, 'first_contact')).toMatchObject({ state: 'breached' });
    }),
  );

  it(
    'what we had missed stays missed, and its ladder climbs on',
    inWorld(async (world) => {
      const { referralId, owner } = await accepted(world);
      await world.pass('PT25H');
      const missed = await clockOf(world, referralId, 'first_contact');
      expect(missed).toMatchObject({ state: 'breached' });
      await slip(world, referralId);
      expect(await clockOf(world, referralId, 'first_contact')).toEqual(missed);
      expect((await world.row(referralId)).ownerId).toBe(owner);
      await world.pass('PT12H');
      expect((await world.row(referralId)).ownerId).not.toBe(owner);
    }),
  );

  it(
    'the question is open again with the time that was left to answer it, and our clock stands still as before',
    inWorld(async (world) => {
      const { referralId, owner } = await accepted(world);
      await world.pass('PT4H');
      await world.give(referralId, 'ask', owner, {}, { question: 'Which plant?' });
      await world.pass('P2D');
      await slip(world, referralId);
      expect(await world.row(referralId)).toMatchObject({
        stage: 'accepted',
        next: { situation: 'open_question', who: 'partner', facts: { pausedKind: 'first_contact' } },
      });
      expect(await hoursLeft(world, referralId, 'information')).toBeCloseTo(5 * 24, 0);
      const question = await world.database.question.findFirstOrThrow({ where: { referralId } });
      expect(question).toMatchObject({ state: 'open', question: 'Which plant?', askedBy: owner });
      const answerBy = (await stateOf(world, referralId)).question?.answerBy ?? 0;
      expect(question.answerBy.getTime()).toBe(answerBy);
      expect((await world.mails(referralId)).filter(({ text }) => text === 'question')).toHaveLength(2);
      await world.give(referralId, 'answer', world.partner.userId, {}, { answer: 'Malmö.' });
      expect(await hoursLeft(world, referralId, 'first_contact')).toBeCloseTo(20, 0);
      expect(await world.database.question.findFirstOrThrow({ where: { referralId } })).toMatchObject({
        state: 'answered',
        answer: 'Malmö.',
      });
    }),
  );

  it(
    'tries are counted on, and the next one is due as much later',
    inWorld(async (world) => {
      const { referralId, owner } = await accepted(world);
      for (const _ of [1, 2]) await world.give(referralId, 'contact', owner, VOICEMAIL);
      const before = (await stateOf(world, referralId)).tries;
      await slip(world, referralId);
      const after = (await stateOf(world, referralId)).tries;
      expect(after).toMatchObject({ count: 2, reminded: false });
      expect((after?.nextAt ?? 0) - (before?.nextAt ?? 0)).toBeGreaterThan(5 * HOUR_MS - SOON_MS);
      expect((after?.endsAt ?? 0) - (before?.endsAt ?? 0)).toBeGreaterThan(5 * HOUR_MS - SOON_MS);
    }),
  );

  it(
    'the agreed day of the next call stays, and so does the day on which the registration ends',
    inWorld(async (world) => {
      const { referralId, owner } = await contacted(world);
      const recontactOn = new Date((await world.nowMs()) + 30 * 24 * HOUR_MS).toISOString();
      const answers = { need: 'yes', budget: 'unknown', authority: 'yes', timeline: 'no' } as const;
      await world.give(referralId, 'qualify', owner, { ...answers, outcome: 'later', recontactOn, quality: 4 });
      const before = await stateOf(world, referralId);
      expect(before.later).not.toBeNull();
      await slip(world, referralId);
      const { later, expiresAt, expiryStartedAt, remindersSent } = await stateOf(world, referralId);
      expect({ later, expiresAt, expiryStartedAt, remindersSent }).toEqual({
        later: before.later,
        expiresAt: before.expiresAt,
        expiryStartedAt: before.expiryStartedAt,
        remindersSent: before.remindersSent,
      });
    }),
  );

  it(
    'a request for more time waits for its decision, which is due as much later',
    inWorld(async (world) => {
      const { referralId } = await contacted(world);
      await world.give(referralId, 'requestExtension', world.partner.userId, { days: 30, reasonCode: 'budget_cycle' });
      const before = (await stateOf(world, referralId)).extension.request;
      expect(before).not.toBeNull();
      await slip(world, referralId);
      const after = (await stateOf(world, referralId)).extension.request;
      expect((after?.dueAt ?? 0) - (before?.dueAt ?? 0)).toBeGreaterThan(5 * HOUR_MS - SOON_MS);
      const decided = await world.give(referralId, 'decideExtension', world.vendor.samir, { decision: 'approve' });
      expect(decided.answer).toEqual({ outcome: 'done' });
    }),
  );

  it(
    'in review the promise of an answer is no new one',
    inWorld(async (world) => {
      await accepted(world, { company: { name: 'Zwilling GmbH', domain: 'zwilling-eins.example' } });
      const { referralId } = await world.submit({
        company: { name: 'Zwilling GmbH', domain: 'zwilling-zwei.example' },
      });
      await world.isIn(referralId, 'in_review');
      await world.pass('PT1H30M');
      const before = await stateOf(world, referralId);
      await slip(world, referralId);
      await world.isIn(referralId, 'in_review');
      expect(await hoursLeft(world, referralId, 'acknowledge')).toBeCloseTo(2.5, 0);
      expect(await hoursLeft(world, referralId, 'review')).toBeCloseTo(2.5, 0);
      expect((await stateOf(world, referralId)).expiresAt).toBe(before.expiresAt);
    }),
  );

  it(
    'who waited goes to the end of the line, and waits no longer for it',
    inWorld(async (world) => {
      await accepted(world, sameCompany('schlange.example'));
      const by = await world.anotherPartner();
      const { referralId } = await world.submit({ by, ...sameCompany('schlange.example') });
      await world.isIn(referralId, 'waitlisted');
      await world.pass('P10D');
      const { waitingUntil, waitingSince } = await stateOf(world, referralId);
      await slip(world, referralId, by.userId);
      expect(await stateOf(world, referralId)).toMatchObject({ stage: 'waitlisted', waitingUntil, waitingSince });
    }),
  );
});
