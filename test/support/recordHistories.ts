import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import type { StoryWorld } from './storyWorld.ts';

const FOLDER = fileURLToPath(new URL('../replay/histories/', import.meta.url));

/** `the story › waits in line` → `the-story-waits-in-line`. */
const slug = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 90);

/** On one line, and without the name of the machine that it was recorded on. */
const withoutMachine = (history: string): string =>
  JSON.stringify(JSON.parse(history), (key, value: unknown) => (key === 'identity' ? 'recorder' : value));

/**
 * With RECORD_HISTORIES=1 (`npm run histories`) every story of a test becomes part of the replay corpus: the first one,
 * and those that ended elsewhere than the ones before.
 */
export async function recordHistories(world: StoryWorld, testName: string): Promise<void> {
  if (process.env['RECORD_HISTORIES'] !== '1') return;
  mkdirSync(FOLDER, { recursive: true });
  const referrals = await world.database.referral.findMany({
    where: { programId: world.programId, storyRunId: { not: null } },
    orderBy: { intakeNo: 'asc' },
  });
  const stages = new Set<string>();
  for (const { id, stage } of referrals) {
    if (stages.has(stage)) continue;
    stages.add(stage);
    const history = await world.handle(id).fetchHistory();
    writeFileSync(`${FOLDER}${slug(testName)}--${stage}.json`, `${withoutMachine(historyToJSON(history))}\n`);
  }
}
