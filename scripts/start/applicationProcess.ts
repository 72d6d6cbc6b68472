import path from 'node:path';
import type { Client } from '@temporalio/client';
import { TASK_QUEUE } from '../../workflows/messages.ts';
import { BACKGROUND_NICE, startProcess, waitUntilReady } from '../servers/processes.ts';
import type { Service } from './keepAlive.ts';

/** Generous: on a machine that is busy with other things what gives way to the API starts slowly. */
const READY_TIMEOUT_MS = 180_000;
const ASK_TIMEOUT_MS = 3_000;
const ASK_EVERY_MS = 100;

/** Longer than the process gives itself to finish what it has begun. */
const STOP_GRACE_MS = 15_000;

type Plan = { root: string; logFile: string; env: NodeJS.ProcessEnv };

async function startNode(
  name: string,
  file: string,
  plan: Plan & { nice: number; isReady: (pid: number) => Promise<boolean> },
): Promise<Service> {
  const running = startProcess({
    name,
    command: process.execPath,
    args: ['--import', 'tsx', path.join(plan.root, file)],
    cwd: plan.root,
    env: plan.env,
    logFile: plan.logFile,
    nice: plan.nice,
  });
  const stop = async (): Promise<void> => {
    await running.stop({ graceMs: STOP_GRACE_MS });
  };
  const isReady = (): Promise<boolean> => plan.isReady(running.pid);
  try {
    await waitUntilReady({ process: running, isReady, timeoutMs: READY_TIMEOUT_MS, everyMs: ASK_EVERY_MS });
  } catch (error) {
    await stop();
    throw error;
  }
  return { process: running, stop };
}

/** Starts the API; ready when it says so itself. */
export const startApi = (plan: Plan & { port: number }): Promise<Service> =>
  startNode('API', 'api/main.ts', {
    ...plan,
    nice: 0,
    isReady: async () => {
      try {
        const url = `http://127.0.0.1:${plan.port}/readyz`;
        return (await fetch(url, { signal: AbortSignal.timeout(ASK_TIMEOUT_MS) })).ok;
      } catch {
        return false;
      }
    },
  });

/** Whether the process polls our task queue, as Temporal sees it. */
async function polls(temporal: Client, pid: number): Promise<boolean> {
  const { namespace } = temporal.options;
  try {
    const { pollers } = await temporal.connection.withDeadline(Date.now() + ASK_TIMEOUT_MS, () =>
      temporal.workflowService.describeTaskQueue({ namespace, taskQueue: { name: TASK_QUEUE } }),
    );
    return pollers.some(({ identity }) => identity?.startsWith(`${pid}@`) === true);
  } catch {
    return false;
  }
}

/** Starts a worker; ready when Temporal sees it poll. */
export const startWorker = (plan: Plan & { temporal: Client }): Promise<Service> =>
  startNode('worker', 'worker.ts', { ...plan, nice: BACKGROUND_NICE, isReady: (pid) => polls(plan.temporal, pid) });
