import { callProcedure } from './callFunction.ts';
import type { Database } from './client.ts';

/** Work that goes on being tried and fails for a reason nobody foresaw: people see it with the stuck work meanwhile. */
export interface FailingWork {
  note(work: { workflowId: string; activity: string; attempts: number; cause: string }): Promise<void>;
  /** It came through after all. */
  settle(work: { workflowId: string; activity: string }): Promise<void>;
}

const groupOf = ({ workflowId, activity }: { workflowId: string; activity: string }): string =>
  `failing:${workflowId}:${activity}`;

const referralOf = (workflowId: string): string | null => /^referral:(.+)$/.exec(workflowId)?.[1] ?? null;

export const createFailingWork = (database: Database): FailingWork => ({
  note: async ({ attempts, cause, ...work }) => {
    const text = `${work.activity} ${cause}`;
    await callProcedure(database, 'note_failing', groupOf(work), referralOf(work.workflowId), text, attempts);
  },
  settle: async (work) => {
    await callProcedure(database, 'settle_failing', groupOf(work));
  },
});
