import { CASE_STATES, isCaseOver } from '../../domain/cases/caseState.ts';
import { RUN_STATES, hasRunEnded } from '../../domain/commission/payoutRun.ts';
import { callFunction, guarded } from './callFunction.ts';
import type { Database } from './client.ts';
import { FAR_AWAY } from './outbox.ts';
import type { StoryBeginning } from './storyPort.ts';
import { createStoryRecord } from './storyRecord.ts';

/** A page of work, and where the next one begins. */
export type Page<Work> = { work: Work[]; last: string };

/** What the record says has not ended, whether or not a workflow tells it; in pages, in the order of receipt. */
export type OpenWork = {
  stories: (after: string, limit: number) => Promise<Page<StoryBeginning>>;
  runs: (after: string, limit: number) => Promise<Page<{ runId: string; rail: string }>>;
  cases: (after: string, limit: number) => Promise<Page<{ caseId: string }>>;
  /** Mails that a delivery workflow owns. */
  deliveries: (after: string, limit: number) => Promise<Page<{ outboxId: string; groupKey: string }>>;
  /** What was told to a workflow that is gone has no effect any more: it leaves the stuck list. */
  forgetFailures: (workflowId: string) => Promise<void>;
  /** Commands without an answer that nobody carries any more are delivered once more; says how many. */
  redeliver: () => Promise<number>;
};

const openCaseStates = CASE_STATES.filter((state) => !isCaseOver(state));
const openRunStates = RUN_STATES.filter((state) => !hasRunEnded(state));

export const createOpenWork = (database: Database): OpenWork => ({
  stories: async (after, limit) => {
    const beginnings = await createStoryRecord(database).open(Number(after), limit);
    return { work: beginnings, last: String(beginnings.at(-1)?.intakeNo ?? '') };
  },

  runs: async (after, limit) => {
    const rows = await database.payoutRun.findMany({
      where: { state: { in: openRunStates }, id: { gt: after } },
      orderBy: { id: 'asc' },
      take: limit,
    });
    return { work: rows.map(({ id, rail }) => ({ runId: id, rail })), last: rows.at(-1)?.id ?? '' };
  },

  cases: async (after, limit) => {
    const rows = await database.case.findMany({
      where: { state: { in: openCaseStates }, id: { gt: after } },
      orderBy: { id: 'asc' },
      take: limit,
      select: { id: true },
    });
    return { work: rows.map(({ id }) => ({ caseId: id })), last: rows.at(-1)?.id ?? '' };
  },

  deliveries: async (after, limit) => {
    const rows = await database.outboxRow.findMany({
      where: { kind: 'mail', doneAt: null, deadAt: null, availableAt: FAR_AWAY, id: { gt: BigInt(after) } },
      orderBy: { id: 'asc' },
      take: limit,
    });
    const work = rows.map(({ id, groupKey }) => ({ outboxId: String(id), groupKey }));
    return { work, last: work.at(-1)?.outboxId ?? '' };
  },

  forgetFailures: async (workflowId) => {
    await database.outboxRow.updateMany({
      where: { groupKey: workflowId, kind: { not: 'mail' }, deadAt: { not: null }, doneAt: null },
      data: { doneAt: new Date(), deadAt: null },
    });
  },

  redeliver: () =>
    guarded(async () => {
      const rows = await database.$queryRaw<{ workflow_id: string }[]>`
        SELECT DISTINCT workflow_id FROM commands WHERE state = 'pending'`;
      const counts: number[] = [];
      for (const { workflow_id: id } of rows) {
        counts.push(await callFunction<number>(database, 'redeliver_commands', id));
      }
      return counts.reduce((sum, count) => sum + count, 0);
    }),
});
