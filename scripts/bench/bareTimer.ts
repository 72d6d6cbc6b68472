import { sleep } from '@temporalio/workflow';

/** The floor of a clock: one timer, and nothing that happens when it strikes. */
export async function bareTimer({ dueAt }: { dueAt: number }): Promise<void> {
  await sleep(Math.max(1, dueAt - Date.now()));
}
