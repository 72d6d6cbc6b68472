import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { newPayeeKeys } from '../../adapters/payees/keys.ts';
import { migrate } from '../migrate.ts';
import { anyFreePort } from '../servers/ports.ts';
import { BACKGROUND_NICE } from '../servers/processes.ts';
import { NAMESPACE } from '../servers/temporal.ts';
import { cpuMsOf, type CpuMs } from './cpu.ts';
import { startServers, type Servers } from './servers.ts';
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
  servers: Servers;
  /** The environment of our processes, for scripts that run beside them. */
  env: NodeJS.ProcessEnv;
  /** What the mail server does with what comes; `accept` unless a run of chaos says otherwise. */
  setMailMode: (mode: MailMode) => void;
  /** Every mail that was accepted, in order; a repeat appears again. */
  mailArrivals: () => MailArrival[];
  cpuMs: () => CpuMs;
  stop: () => Promise<void>;
};

/** `refuse` answers 451, `close` breaks off, `hang` never answers, `lose` accepts and breaks off before it says so. */
export type MailMode = 'accept' | 'refuse' | 'close' | 'hang' | 'lose';

export type MailArrival = { id: string; mode: MailMode; at: number };

function toArrival(line: string): MailArrival {
  const [id = '', mode = '', at = ''] = line.split(' ');
  return { id, mode: mode as MailMode, at: Number(at) };
}

/** A sign-in counts as step-up for as long as any of these runs lasts. */
const STEP_UP = 'PT12H';

const say = (line: string): void => console.error(line);

type Addresses = {
  databaseUrl: string;
  temporalAddress: string;
  apiPort: number;
  smtpPort: number;
  folder: string;
  payeeKeys: string;
  rails: string;
};

/** Ways to pay besides `manual`, and what the worker has to know of them. */
export type RailPlan = { rails: string; workerEnv: NodeJS.ProcessEnv };

const ONLY_MANUAL: RailPlan = { rails: 'manual', workerEnv: {} };

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
  PAYEE_KEYS: addresses.payeeKeys,
  RAILS: addresses.rails,
  STEP_UP_WINDOW: STEP_UP,
});

const answersOk = (url: string): Promise<boolean> =>
  fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
    ({ ok }) => ok,
    () => false,
  );

function createServices(
  addresses: Addresses,
  { mailFiles, workerEnv }: { mailFiles: string[]; workerEnv: NodeJS.ProcessEnv },
): { mail: Service; api: Service; worker: Service } {
  const logFile = (name: string): string => path.join(addresses.folder, 'logs', `${name}.log`);
  const env = environmentOf(addresses);
  return {
    mail: createService({
      name: 'mail sink',
      entry: 'scripts/bench/mailSink.ts',
      args: [String(addresses.smtpPort), ...mailFiles],
      env,
      logFile: logFile('mail'),
      nice: BACKGROUND_NICE,
      ready: 'its log says that it listens',
      isReady: (log) => log.includes('mail sink listens'),
    }),
    api: createService({
      name: 'API',
      entry: 'api/main.ts',
      env,
      logFile: logFile('api'),
      nice: 0,
      ready: '/livez answers',
      isReady: () => answersOk(`http://127.0.0.1:${addresses.apiPort}/livez`),
    }),
    worker: createService({
      name: 'worker',
      entry: 'worker.ts',
      env: { ...env, ...workerEnv },
      logFile: logFile('worker'),
      nice: BACKGROUND_NICE,
      ready: 'its log says that it polls',
      isReady: (log) => log.includes('worker polls'),
    }),
  };
}

/** Brings everything up and waits until it is ready. `stop` ends every process and removes the folder. */
export async function startInstallation({ rails, workerEnv }: RailPlan = ONLY_MANUAL): Promise<Installation> {
  const folder = mkdtempSync(path.join(tmpdir(), 'fairlead-bench-'));
  chmodSync(folder, 0o755); // PostgreSQL runs as an account of its own when we are root
  mkdirSync(path.join(folder, 'logs'));
  const mailFile = path.join(folder, 'mail-ids.txt');
  writeFileSync(mailFile, '');
  const modeFile = path.join(folder, 'mail-mode.txt');
  writeFileSync(modeFile, 'accept');
  const servers = await startServers(folder, say);
  const { postgres, temporal } = servers;
  const databaseUrl = postgres.url('fairlead');
  const addresses: Addresses = {
    databaseUrl,
    temporalAddress: temporal.address,
    apiPort: await anyFreePort(),
    smtpPort: await anyFreePort(),
    folder,
    payeeKeys: newPayeeKeys('bench'),
    rails,
  };
  const { mail, api, worker } = createServices(addresses, { mailFiles: [mailFile, modeFile], workerEnv });
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
    servers,
    env: environmentOf(addresses),
    setMailMode: (mode) => writeFileSync(modeFile, mode),
    cpuMs: () => ({
      api: cpuMsOf(api.pid()),
      worker: cpuMsOf(worker.pid()),
      temporal: cpuMsOf(temporal.pid()),
      postgres: cpuMsOf(postgres.pid()),
    }),
    mailArrivals: () => readFileSync(mailFile, 'utf8').split('\n').filter(Boolean).map(toArrival),
    stop,
  };
}
