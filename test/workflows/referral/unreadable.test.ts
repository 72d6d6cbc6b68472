import { describe, expect, it } from '@jest/globals';
import { createStoryWrites } from '../../../adapters/database/storyWrites.ts';
import { projectionOf } from '../../../domain/referral/projection.ts';
import { accepted, refused } from '../../support/storySteps.ts';
import { storyTests } from '../../support/storyTests.ts';
import { until } from '../../support/storyWorld.ts';
import type { StoryWorld } from '../../support/storyWorld.ts';
import { explainQuery } from '../../../workflows/messages.ts';

const inWorld = storyTests();

const refusals = async (world: StoryWorld, referralId: string) =>
  (await world.timeline(referralId)).filter(({ type }) => type === 'command.refused').map((event) => event.public);
const stateOf = async (world: StoryWorld, referralId: string) =>
  (await world.handle(referralId).query(explainQuery)).state;

describe('signals of no readable shape', () => {
  it(
    'are counted in the record, and say what was wrong with the first of them',
    inWorld(async (world) => {
      const { referralId, owner } = await accepted(world);
      const actor = { kind: 'user', id: owner };
      // Names that every object has are no ids.
      const sent = [7, null, {}, { commandId: 'constructor', actor }, { commandId: '__proto__', actor }];
      for (let round = 0; round < 6; round += 1)
        await Promise.all(sent.map((given) => world.handle(referralId).signal('contact', given)));
      await refused(world, referralId, 30);
      const [first] = await refusals(world, referralId);
      expect(first).toMatchObject({ command: 'contact', code: 'invalid_request', problem: expect.any(String) });
      expect(await stateOf(world, referralId)).toMatchObject({ inbox: [], unreadable: 30, unreadableTold: 30 });
    }),
  );

  it(
    'are told once, also when the worker died after it had told of them',
    inWorld(async (world) => {
      const { referralId } = await accepted(world);
      const before = await stateOf(world, referralId);
      const { storyRunId } = await world.row(referralId);
      const transitionNo = before.transitionNo + 1;
      // As a worker wrote it in the moment before it died.
      const state = { ...before, transitionNo, inbox: [], unreadable: 1, unreadableTold: 1 };
      const event = { from: null, to: null, reasonCode: null, source: 'story', withTexts: false };
      const told = { command: 'contact', code: 'invalid_request', problem: 'the message is not an object', count: 1 };
      const at = new Date(await world.nowMs()).toISOString();
      await createStoryWrites(world.database).recordTransition({
        referralId,
        runId: storyRunId ?? '',
        state,
        transitionNo,
        at,
        events: [{ ...event, type: 'command.refused', at, actor: { kind: 'system', id: 'story' }, public: told }],
        projection: projectionOf(state),
        mails: [],
      });
      await world.handle(referralId).signal('contact', 7);
      await until(async () => (await stateOf(world, referralId)).unreadableTold === 1, 'the story knows');
      await world.handle(referralId).signal('contact', 7);
      await refused(world, referralId, 2);
      expect((await refusals(world, referralId)).map(({ count }) => count)).toEqual([1, 1]);
    }),
  );
});
