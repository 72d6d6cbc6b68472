import { describe, expect, it } from '@jest/globals';
import { accepted, contacted } from '../../support/storySteps.ts';
import { storyTests } from '../../support/storyTests.ts';
import type { StoryWorld } from '../../support/storyWorld.ts';

const inWorld = storyTests();
const NO_ANSWER = { channel: 'phone', outcome: 'no_answer' } as const;

/** Without the weekly promise of news, which has tests of its own. */
const mailTexts = async (world: StoryWorld, referralId: string) =>
  (await world.mails(referralId))
    .filter(({ text, facts }) => text !== 'still_open' && facts['kind'] !== 'status_update')
    .map(({ text, receiver }) => [text, receiver]);

describe('attempts to reach the prospect', () => {
  it(
    'the next try is due after two days; its owner is reminded once; a conversation ends the series',
    inWorld(async (world) => {
      const { referralId, owner, hoursIn } = await accepted(world);
      await world.give(referralId, 'contact', owner, NO_ANSWER);
      const row = await world.row(referralId);
      expect(row.next).toMatchObject({ situation: 'attempted', action: 'contact', facts: { attempts: 1 } });
      expect(Math.round(hoursIn(row.dueAt ?? new Date(0)))).toBe(48);
      await world.pass('P4D');
      await world.tells(referralId, 'clock.reminded');
      expect((await mailTexts(world, referralId)).filter(([text]) => text === 'next_try_due')).toEqual([
        ['next_try_due', owner],
      ]);
      await world.give(referralId, 'contact', owner, { channel: 'phone', outcome: 'reached' });
      await world.pass('P30D');
      expect(await world.row(referralId)).toMatchObject({ stage: 'contacted' });
    }),
  );

  it(
    'after three the partner is asked to help, after six it ends as unreachable and the claim passes on',
    inWorld(async (world) => {
      const { referralId, owner } = await accepted(world);
      for (const times of [1, 2, 3, 4, 5, 6]) {
        await world.give(referralId, 'contact', owner, NO_ANSWER);
        if (times < 6) await world.pass('PT47H');
      }
      expect(await world.handle(referralId).result()).toBe('disqualified');
      const row = await world.row(referralId);
      expect(row).toMatchObject({ stage: 'disqualified', outcome: { reasonCode: 'unreachable' } });
      const toPartner = (await mailTexts(world, referralId)).filter(([, receiver]) => receiver === 'submitter');
      expect(toPartner.slice(2)).toEqual(
        ['attempt', 'attempt', 'help_reaching', 'attempt', 'attempt', 'disqualified'].map((text) => [
          text,
          'submitter',
        ]),
      );
      expect(await world.database.contactAttempt.count({ where: { referralId } })).toBe(6);
      expect((await world.timeline(referralId)).slice(-2).map(({ type }) => type)).toEqual([
        'contact.attempted',
        'referral.disqualified',
      ]);
      const entry = await world.database.queueEntry.findUniqueOrThrow({ where: { referralId } });
      expect(entry).toMatchObject({ state: 'released', releaseReason: 'unreachable', passesOn: true });
    }),
  );

  it(
    'ends 21 days after the first try, where no try of ours is owed',
    inWorld(async (world) => {
      const { referralId, owner, hoursIn } = await accepted(world);
      for (const gap of ['P5D', 'P5D', 'P5D', 'P5D']) {
        await world.give(referralId, 'contact', owner, NO_ANSWER);
        await world.pass(gap);
      }
      await world.give(referralId, 'contact', owner, NO_ANSWER);
      await world.pass('P1DT1H');
      await world.isIn(referralId, 'disqualified');
      const ended = (await world.timeline(referralId)).find(({ type }) => type === 'referral.disqualified');
      expect(ended).toMatchObject({ reasonCode: 'unreachable', actorId: 'clock' });
      expect(Math.round(hoursIn(ended?.at ?? new Date(0))) / 24).toBe(21);
    }),
  );

  it(
    'never ends because of a try that we owe: the end moves, managers and partner are told',
    inWorld(async (world) => {
      const { referralId, owner } = await accepted(world);
      await world.give(referralId, 'contact', owner, NO_ANSWER);
      await world.pass('P22D');
      await world.tells(referralId, 'clock.breached', 4);
      expect((await world.row(referralId)).stage).toBe('accepted');
      const { greta, konrad, clara } = world.vendor;
      expect((await mailTexts(world, referralId)).slice(-4)).toEqual([
        ...[greta, konrad, clara].sort().map((manager) => ['breach_100', manager]),
        ['promise_missed', 'submitter'],
      ]);
      await world.pass('P18D');
      expect((await world.row(referralId)).stage).toBe('accepted');
    }),
  );

  it(
    'may be logged later than they were made, and count from when they were made; never in the future',
    inWorld(async (world) => {
      const { referralId, owner, hoursIn } = await accepted(world);
      await world.pass('PT10H');
      const at = new Date((await world.nowMs()) - 4 * 3_600_000).toISOString();
      await world.give(referralId, 'contact', owner, { ...NO_ANSWER, at });
      expect(Math.round(hoursIn((await world.row(referralId)).dueAt ?? new Date(0)))).toBe(54);
      await world.give(referralId, 'contact', owner, { ...NO_ANSWER, at: '2999-01-01T00:00:00Z' });
      const attempts = await world.database.contactAttempt.findMany({ where: { referralId }, orderBy: { at: 'asc' } });
      expect(attempts.map((attempt) => Math.round(hoursIn(attempt.at)))).toEqual([6, 10]);
    }),
  );

  it(
    'keep the stage once it was reached',
    inWorld(async (world) => {
      const { referralId, owner } = await contacted(world);
      for (const outcome of ['no_answer', 'reached', 'refused', 'wrong_details'] as const) {
        await world.give(referralId, 'contact', owner, { channel: 'email', outcome });
        expect(await world.row(referralId)).toMatchObject({ stage: 'contacted', next: { situation: 'contacted' } });
      }
      await world.pass('P30D');
      expect((await world.row(referralId)).stage).toBe('contacted');
    }),
  );
});
