import path from 'node:path';
import { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { startProcess, waitUntilReady, type RunningProcess } from './processes.ts';

export type TemporalServer = {
  address: string;
  uiUrl: string | undefined;
  process: RunningProcess;
  stop: () => Promise<void>;
};

export type TemporalOptions = {
  binary: string;
  port: number;
  /** Undefined: no user interface. */
  uiPort: number | undefined;
  /** The file that outlives the server; undefined keeps everything in memory. Absolute. */
  databaseFile: string | undefined;
  logFile: string;
  /** `BACKGROUND_NICE` behind an API that people wait for; 0 where a test waits for the server itself. */
  nice: number;
};

export const NAMESPACE = 'default';

/** Set when a story starts and never changed, so that the Temporal UI can list what belongs to whom. */
export const SEARCH_ATTRIBUTES = { FairleadPartnerId: 'Keyword', FairleadProgramId: 'Keyword' } as const;

const READY_TIMEOUT_MS = 60_000;
const CALL_TIMEOUT_MS = 10_000;
const STOP_GRACE_MS = 15_000;
const RETENTION = '30 days';

function argumentsFor(options: TemporalOptions): string[] {
  const attributes = Object.entries(SEARCH_ATTRIBUTES).flatMap(([name, type]) => [
    '--search-attribute',
    `${name}=${type}`,
  ]);
  const file = [
    ...['--db-filename', options.databaseFile ?? ''],
    ...['--sqlite-pragma', 'journal_mode=WAL', '--sqlite-pragma', 'synchronous=NORMAL'],
  ];
  const ui = ['--ui-port', String(options.uiPort), '--ui-disable-news-fetch'];
  return [
    ...['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(options.port)],
    ...['--log-format', 'json', '--log-level', 'error'],
    ...attributes,
    ...(options.databaseFile === undefined ? [] : file),
    ...(options.uiPort === undefined ? ['--headless'] : ui),
  ];
}

/** Whether the server answers and has its namespace. */
async function answers(address: string): Promise<boolean> {
  let connection: Connection | undefined;
  try {
    connection = await Connection.connect({ address, connectTimeout: 2_000 });
    const { workflowService } = connection;
    await connection.withDeadline(Date.now() + CALL_TIMEOUT_MS, () =>
      workflowService.describeNamespace({ namespace: NAMESPACE }),
    );
    return true;
  } catch {
    return false;
  } finally {
    await connection?.close();
  }
}

/** The dev server forgets ended workflows after a day; a month lets people look back. */
async function keepEndedWorkflows(address: string): Promise<void> {
  const connection = await Connection.connect({ address, connectTimeout: CALL_TIMEOUT_MS });
  try {
    const { workflowService } = connection;
    await connection.withDeadline(Date.now() + CALL_TIMEOUT_MS, () =>
      workflowService.updateNamespace({
        namespace: NAMESPACE,
        config: { workflowExecutionRetentionTtl: msToTs(RETENTION) },
      }),
    );
  } finally {
    await connection.close();
  }
}

/** Starts a Temporal dev server on loopback, with our search attributes. */
export async function startTemporal(options: TemporalOptions): Promise<TemporalServer> {
  const address = `127.0.0.1:${options.port}`;
  const server = startProcess({
    name: 'Temporal',
    command: options.binary,
    args: argumentsFor(options),
    cwd: path.dirname(options.logFile),
    // Its own settings files and variables are not ours to follow.
    env: { PATH: process.env['PATH'], HOME: path.dirname(options.logFile), TZ: 'UTC' },
    logFile: options.logFile,
    nice: options.nice,
  });
  try {
    await waitUntilReady({ process: server, isReady: () => answers(address), timeoutMs: READY_TIMEOUT_MS });
    await keepEndedWorkflows(address);
  } catch (error) {
    await server.stop({ graceMs: STOP_GRACE_MS });
    throw error;
  }
  return {
    address,
    uiUrl: options.uiPort === undefined ? undefined : `http://localhost:${options.uiPort}`,
    process: server,
    stop: async () => {
      await server.stop({ graceMs: STOP_GRACE_MS });
    },
  };
}
