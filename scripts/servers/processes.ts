import { spawn, spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

export type ProcessPlan = {
  name: string;
  command: string;
  args: readonly string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** Both outputs go to this file, so that a child never depends on our own pipes. */
  logFile: string;
  /** Politeness towards the others on the machine: 0 none, `BACKGROUND_NICE` for what may wait. */
  nice?: number;
  uid?: number | undefined;
  gid?: number | undefined;
};

export type Exit = { code: number | null; signal: NodeJS.Signals | null };

export type RunningProcess = {
  name: string;
  pid: number;
  logFile: string;
  hasExited: () => boolean;
  exited: Promise<Exit>;
  /** Sends the signal, waits, and kills after `graceMs`. Safe to repeat. */
  stop: (options?: { signal?: NodeJS.Signals; graceMs?: number }) => Promise<Exit>;
};

const STOP_GRACE_MS = 10_000;

/** For what runs behind the API: a burst of stories must not slow the receipt of the next referral. */
export const BACKGROUND_NICE = 10;

/**
 * Linux shares processor time between sessions first (autogroups), and within one by niceness. Each of our processes is a
 * session of its own, so its niceness alone would change nothing.
 */
function niceSession(pid: number, nice: number): void {
  try {
    writeFileSync(`/proc/${pid}/autogroup`, String(nice));
  } catch {
    // No such thing here: niceness counts by itself.
  }
}

/**
 * Starts a process in a session of its own: Ctrl-C in the terminal reaches only us, and we stop the others in order.
 */
export function startProcess(plan: ProcessPlan): RunningProcess {
  mkdirSync(path.dirname(plan.logFile), { recursive: true });
  const log = openSync(plan.logFile, 'a', 0o600);
  const nice = plan.nice ?? 0;
  const [command, args] =
    nice === 0 ? [plan.command, plan.args] : ['nice', ['-n', String(nice), plan.command, ...plan.args]];
  const child = spawn(command, args, {
    cwd: plan.cwd,
    env: plan.env,
    detached: true,
    stdio: ['ignore', log, log],
    ...(plan.uid === undefined ? {} : { uid: plan.uid }),
    ...(plan.gid === undefined ? {} : { gid: plan.gid }),
  });
  closeSync(log);
  let exit: Exit | undefined;
  const exited = new Promise<Exit>((resolve) => {
    child.once('exit', (code, signal) => resolve((exit = { code, signal })));
    child.once('error', () => resolve((exit = { code: 127, signal: null })));
  });
  const pid = child.pid ?? -1;
  if (nice !== 0 && pid > 0) niceSession(pid, nice);
  return {
    name: plan.name,
    pid,
    logFile: plan.logFile,
    hasExited: () => exit !== undefined,
    exited,
    stop: async ({ signal = 'SIGTERM', graceMs = STOP_GRACE_MS } = {}) => {
      if (exit !== undefined || pid < 1) return exited;
      child.kill(signal);
      const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
      try {
        return await exited;
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

/** The last lines of a log, to show with a failure. */
export function tailOf(logFile: string, lines = 15): string {
  try {
    return readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
  } catch {
    return '(no log)';
  }
}

/**
 * Asks `isReady` until it says yes.
 * @throws Error when the process ends first or the time is over; carries the end of its log.
 */
export async function waitUntilReady(options: {
  process: RunningProcess;
  isReady: () => Promise<boolean>;
  /** What is waited for, in words. */
  ready?: string;
  timeoutMs: number;
  everyMs?: number;
}): Promise<void> {
  const deadline = Date.now() + options.timeoutMs;
  while (Date.now() < deadline) {
    if (options.process.hasExited()) {
      throw new Error(`${options.process.name} ended while starting:\n${tailOf(options.process.logFile)}`);
    }
    if (await options.isReady()) return;
    await delay(options.everyMs ?? 50);
  }
  const { process: waited, ready = 'it answers', timeoutMs } = options;
  const tail = tailOf(waited.logFile);
  throw new Error(`${waited.name} was not ready after ${timeoutMs / 1000} s: waited until ${ready}\n${tail}`);
}

/** The command line of a process, or undefined when there is none (any more). */
export function commandLineOf(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim() || undefined;
  } catch {
    if (process.platform === 'linux') return undefined;
    const asked = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8', timeout: 5_000 });
    return asked.status === 0 ? asked.stdout.trim() || undefined : undefined;
  }
}

/** Ends a process that is not our child (left by a run that was killed), politely first. */
export async function stopForeign(pid: number, signal: NodeJS.Signals, graceMs = STOP_GRACE_MS): Promise<void> {
  const send = (name: NodeJS.Signals | 0): boolean => {
    try {
      return process.kill(pid, name);
    } catch {
      return false;
    }
  };
  send(signal);
  const deadline = Date.now() + graceMs;
  while (commandLineOf(pid) !== undefined && Date.now() < deadline) await delay(50);
  if (commandLineOf(pid) !== undefined) send('SIGKILL');
  while (commandLineOf(pid) !== undefined && Date.now() < deadline + 5_000) await delay(50);
}
