import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readStartEnv } from '../../adapters/env.ts';
import { migrate } from '../migrate.ts';
import { anyFreePort } from '../servers/ports.ts';
import { BACKGROUND_NICE } from '../servers/processes.ts';
import { startPostgres, type PostgresServer } from '../servers/postgres.ts';
import { NAMESPACE, startTemporal, type TemporalServer } from '../servers/temporal.ts';
import { findTemporalProgram } from '../servers/temporalBinaries.ts';
import { cpuMsOf, type CpuMs } from './cpu.ts';
import { createService, type Service } from './service.ts';

/**
 * A real installation on a folder and ports of its own: PostgreSQL (durable), a file-backed Temporal dev server, a mail
 * server, API and worker as processes in production mode. Temporal and worker are niced below the API, as `npm start` has
 * them.
 */
export type Installation = {
  folder: string;
  databaseUrl: string;
  temporal: { address: string; namespace: string };
  origin: string;
  api: Service;
  worker: Service;
  /** Message ids of every mail that was accepted, in order; a repeat appears again. */
  mailIds: () => string[];
  cpuMs: () => CpuMs;
  stop: () => Promise<void>;
};

/** A sign-in counts as step-up for as long as any of these runs lasts. */
const STEP_UP = 'PT12H';

const say = (line: string): void => console.error(line);

async function startServers(folder: string): Promise<{ postgres: PostgresServer; temporal: TemporalServer }> {
  const startEnv = readStartEnv(process.env);
  const binary = await findTemporalProgram(
    'temporal',
    { variable: 'TEMPORAL_CLI', file: startEnv.temporalCli },
    { cacheDir: path.resolve(startEnv.cacheDir), say },
  );
  const postgres = await startPostgres({
    dataDir: path.join(folder, 'postgres'),
    logFile: path.join(folder, 'logs', 'postgres.log'),
    port: await anyFreePort(),
    durability: 'durable',
  });
  try {
    const temporal = await startTemporal({
      binary,
      port: await anyFreePort(),
      uiPort: undefined,
      databaseFile: path.join(folder, 'temporal.db'),
      logFile: path.join(folder, 'logs', 'temporal.log'),
    });
    return { postgres, temporal };
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}

type Addresses = { databaseUrl: string; temporalAddress: string; apiPort: number; smtpPort: number; folder: string };

/** Nothing of the caller's own environment reaches the processes but where programs are. */
const environmentOf = (addresses: Addresses): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  HOME: addresses.folder,
  TZ: 'UTC',
  NODE_ENV: 'production',
  DATABASE_URL: addresses.databaseUrl,
  TEMPORAL_ADDRESS: addresses.temporalAddress,
  TEMPORAL_NAMESPACE: NAMESPACE,
  SMTP_URL: `smtp://127.0.0.1:${addresses.smtpPort}`,
  MAIL_FROM: 'Helioforge Partners <partners@helioforge.example>',
  PORT: String(addresses.apiPort),
  PUBLIC_URL: `http://localhost:${addresses.apiPort}`,
  DATA_DIR: addresses.folder,
  STEP_UP_WINDOW: STEP_UP,
});

const answersOk = (url: string): Promise<boolean> =>
  fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
    ({ ok }) => ok,
    () => false,
  );

function createServices(addresses: Addresses, mailFile: string): { mail: Service; api: Service; worker: Service } {
  const logFile = (name: string): string => path.join(addresses.folder, 'logs', `${name}.log`);
  const env = environmentOf(addresses);
  return {
    mail: createService({
      name: 'mail sink',
      entry: 'scripts/bench/mailSink.ts',
      args: [String(addresses.smtpPort), mailFile],
      env,
      logFile: logFile('mail'),
      nice: BACKGROUND_NICE,
      isReady: (log) => log.includes('mail sink listens'),
    }),
    api: createService({
      name: 'API',
      entry: 'api/main.ts',
      env,
      logFile: logFile('api'),
      nice: 0,
      isReady: () => answersOk(`http://127.0.0.1:${addresses.apiPort}/livez`),
    }),
    worker: createService({
      name: 'worker',
      entry: 'worker.ts',
      env,
      logFile: logFile('worker'),
      nice: BACKGROUND_NICE,
      isReady: (log) => log.includes('worker polls'),
    }),
  };
}

/** Brings everything up and waits until it is ready. `stop` ends every process and removes the folder. */
export async function startInstallation(): Promise<Installation> {
  const folder = mkdtempSync(path.join(tmpdir(), 'fairlead-bench-'));
  chmodSync(folder, 0o755); // PostgreSQL runs as an account of its own when we are root
  mkdirSync(path.join(folder, 'logs'));
  const mailFile = path.join(folder, 'mail-ids.txt');
  writeFileSync(mailFile, '');
  const { postgres, temporal } = await startServers(folder);
  const databaseUrl = postgres.url('fairlead');
  const addresses: Addresses = {
    databaseUrl,
    temporalAddress: temporal.address,
    apiPort: await anyFreePort(),
    smtpPort: await anyFreePort(),
    folder,
  };
  const { mail, api, worker } = createServices(addresses, mailFile);
  const stop = async (): Promise<void> => {
    await Promise.all([api.stop(), worker.stop(), mail.stop()]);
    await Promise.all([temporal.stop(), postgres.stop()]);
    if (process.env['BENCH_KEEP'] === undefined) rmSync(folder, { recursive: true, force: true });
    else say(`kept: ${folder}`);
  };
  try {
    await migrate(databaseUrl);
    await Promise.all([mail.start(), api.start(), worker.start()]);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    folder,
    databaseUrl,
    temporal: { address: temporal.address, namespace: NAMESPACE },
    origin: `http://127.0.0.1:${addresses.apiPort}`,
    api,
    worker,
    cpuMs: () => ({
      api: cpuMsOf(api.pid()),
      worker: cpuMsOf(worker.pid()),
      temporal: cpuMsOf(temporal.process.pid),
      postgres: cpuMsOf(postgres.process.pid),
    }),
    mailIds: () => readFileSync(mailFile, 'utf8').split('\n').filter(Boolean),
    stop,
  };
}
