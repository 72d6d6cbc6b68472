import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import type { WorkflowHandle } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { caseWorkflowId, referralWorkflowId } from '../../workflows/messages.ts';
import type { StoryWorld } from './storyWorld.ts';

const NAME_LENGTH_MAX = 80;

/** `the story › waits in line` → `the-story-waits-in-line`; a long name is cut and told apart by its digest. */
function slug(name: string): string {
  const words = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  if (words.length <= NAME_LENGTH_MAX) return words;
  return `${words.slice(0, NAME_LENGTH_MAX)}-${createHash('sha256').update(name).digest('hex').slice(0, 6)}`;
}

/** What tells of the machine that a history was recorded on, and what stands there instead; a replay reads neither. */
const OF_THE_MACHINE = new Map([
  ['identity', 'recorder'],
  ['stackTrace', ''],
]);

/** On one line. */
const withoutMachine = (history: string): string =>
  JSON.stringify(JSON.parse(history), (key, value: unknown) => OF_THE_MACHINE.get(key) ?? value);

const isRecording = process.env['RECORD_HISTORIES'] !== undefined;

/**
 * With RECORD_HISTORIES (`npm run histories`, which names the folder) the history of a workflow becomes part of the replay
 * corpus, under the name of its test and how it ended.
 */
export async function recordHistory(handle: WorkflowHandle, testName: string, ending: string): Promise<void> {
  if (!isRecording) return;
  const folder = process.env['RECORD_HISTORIES'] ?? '';
  mkdirSync(folder, { recursive: true });
  const history = await handle.fetchHistory();
  const file = `${folder}/${slug(testName)}--${ending}.json`;
  writeFileSync(file, `${withoutMachine(historyToJSON(history))}\n`);
}

/** The first story of a test, and those that ended elsewhere than the ones before; its cases likewise. */
export async function recordHistories(world: StoryWorld, testName: string): Promise<void> {
  if (!isRecording) return;
  const { database, client, programId } = world;
  const referrals = await database.referral.findMany({
    where: { programId, storyRunId: { not: null } },
    orderBy: { intakeNo: 'asc' },
  });
  const cases = await database.case.findMany({ where: { programId }, orderBy: { openedAt: 'asc' } });
  const told = [
    ...referrals.map(({ id, stage }) => ({ workflowId: referralWorkflowId(id), ending: stage })),
    ...cases.map(({ id, state }) => ({ workflowId: caseWorkflowId(id), ending: `case-${state}` })),
  ];
  const endings = new Set<string>();
  for (const { workflowId, ending } of told) {
    if (endings.has(ending)) continue;
    endings.add(ending);
    await recordHistory(client.workflow.getHandle(workflowId), testName, ending);
  }
}
