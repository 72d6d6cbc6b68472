import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import type { Client } from '@temporalio/client';
import { TASK_QUEUE, caseWorkflowId, payoutRunWorkflowId } from '../../workflows/messages.ts';
import type { OpenWork, Page } from '../database/openWork.ts';
import { deliveryStart } from './deliveryStart.ts';
import { storyAgain } from './storyStart.ts';

/** Bounds of one batch, so that a large installation is neither read at once nor floods its Temporal. */
const PAGE = 200;
const AT_ONCE = 20;

export type Resumed = {
  kind: 'referral' | 'payout run' | 'case' | 'delivery';
  open: number;
  resumed: number;
  running: number;
};

type Deps = { client: Client; work: OpenWork };

/**
 * Starts a workflow for everything that has not ended by the record and has no open one: from the record, so nothing is told
 * twice. Safe to repeat, and beside running workers. What people decided meanwhile is delivered once more.
 */
export async function resumeWork({ client, work }: Deps): Promise<{ kinds: Resumed[]; redelivered: number }> {
  const start = (type: string, options: Parameters<typeof client.workflow.start>[1]) => async (): Promise<boolean> => {
    try {
      await client.workflow.start(type, { ...options, workflowIdConflictPolicy: 'FAIL' });
      await work.forgetFailures(options.workflowId);
      return true;
    } catch (error) {
      if (error instanceof WorkflowExecutionAlreadyStartedError) return false;
      throw error;
    }
  };
  const kinds = [
    await resumeKind('referral', '0', work.stories, (beginning) => start('referral', storyAgain(beginning))),
    await resumeKind('payout run', '', work.runs, (run) =>
      start('payoutRun', { workflowId: payoutRunWorkflowId(run.runId), taskQueue: TASK_QUEUE, args: [run] }),
    ),
    await resumeKind('case', '', work.cases, (one) =>
      start('case', { workflowId: caseWorkflowId(one.caseId), taskQueue: TASK_QUEUE, args: [one] }),
    ),
    await resumeKind('delivery', '0', work.deliveries, (mail) => start('delivery', deliveryStart(mail))),
  ];
  return { kinds, redelivered: await work.redeliver() };
}

async function resumeKind<Work>(
  kind: Resumed['kind'],
  first: string,
  read: (after: string, limit: number) => Promise<Page<Work>>,
  starting: (work: Work) => () => Promise<boolean>,
): Promise<Resumed> {
  const counted: Resumed = { kind, open: 0, resumed: 0, running: 0 };
  for (let after = first; ;) {
    const { work, last } = await read(after, PAGE);
    if (work.length === 0) return counted;
    for (let from = 0; from < work.length; from += AT_ONCE) {
      const started = await Promise.all(work.slice(from, from + AT_ONCE).map((one) => starting(one)()));
      counted.resumed += started.filter(Boolean).length;
    }
    counted.open += work.length;
    counted.running = counted.open - counted.resumed;
    after = last;
  }
}
