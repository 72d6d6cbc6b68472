import { readFileSync } from 'node:fs';
import { startProcess, waitUntilReady, type RunningProcess } from '../servers/processes.ts';

export type ServicePlan = {
  name: string;
  /** TypeScript file, relative to the repository, and its arguments. */
  entry: string;
  args?: readonly string[];
  env: NodeJS.ProcessEnv;
  logFile: string;
  nice: number;
  /** Asked until it says yes; `log` is what this start has written so far. `ready`: what it waits for, in words. */
  ready: string;
  isReady: (log: string) => Promise<boolean> | boolean;
};

/** One of our own processes: it can be started again after it was killed. */
export type Service = {
  name: string;
  logFile: string;
  start: () => Promise<void>;
  /** `kill -9`: no goodbye, no flush. Returns when the process is gone. */
  kill: () => Promise<void>;
  stop: () => Promise<void>;
  pid: () => number | undefined;
  /** Whether it was started and has ended, by itself or not. */
  hasEnded: () => boolean;
  /** Variables of the environment from the next start on, besides its own. CLOCK_SHIFT_MS makes its clock wrong. */
  startWith: (env: NodeJS.ProcessEnv) => void;
};

/** A worker puts its workflows together first: seconds on a quiet machine, more than a minute on one that has no time for it. */
const READY_TIMEOUT_MS = 420_000;
const STOP_GRACE_MS = 10_000;
/** For instance `--cpu-prof --cpu-prof-dir=…`, to see where the time of every process goes. */
const NODE_FLAGS = (process.env['BENCH_NODE_FLAGS'] ?? '').split(' ').filter(Boolean);
const SHIFT_CLOCK = './scripts/chaos/shiftClock.mjs';
const REPOSITORY = new URL('../../', import.meta.url).pathname;

function logSize(file: string): number {
  try {
    return readFileSync(file).length;
  } catch {
    return 0;
  }
}

const created: Service[] = [];
let isOver = false;

/** Whatever happens, nothing of ours is left running; nothing is started any more. */
export const stopEveryService = async (): Promise<void> => {
  isOver = true;
  await Promise.all(created.map((service) => service.stop()));
};

export function createService(plan: ServicePlan): Service {
  let running: RunningProcess | undefined;
  let further: NodeJS.ProcessEnv = {};
  const service: Service = {
    name: plan.name,
    logFile: plan.logFile,
    pid: () => running?.pid,
    hasEnded: () => running?.hasExited() === true,
    startWith: (env) => {
      further = env;
    },
    start: async () => {
      // One that did not get ready in time would live on beside the next.
      await service.kill();
      if (isOver) throw new Error(`${plan.name}: everything is being stopped`);
      const from = logSize(plan.logFile);
      running = startProcess({
        name: plan.name,
        command: process.execPath,
        args: [
          ...NODE_FLAGS,
          ...(further['CLOCK_SHIFT_MS'] === undefined ? [] : ['--import', SHIFT_CLOCK]),
          '--import',
          'tsx',
          plan.entry,
          ...(plan.args ?? []),
        ],
        cwd: REPOSITORY,
        env: { ...plan.env, ...further },
        logFile: plan.logFile,
        nice: plan.nice,
      });
      const isReady = async (): Promise<boolean> =>
        plan.isReady(readFileSync(plan.logFile).subarray(from).toString('utf8'));
      const { ready } = plan;
      await waitUntilReady({ process: running, isReady, ready, timeoutMs: READY_TIMEOUT_MS, everyMs: 100 });
    },
    kill: async () => {
      await running?.stop({ signal: 'SIGKILL' });
    },
    stop: async () => {
      await running?.stop({ graceMs: STOP_GRACE_MS });
    },
  };
  created.push(service);
  return service;
}
