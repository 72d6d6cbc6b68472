import { afterAll, beforeAll, expect } from '@jest/globals';
import { recordHistories } from './recordHistories.ts';
import { createGround } from './ground.ts';
import { testServers } from './servers.ts';
import { openStoryWorld } from './storyWorld.ts';
import type { Ground } from './ground.ts';
import type { StoryOptions, StoryWorld } from './storyWorld.ts';

const SERVERS_START_TIMEOUT_MS = 300_000;

/**
 * The stories of one test file: one database for all, a server and a worker for each test, since time that was skipped
 * does not come back. Use as `it('…', inWorld(async (world) => { … }))`.
 */
export function storyTests() {
  let ground: Ground;
  beforeAll(async () => {
    ground = await createGround();
    // Made here when nobody has asked for them before, and not in the time of the first story.
    await Promise.all([testServers.temporalTestServer(), testServers.workflowBundle()]);
  }, SERVERS_START_TIMEOUT_MS);
  afterAll(() => ground.close());

  return (run: (world: StoryWorld) => Promise<void>, options?: StoryOptions) => async (): Promise<void> => {
    const world = await openStoryWorld(ground, options);
    try {
      await run(world);
      await recordHistories(world, expect.getState().currentTestName ?? 'story');
    } finally {
      await world.close();
    }
  };
}
