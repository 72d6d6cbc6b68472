import { hasRunEnded, type RunState } from '../../domain/commission/payoutRun.ts';
import { REVIVING_COMMANDS } from '../../domain/referral/stages.ts';
import { REVIVING_RUN_COMMANDS, payoutRunIdOf, referralIdOf } from '../../workflows/messages.ts';
import type { Database } from '../database/client.ts';
import { createStoryRecord } from '../database/storyRecord.ts';
import { runAgain, storyAgain } from './storyStart.ts';

/** How a workflow that has ended is started once more, and whether by the record it has. */
type Revival = { isOver: boolean } & (
  { type: 'referral'; start: ReturnType<typeof storyAgain> } | { type: 'payoutRun'; start: ReturnType<typeof runAgain> }
);

/** Undefined for what the record does not know, and for workflows that are never taken up again. */
export async function revivalOf(database: Database, workflowId: string): Promise<Revival | undefined> {
  const referralId = referralIdOf(workflowId);
  if (referralId !== undefined) {
    const story = await createStoryRecord(database).find(referralId);
    if (story === undefined) return undefined;
    return { type: 'referral', start: storyAgain(story.beginning), isOver: story.over };
  }
  const runId = payoutRunIdOf(workflowId);
  if (runId === undefined) return undefined;
  const run = await database.payoutRun.findUnique({ where: { id: runId }, select: { rail: true, state: true } });
  if (run === null) return undefined;
  return { type: 'payoutRun', start: runAgain({ runId, rail: run.rail }), isOver: hasRunEnded(run.state as RunState) };
}

/** Commands that may meet an end, and begin again from it. */
export const mayRevive = (name: string): boolean =>
  [...REVIVING_COMMANDS, ...REVIVING_RUN_COMMANDS].some((reviving) => reviving === name);
