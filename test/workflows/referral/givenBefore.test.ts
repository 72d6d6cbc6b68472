import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { accepted, clockOf, contacted } from '../../support/storySteps.ts';
import { storyTests } from '../../support/storyTests.ts';
import type { StoryWorld } from '../../support/storyWorld.ts';

const inWorld = storyTests();
const HOUR_MS = 3_600_000;
const REACHED = { channel: 'phone', outcome: 'reached' } as const;
const VOICEMAIL = { channel: 'phone', outcome: 'no_answer' } as const;
const ASKED = { question: 'Which plant?' };

const at = (domain: string) => ({
  company: { name: domain, domain },
  prospect: { name: 'Ada', email: `ada@${domain}` },
});

/** Its row alone: nobody has told the story. The clock of the database does not skip as that of the stories does. */
async function givenAnHourAgo(world: StoryWorld, ...command: Parameters<StoryWorld['record']>): Promise<void> {
  const { commandId: id } = await world.record(...command);
  await world.database.command.update({ where: { id }, data: { createdAt: new Date(Date.now() - HOUR_MS) } });
}

const typesOf = async (world: StoryWorld, referralId: string): Promise<string[]> =>
  (await world.timeline(referralId)).map(({ type }) => type);

/** What the relay brings later is what the story took in already: it changes nothing. */
async function bringsNothingNew(world: StoryWorld, referralId: string): Promise<void> {
  const before = await typesOf(world, referralId);
  await world.relay();
  await world.explain(referralId);
  expect(await typesOf(world, referralId)).toEqual(before);
  const rows = await world.database.command.findMany({ where: { referralId } });
  expect(rows.filter(({ state }) => state !== 'done')).toEqual([]);
}

describe('what was given in time and is still on its way when the time is over', () => {
  it(
    'an answer is heard before silence ends the referral, and counts as in time',
    inWorld(async (world) => {
      const { referralId, owner } = await accepted(world, at('answer.example'));
      await world.give(referralId, 'ask', owner, {}, ASKED);
      await givenAnHourAgo(world, referralId, 'answer', world.partner.userId, {});
      await world.pass('P7DT1H');
      await world.tells(referralId, 'question.answered');
      expect(await world.row(referralId)).toMatchObject({ stage: 'accepted' });
      expect(await clockOf(world, referralId, 'information')).toMatchObject({ state: 'met' });
      expect(await typesOf(world, referralId)).not.toContain('question.lapsed');
      await bringsNothingNew(world, referralId);
    }),
  );

  it(
    'a confirmation is heard before the turn is missed',
    inWorld(async (world) => {
      const head = await contacted(world, at('turn.example'));
      const by = await world.anotherPartner();
      const { referralId } = await world.submit({ by, ...at('turn.example') });
      await world.isIn(referralId, 'waitlisted');
      await world.pass('P21D');
      await world.give(head.referralId, 'withdraw', world.partner.userId, { reasonCode: 'prospect_request' });
      await world.relay();
      await world.tells(referralId, 'promotion.asked');
      await givenAnHourAgo(world, referralId, 'answer', by.userId, {});
      await world.pass('P3DT1M');
      await world.tells(referralId, 'promotion.confirmed');
      expect(await world.row(referralId)).toMatchObject({ stage: 'accepted' });
      await bringsNothingNew(world, referralId);
    }),
  );

  it(
    'a request for more time is heard before the registration lapses, which waits for the decision',
    inWorld(async (world) => {
      const { referralId } = await contacted(world, at('lapse.example'));
      await world.pass('P89D');
      await givenAnHourAgo(world, referralId, 'requestExtension', world.partner.userId, {
        days: 30,
        reasonCode: 'budget_cycle',
      });
      await world.pass('P1DT1M');
      await world.tells(referralId, 'clock.moved');
      expect(await world.row(referralId)).toMatchObject({ stage: 'contacted' });
      await bringsNothingNew(world, referralId);
    }),
  );

  it(
    'a conversation is heard before tries without one are enough',
    inWorld(async (world) => {
      const { referralId, owner } = await accepted(world, at('talk.example'));
      for (const gap of ['P5D', 'P5D', 'P5D', 'P5D']) {
        await world.give(referralId, 'contact', owner, VOICEMAIL);
        await world.pass(gap);
      }
      await world.give(referralId, 'contact', owner, VOICEMAIL);
      await givenAnHourAgo(world, referralId, 'contact', owner, REACHED);
      await world.pass('P1DT1H');
      await world.tells(referralId, 'referral.contacted');
      expect(await typesOf(world, referralId)).not.toContain('referral.disqualified');
      await bringsNothingNew(world, referralId);
    }),
  );

  it(
    'of several each is heard once, in the order in which they were given',
    inWorld(async (world) => {
      const { referralId, owner } = await contacted(world, at('several.example'));
      await world.give(referralId, 'ask', owner, {}, ASKED);
      await givenAnHourAgo(world, referralId, 'contact', owner, VOICEMAIL);
      await givenAnHourAgo(world, referralId, 'answer', world.partner.userId, {});
      await world.pass('P7DT1H');
      await world.tells(referralId, 'question.answered');
      const told = (await typesOf(world, referralId)).filter((type) => /attempted|answered/.test(type));
      expect(told).toEqual(['contact.attempted', 'contact.attempted', 'question.answered']);
      await bringsNothingNew(world, referralId);
    }),
  );
});

describe('a worker that was away', () => {
  // No time is skipped while a task waits for a worker, so these deadlines come by themselves: at 2, 4, 6 and 10 s.
  const OPTIONS = { policy: { firstContact: 'PT4S' }, cached: false } as const;
  const AWAY_MS = 7_000;

  it(
    'across three deadlines: each step of the ladder happens once, in order, when it is back',
    inWorld(async (world) => {
      const { referralId } = await accepted(world, at('away.example'));
      await world.withoutWorker(() => pause(AWAY_MS));
      await world.tells(referralId, 'clock.escalated');
      const steps = (await typesOf(world, referralId)).filter((type) => type.startsWith('clock.'));
      expect(steps.slice(0, 3)).toEqual(['clock.reminded', 'clock.breached', 'clock.escalated']);
    }, OPTIONS),
  );

  it(
    'takes no promise for missed that was kept meanwhile',
    inWorld(async (world) => {
      const { referralId, owner } = await accepted(world, at('kept.example'));
      await world.withoutWorker(async () => {
        await world.record(referralId, 'contact', owner, REACHED);
        await pause(AWAY_MS);
      });
      await world.isIn(referralId, 'contacted');
      expect(await clockOf(world, referralId, 'first_contact')).toMatchObject({ state: 'met' });
      expect(await typesOf(world, referralId)).not.toContain('clock.breached');
      expect((await world.mails(referralId)).map(({ text }) => text)).not.toContain('promise_missed');
      await bringsNothingNew(world, referralId);
    }, OPTIONS),
  );
});

describe('what was given when the time was over', () => {
  it(
    'changes nothing about the end: the answer takes it up again, behind those who were there meanwhile',
    inWorld(async (world) => {
      const { referralId, owner } = await accepted(world, at('late.example'));
      await world.give(referralId, 'ask', owner, {}, ASKED);
      await world.pass('P7DT1H');
      await world.isIn(referralId, 'expired');
      await world.give(referralId, 'answer', world.partner.userId, {}, { answer: 'Late.' });
      await world.isIn(referralId, 'accepted');
      expect(await typesOf(world, referralId)).toEqual(
        expect.arrayContaining(['question.lapsed', 'question.answered']),
      );
    }),
  );
});
