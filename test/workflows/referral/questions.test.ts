import { describe, expect, it } from '@jest/globals';
import { accepted, clockOf, contacted, qualified } from '../../support/storySteps.ts';
import { storyTests } from '../../support/storyTests.ts';
import type { StoryWorld } from '../../support/storyWorld.ts';

const inWorld = storyTests();
const HOUR_MS = 3_600_000;

const ask = (world: StoryWorld, referralId: string, by: string, question = 'Which plant?') =>
  world.give(referralId, 'ask', by, {}, { question });
const answer = (world: StoryWorld, referralId: string, by = world.partner.userId) =>
  world.give(referralId, 'answer', by, {}, { answer: 'The one in Malmö.' });
const questionsOf = (world: StoryWorld, referralId: string) =>
  world.database.question.findMany({ where: { referralId }, orderBy: { askedAt: 'asc' } });
const typesOf = async (world: StoryWorld, referralId: string) =>
  (await world.timeline(referralId)).map(({ type }) => type);
const mailsOf = async (world: StoryWorld, referralId: string) =>
  (await world.mails(referralId)).map(({ text, receiver }) => [text, receiver]);

describe('a question to the partner', () => {
  it(
    'stops our clock, leaves the stage, and the answer starts the clock with what was left',
    inWorld(async (world) => {
      const { referralId, owner } = await accepted(world);
      await world.pass('PT15H');
      expect((await ask(world, referralId, owner)).answer).toEqual({ outcome: 'done' });
      expect(await world.row(referralId)).toMatchObject({
        stage: 'accepted',
        next: { situation: 'open_question', action: 'answer', who: 'partner', facts: { pausedKind: 'first_contact' } },
      });
      expect(await clockOf(world, referralId, 'first_contact')).toMatchObject({ state: 'paused' });
      expect(await clockOf(world, referralId, 'information')).toMatchObject({ state: 'running' });
      await world.pass('P3D');
      expect((await answer(world, referralId)).answer).toEqual({ outcome: 'done' });
      const clock = await clockOf(world, referralId, 'first_contact');
      expect(clock?.state).toBe('running');
      const left = Date.parse(clock?.dueAt ?? '') - (await world.nowMs());
      expect(Math.abs(left - 9 * HOUR_MS)).toBeLessThan(HOUR_MS / 10);
      expect(await clockOf(world, referralId, 'information')).toMatchObject({ state: 'met' });
      expect(await typesOf(world, referralId)).toEqual(
        expect.arrayContaining(['question.asked', 'clock.paused', 'question.answered', 'clock.resumed']),
      );
      expect(await questionsOf(world, referralId)).toMatchObject([
        { state: 'answered', question: 'Which plant?', answer: 'The one in Malmö.', answeredBy: world.partner.userId },
      ]);
      expect(await mailsOf(world, referralId)).toEqual(
        expect.arrayContaining([
          ['question', 'submitter'],
          ['question_answered', owner],
        ]),
      );
    }),
  );

  it(
    'whose answer makes nothing run again says so to the owner where nothing of ours stood still',
    inWorld(async (world) => {
      const told = async (referralId: string) =>
        (await world.mails(referralId)).find(({ text }) => text === 'question_answered')?.facts['resumed'];
      for (const { referral, resumed } of [
        { referral: await accepted(world), resumed: 1 },
        { referral: await contacted(world, { company: { name: 'Mira AB', domain: 'mira.example' } }), resumed: 0 },
      ]) {
        await ask(world, referral.referralId, referral.owner);
        await answer(world, referral.referralId);
        expect(await told(referral.referralId)).toBe(resumed);
      }
    }),
  );

  it(
    'is one at a time; there is nothing to answer before and after it',
    inWorld(async (world) => {
      const { referralId, owner } = await contacted(world);
      expect((await answer(world, referralId)).answer).toMatchObject({ code: 'no_open_question' });
      await ask(world, referralId, owner);
      expect((await ask(world, referralId, owner, 'And which floor?')).answer).toMatchObject({ code: 'question_open' });
      await answer(world, referralId, world.partner.adminId);
      expect((await answer(world, referralId)).answer).toMatchObject({ code: 'no_open_question' });
      expect(await questionsOf(world, referralId)).toHaveLength(1);
    }),
  );

  it(
    'stops a stage’s clock twice and no more, and leaves an hour at least',
    inWorld(async (world) => {
      const { referralId, owner } = await accepted(world);
      await world.pass('PT23H30M');
      for (const times of [1, 2, 3]) {
        await ask(world, referralId, owner);
        const state = (await clockOf(world, referralId, 'first_contact'))?.state;
        expect(state).toBe(times < 3 ? 'paused' : 'running');
        await answer(world, referralId);
        const { dueAt = '' } = (await clockOf(world, referralId, 'first_contact')) ?? {};
        expect(Date.parse(dueAt) - (await world.nowMs())).toBeGreaterThan(0.95 * HOUR_MS);
      }
    }),
  );

  it(
    'reminds at half of the time; silence before qualified ends it, and the claim passes on',
    inWorld(async (world) => {
      const { referralId, owner, hoursIn } = await accepted(world);
      await ask(world, referralId, owner);
      await world.pass('P7DT1H');
      await world.isIn(referralId, 'expired');
      const told = (await world.timeline(referralId)).slice(-3);
      expect(told.map(({ type, at }) => [type, Math.round(hoursIn(at))])).toEqual([
        ['clock.reminded', 84],
        ['question.lapsed', 168],
        ['referral.expired', 168],
      ]);
      expect(await clockOf(world, referralId, 'information')).toMatchObject({ state: 'breached' });
      expect(await clockOf(world, referralId, 'first_contact')).toMatchObject({ state: 'cancelled' });
      expect(await world.row(referralId)).toMatchObject({ outcome: { reasonCode: 'no_answer' } });
      const entry = await world.database.queueEntry.findUniqueOrThrow({ where: { referralId } });
      expect(entry).toMatchObject({ state: 'released', releaseReason: 'no_answer', passesOn: true });
      expect((await mailsOf(world, referralId)).slice(-3)).toEqual([
        ['question', 'submitter'],
        ['question_reminder', 'submitter'],
        ['expired', 'submitter'],
      ]);
    }),
  );

  it(
    'from qualified on silence ends nothing: clocks run on, the owner is told, another question may be asked',
    inWorld(async (world) => {
      const { referralId, owner } = await qualified(world);
      await ask(world, referralId, owner);
      await world.pass('P7DT1H');
      await world.tells(referralId, 'question.lapsed');
      const row = await world.row(referralId);
      expect(row.stage).toBe('qualified');
      expect(row.next).not.toMatchObject({ who: 'partner' });
      const lapsed = (await world.mails(referralId)).find(({ text }) => text === 'question_lapsed');
      expect(lapsed).toMatchObject({ receiver: owner, facts: { resumed: 1 } });
      expect(await questionsOf(world, referralId)).toMatchObject([{ state: 'lapsed' }]);
      expect((await ask(world, referralId, owner)).answer).toEqual({ outcome: 'done' });
    }),
  );

  it(
    'is put by itself after wrong details, and the answer gives the next try two days',
    inWorld(async (world) => {
      const { referralId, owner } = await accepted(world);
      await world.give(referralId, 'contact', owner, { channel: 'phone', outcome: 'wrong_details' });
      expect(await clockOf(world, referralId, 'first_contact')).toMatchObject({ state: 'met' });
      expect((await world.row(referralId)).next).toMatchObject({
        situation: 'open_question',
        facts: { kind: 'wrong_details' },
      });
      await answer(world, referralId);
      const row = await world.row(referralId);
      expect(row.next).toMatchObject({ situation: 'attempted', action: 'contact', who: owner });
      expect(Math.round(((row.dueAt?.getTime() ?? 0) - (await world.nowMs())) / HOUR_MS)).toBe(48);
    }),
  );

  it(
    'is put by itself when the prospect declines; silence leaves it at that no, and the claim does not pass on',
    inWorld(async (world) => {
      const { referralId, owner } = await accepted(world);
      await world.give(referralId, 'contact', owner, { channel: 'phone', outcome: 'refused' });
      await world.pass('P7DT1H');
      await world.isIn(referralId, 'disqualified');
      expect(await world.row(referralId)).toMatchObject({ outcome: { reasonCode: 'prospect_objected' } });
      const entry = await world.database.queueEntry.findUniqueOrThrow({ where: { referralId } });
      expect(entry).toMatchObject({ passesOn: false });
    }),
  );

  it(
    'is dropped with the referral, and by a conversation when it was about reaching the prospect',
    inWorld(async (world) => {
      const first = await accepted(world);
      await ask(world, first.referralId, first.owner);
      await world.give(first.referralId, 'withdraw', world.partner.userId, { reasonCode: 'mistake' });
      expect(await questionsOf(world, first.referralId)).toMatchObject([{ state: 'dropped' }]);
      const second = await accepted(world);
      await world.give(second.referralId, 'contact', second.owner, { channel: 'phone', outcome: 'wrong_details' });
      await world.give(second.referralId, 'contact', second.owner, { channel: 'email', outcome: 'reached' });
      expect(await questionsOf(world, second.referralId)).toMatchObject([{ state: 'dropped' }]);
      expect((await world.row(second.referralId)).next).toMatchObject({ situation: 'contacted' });
    }),
  );
});
