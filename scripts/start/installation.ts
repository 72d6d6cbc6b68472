import { existsSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createDatabase } from '../../adapters/database/client.ts';
import { readEnv, type Env, type StartEnv } from '../../adapters/env.ts';
import { createAesVault } from '../../adapters/payees/aesVault.ts';
import { newPayeeKeys } from '../../adapters/payees/keys.ts';
import { createPasswords } from '../../adapters/passwords/argon2.ts';
import { createTemporalClient } from '../../adapters/temporal/client.ts';
import { applySchedules } from '../../adapters/temporal/schedules.ts';
import { seedDemoReferrals } from '../../prisma/demoReferrals.ts';
import { seedDemo, type DemoPeople } from '../../prisma/seed.ts';
import { migrate } from '../migrate.ts';
import { createPortFinder } from '../servers/ports.ts';
import { startApi, startWorker } from './applicationProcess.ts';
import { putAsideDemoFile, writeDemoFile } from './demoFile.ts';
import { keepAlive, type KeepOptions } from './keepAlive.ts';
import { logFileOf, provideMail, providePostgres, provideTemporal, type Servers, type ServerTools } from './servers.ts';
import { addressTable } from './table.ts';
import { buildWebIfOutdated } from './webBuild.ts';

/** Who takes work is stopped before who keeps it. */
export const STOP_ORDER = ['api', 'worker', 'temporal', 'postgres'] as const;

export type Installation = {
  /** Resolves when the table is printed; rejects when something cannot be started. */
  ready: Promise<void>;
  /** Stops everything in order; waits at most that long for what is just starting. */
  stop: (halfStartedWaitMs: number) => Promise<void>;
};

type Options = {
  root: string;
  dataDir: string;
  env: StartEnv;
  withDemo: boolean;
  say: (line: string) => void;
};

/** Made once: what is sealed with it is lost without it. `--fresh` leaves it, since a database of one's own may need it. */
function payeeKeyFile(dataDir: string): string {
  const file = path.join(dataDir, 'payee-keys.json');
  if (!existsSync(file)) writeFileSync(file, newPayeeKeys('installation'), { mode: 0o600, flag: 'wx' });
  return file;
}

/** What the API and the worker are told; the environment of the caller is passed on below it. */
function processEnvironment(options: Options, servers: Servers, apiPort: number): NodeJS.ProcessEnv {
  const { env, dataDir, withDemo, root } = options;
  const { DATABASE_URL_FILE: _database, SMTP_URL_FILE: _smtp, ...inherited } = process.env;
  return {
    ...inherited,
    DATABASE_URL: servers.databaseUrl,
    ...(env.temporalAddress === undefined
      ? { TEMPORAL_ADDRESS: servers.temporalAddress, TEMPORAL_NAMESPACE: 'default' }
      : {}),
    SMTP_URL: servers.smtpUrl,
    ...(process.env['PAYEE_KEYS'] === undefined && process.env['PAYEE_KEYS_FILE'] === undefined
      ? { PAYEE_KEYS_FILE: payeeKeyFile(dataDir) }
      : {}),
    PORT: String(apiPort),
    PUBLIC_URL: process.env['PUBLIC_URL'] ?? `http://localhost:${apiPort}`,
    DATA_DIR: dataDir,
    WEB_ROOT: path.join(root, 'dist-web'),
    ...(withDemo ? { FAIRLEAD_DEMO: '1', RAW_SIGNALS: process.env['RAW_SIGNALS'] ?? 'accept' } : {}),
  };
}

async function seed(dataDir: string, env: Env): Promise<DemoPeople> {
  const known = putAsideDemoFile(dataDir);
  const database = createDatabase({ url: env.databaseUrl, role: 'fairlead_api', connections: 2 });
  try {
    return await seedDemo({
      database,
      hashPassword: (password) => createPasswords().hash(password),
      vault: createAesVault(env.payeeKeys),
      known,
    });
  } finally {
    await database.$disconnect();
  }
}

async function build({ root, say }: Options): Promise<void> {
  try {
    if (await buildWebIfOutdated(root)) say('web app: built');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (!existsSync(path.join(root, 'dist-web', 'index.html'))) throw error;
    say(`web app: could not be built, the last one is served: ${reason}`);
  }
}

/** The API and the worker, and meanwhile the demo's people. */
async function startApplication(
  options: Options & { childEnv: NodeJS.ProcessEnv; appEnv: Env },
  keep: (options: KeepOptions) => Promise<void>,
): Promise<DemoPeople | undefined> {
  const { root, dataDir, childEnv, appEnv } = options;
  const temporal = createTemporalClient(appEnv.temporal);
  await applySchedules(temporal);
  const plan = (name: string) => ({ root, env: childEnv, logFile: logFileOf(dataDir, name) });
  const [people] = await Promise.all([
    options.withDemo ? seed(dataDir, appEnv) : Promise.resolve(undefined),
    keep({
      name: 'api',
      mark: path.join(root, 'api', 'main.ts'),
      stopSignal: 'SIGTERM',
      start: () => startApi({ ...plan('api'), port: appEnv.port }),
    }),
    keep({
      name: 'worker',
      mark: path.join(root, 'worker.ts'),
      stopSignal: 'SIGTERM',
      start: () => startWorker({ ...plan('worker'), temporal }),
    }),
  ]);
  return people;
}

/** A story without its referral could only fail: both sides of the data are new, or none. */
function forgetStoriesOfAnotherDatabase({ dataDir, env }: Options): void {
  if (env.databaseUrl !== undefined || existsSync(path.join(dataDir, 'postgres', 'global'))) return;
  for (const end of ['', '-shm', '-wal']) rmSync(path.join(dataDir, `temporal.db${end}`), { force: true });
}

async function open(options: Options, tools: ServerTools): Promise<void> {
  const { dataDir, env, say } = options;
  forgetStoriesOfAnotherDatabase(options);
  const [databaseUrl, temporal, mail] = await Promise.all([
    providePostgres(tools).then(async (url) => {
      const applied = await migrate(url);
      if (applied.length > 0) say(`database: ${String(applied.length)} migrations applied`);
      return url;
    }),
    provideTemporal(tools),
    provideMail(tools),
    build(options),
  ]);
  const servers: Servers = { databaseUrl, ...temporal, ...mail };
  const childEnv = processEnvironment(options, servers, await tools.findPort(env.ports.api));
  const appEnv = readEnv(childEnv);
  const people = await startApplication({ ...options, childEnv, appEnv }, tools.keep);
  const webUrl = `http://localhost:${appEnv.port}`;
  if (people !== undefined) {
    await seedDemoReferrals({ apiUrl: webUrl, people, say }).catch((error: unknown) =>
      say(`demo referrals: ${error instanceof Error ? error.message : String(error)}`),
    );
    writeDemoFile(dataDir, {
      apiUrl: webUrl,
      webUrl,
      temporalAddress: appEnv.temporal.connectionOptions.address ?? '',
      temporalNamespace: appEnv.temporal.namespace,
      temporalCli: servers.temporalCli,
      temporalUiUrl: servers.temporalUiUrl ?? null,
      mailUrl: servers.mailUrl ?? null,
      databaseUrl,
      ...people,
    });
  }
  if (people === undefined) {
    say('\nWithout demo data there is nobody yet. The first person, once:');
    say(`DATABASE_URL=${databaseUrl} npm run user:add -- --name "…" --email … --role program_admin`);
  }
  const { temporalUiUrl, mailUrl } = servers;
  say(`\n${addressTable({ webUrl, temporalUiUrl, mailUrl, logFolder: path.join(dataDir, 'logs'), demo: people })}`);
}

/** Starts everything; stopping works at any moment, also half-way. */
export function startInstallation(options: Options): Installation {
  const { dataDir, env } = options;
  const running = new Map<string, { stop: () => Promise<void> }>();
  const starting: Promise<unknown>[] = [];
  let isStopping = false;
  const say = (line: string): void => {
    if (!isStopping) options.say(line);
  };
  const keep = (kept: KeepOptions): Promise<void> => {
    if (isStopping) return Promise.reject(new Error('stopping'));
    const started = keepAlive({ ...kept, dataDir, say }).then((service) => void running.set(kept.name, service));
    starting.push(started);
    return started;
  };
  const hold: ServerTools['hold'] = (name, held) => void running.set(name, held);
  return {
    ready: open({ ...options, say }, { dataDir, env, say, findPort: createPortFinder(), keep, hold }),
    stop: async (halfStartedWaitMs) => {
      isStopping = true;
      await Promise.race([Promise.allSettled(starting), delay(halfStartedWaitMs)]);
      for (const name of ['api', 'worker', 'mail', 'temporal', 'postgres']) await running.get(name)?.stop();
    },
  };
}
