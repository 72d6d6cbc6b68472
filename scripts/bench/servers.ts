import { rmSync } from 'node:fs';
import path from 'node:path';
import { readStartEnv } from '../../adapters/env.ts';
import { anyFreePort } from '../servers/ports.ts';
import { startPostgres, type PostgresServer } from '../servers/postgres.ts';
import { BACKGROUND_NICE, type RunningProcess } from '../servers/processes.ts';
import { startTemporal } from '../servers/temporal.ts';
import { findTemporalProgram } from '../servers/temporalBinaries.ts';

/** A server that can be killed and started again, on its port and its data. */
export type Server = {
  name: string;
  pid: () => number;
  start: () => Promise<void>;
  /** `kill -9`: no goodbye, no flush. Returns when the process is gone. */
  kill: () => Promise<void>;
  stop: () => Promise<void>;
};

export type Servers = {
  postgres: Server & { url: PostgresServer['url'] };
  /** `forget`: throws its database away; only while it does not run. */
  temporal: Server & { address: string; forget: () => void };
};

type Running = { process: RunningProcess; stop: () => Promise<void> };

function restartable(name: string, first: Running, again: () => Promise<Running>): Server {
  let running = first;
  return {
    name,
    pid: () => running.process.pid,
    start: async () => {
      running = await again();
    },
    kill: async () => {
      await running.process.stop({ signal: 'SIGKILL' });
    },
    stop: () => running.stop(),
  };
}

/** A durable PostgreSQL and a file-backed Temporal dev server in `folder`. */
export async function startServers(folder: string, say: (line: string) => void): Promise<Servers> {
  const startEnv = readStartEnv(process.env);
  const binary = await findTemporalProgram(
    'temporal',
    { variable: 'TEMPORAL_CLI', file: startEnv.temporalCli },
    { cacheDir: path.resolve(startEnv.cacheDir), say },
  );
  const logFile = (name: string): string => path.join(folder, 'logs', `${name}.log`);
  const ofPostgres = {
    dataDir: path.join(folder, 'postgres'),
    logFile: logFile('postgres'),
    port: await anyFreePort(),
    durability: 'durable' as const,
  };
  const databaseFile = path.join(folder, 'temporal.db');
  const ofTemporal = {
    binary,
    port: await anyFreePort(),
    uiPort: undefined,
    databaseFile,
    logFile: logFile('temporal'),
    nice: BACKGROUND_NICE,
  };
  const postgres = await startPostgres(ofPostgres);
  try {
    const temporal = await startTemporal(ofTemporal);
    return {
      postgres: {
        ...restartable('PostgreSQL', postgres, () => startPostgres({ ...ofPostgres, mayInitialise: false })),
        url: postgres.url,
      },
      temporal: {
        ...restartable('Temporal', temporal, () => startTemporal(ofTemporal)),
        address: temporal.address,
        forget: () => {
          for (const end of ['', '-wal', '-shm']) rmSync(`${databaseFile}${end}`, { force: true });
        },
      },
    };
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}
