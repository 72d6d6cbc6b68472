import { setTimeout as delay } from 'node:timers/promises';
import type { RunningProcess } from '../servers/processes.ts';
import { removeRunFile, writeRunFile } from '../servers/runFiles.ts';

/** One server or process of this installation, however often it had to be started again. */
export type Service = {
  process: RunningProcess;
  stop: () => Promise<void>;
};

export type KeepOptions = {
  name: string;
  /** A piece of its command line by which a later start recognises it. */
  mark: string;
  stopSignal: 'SIGTERM' | 'SIGINT';
  start: () => Promise<Service>;
};

const BACK_OFF_FIRST_MS = 500;
const BACK_OFF_MAX_MS = 15_000;

/** Who has run this long was well: the next accident starts with a short pause again. */
const WELL_AFTER_MS = 30_000;

/**
 * Starts a service and starts it again whenever it dies, with growing pauses, until `stop`. Leaves a note of its pid for
 * the next start. The first start is the caller's to handle: it throws.
 */
export async function keepAlive(
  options: KeepOptions & { dataDir: string; say: (line: string) => void },
): Promise<{ stop: () => Promise<void> }> {
  const { name, mark, stopSignal, dataDir, start, say } = options;
  const stopping = new AbortController();
  const isStopping = (): boolean => stopping.signal.aborted;
  let service = await start();
  let startedAt = Date.now();
  let pauseMs = BACK_OFF_FIRST_MS;
  const note = (): void => writeRunFile(dataDir, name, { pid: service.process.pid, mark, stopSignal });
  /** Whether it runs again. */
  const restart = async (): Promise<boolean> => {
    await delay(pauseMs, undefined, { signal: stopping.signal });
    pauseMs = Math.min(pauseMs * 2, BACK_OFF_MAX_MS);
    startedAt = Date.now();
    try {
      service = await start();
      note();
      say(`${name}: running again`);
      return true;
    } catch (error) {
      say(`${name}: ${error instanceof Error ? error.message : String(error)}`);
      return false;
    }
  };
  const watch = async (): Promise<void> => {
    while (!isStopping()) {
      const { code, signal } = await service.process.exited;
      if (isStopping()) return;
      if (Date.now() - startedAt > WELL_AFTER_MS) pauseMs = BACK_OFF_FIRST_MS;
      say(
        `${name}: ended (${signal ?? `exit code ${String(code)}`}), starting it again; log: ${service.process.logFile}`,
      );
      while (!isStopping() && !(await restart().catch(() => false))) {
        // `restart` pauses, longer each time
      }
    }
  };
  note();
  const watching = watch();
  return {
    stop: async () => {
      stopping.abort();
      await service.stop();
      await watching;
      // A restart may have been under way while the first one was being stopped.
      await service.stop();
      removeRunFile(dataDir, name);
    },
  };
}
