import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { testServers } from './servers.ts';
import { workflowBundle } from './workflowBundle.ts';

const READY_WITHIN_MS = 90_000;
const CRASH_WITHIN_MS = 90_000;

export type SpawnArgs = {
  databaseUrl: string;
  address: string;
  namespace: string;
  crashAt?: string;
  /** Whether the process also carries out what the outbox holds; the test does it otherwise. */
  relay?: boolean;
};

export type WorkerProcess = {
  /** Resolves when the process died of SIGKILL; rejects when it lives on too long, or ended otherwise. */
  crashed(): Promise<void>;
  stop(): Promise<void>;
};

const within = async <Result>(ms: number, what: string, work: Promise<Result>): Promise<Result> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`too late: ${what}`)), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
};

async function ended(child: ChildProcess): Promise<NodeJS.Signals | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.signalCode;
}

/** Starts test/support/workerProcess.ts and waits until it polls. */
export async function spawnWorker({
  databaseUrl,
  address,
  namespace,
  crashAt,
  relay,
}: SpawnArgs): Promise<WorkerProcess> {
  const { codePath } = await workflowBundle();
  const { file } = await testServers.workerProcess();
  const child = spawn(process.execPath, [file], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      DATABASE_URL: databaseUrl,
      TEMPORAL_ADDRESS: address,
      TEMPORAL_NAMESPACE: namespace,
      WORKFLOW_BUNDLE: codePath,
      ...(crashAt === undefined ? {} : { CRASH_AT: crashAt }),
      ...(relay === true ? { WITH_RELAY: '1' } : {}),
    },
  });
  await within(READY_WITHIN_MS, 'the worker is ready', Promise.race([once(child, 'message'), ended(child)]));
  return {
    crashed: async () => {
      const signal = await within(CRASH_WITHIN_MS, `the crash at ${crashAt ?? 'no point'}`, ended(child));
      if (signal !== 'SIGKILL') throw new Error(`the worker ended by itself (${String(child.exitCode)})`);
    },
    stop: async () => {
      child.kill('SIGKILL');
      await ended(child);
    },
  };
}

const TAKEN_OVER_WITHIN_MS = 90_000;
const LOOK_AGAIN_MS = 100;

/** Waits as long as Temporal may take to notice a dead worker and to give its work to the next. */
export async function untilTakenOver(isSo: () => Promise<boolean>, what: string): Promise<void> {
  const deadline = Date.now() + TAKEN_OVER_WITHIN_MS;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`waited in vain: ${what}`);
    await pause(LOOK_AGAIN_MS);
  }
}
