import { describe, expect, it } from '@jest/globals';
import { createStoryRecord } from '../../../adapters/database/storyRecord.ts';
import { storyAgain } from '../../../adapters/temporal/storyStart.ts';
import { accepted, clockOf } from '../../support/storySteps.ts';
import { storyTests } from '../../support/storyTests.ts';
import { until } from '../../support/storyWorld.ts';
import type { StoryWorld } from '../../support/storyWorld.ts';

const inWorld = storyTests();
const VOICEMAIL = { channel: 'phone', outcome: 'no_answer' } as const;
const REACHED = { channel: 'phone', outcome: 'reached' } as const;
/** So few that every message or two begins a new page. */
const EVENTS_OF_A_PAGE = 14;

const runOf = async (world: StoryWorld, referralId: string) => (await world.handle(referralId).describe()).runId;

/** The story goes on in pages that are full at once. */
async function withShortPages(world: StoryWorld, referralId: string): Promise<void> {
  const story = await createStoryRecord(world.database).find(referralId);
  if (story === undefined) throw new Error('no such referral');
  await world.handle(referralId).terminate('to go on in short pages');
  await world.client.workflow.start('referral', storyAgain({ ...story.beginning, pageEvents: EVENTS_OF_A_PAGE }));
}

describe('a story that turns its page all the time', () => {
  it(
    'loses nothing on the way: answers, repeats, clocks, messages at the turn',
    inWorld(async (world) => {
      const { referralId, owner, expiresAt } = await accepted(world);
      await withShortPages(world, referralId);
      const runs = new Set<string>();
      const first = await world.give(referralId, 'contact', owner, VOICEMAIL);
      const again = { ...VOICEMAIL, commandId: first.commandId, actor: { kind: 'user', id: owner } };
      for (let round = 0; round < 2; round += 1) {
        runs.add(await runOf(world, referralId));
        const given = await Promise.all([
          world.give(referralId, 'contact', owner, VOICEMAIL),
          world.give(referralId, 'contact', owner, VOICEMAIL),
          world.handle(referralId).signal('contact', again),
        ]);
        for (const one of given.slice(0, 2)) expect(one).toMatchObject({ answer: { outcome: 'done' } });
        // A page is looked at when something comes; a repeat of what is answered changes nothing.
        await until(async () => {
          await world.handle(referralId).signal('contact', again);
          return !runs.has(await runOf(world, referralId));
        }, 'a new page');
      }
      runs.add(await runOf(world, referralId));
      expect(runs.size).toBeGreaterThanOrEqual(3);
      const repeat = await world.handle(referralId).executeUpdate('contact', { args: [again] });
      expect(repeat).toEqual({ outcome: 'done' });
      expect((await world.explain(referralId)).state).toMatchObject({ attempts: 5, ownerId: owner });
      expect((await world.timeline(referralId)).filter(({ type }) => type === 'contact.attempted')).toHaveLength(5);
      expect(await clockOf(world, referralId, 'expiry')).toMatchObject({ state: 'running', dueAt: expiresAt });
      await world.give(referralId, 'contact', owner, REACHED);
      await world.isIn(referralId, 'contacted');
    }),
    90_000,
  );

  // No message meets the turn here: the time-skipping server may then count a task as under way for ever, and skips no more.
  it(
    'does on a later page what falls due there',
    inWorld(async (world) => {
      const { referralId, owner } = await accepted(world);
      await world.give(referralId, 'contact', owner, REACHED);
      await withShortPages(world, referralId);
      const first = await runOf(world, referralId);
      await world.pass('P91D');
      await world.isIn(referralId, 'expired');
      expect(await runOf(world, referralId)).not.toBe(first);
    }),
    90_000,
  );
});
