import path from 'node:path';
import type { StartEnv } from '../../adapters/env.ts';
import { startMailCatcher } from '../servers/mailCatcher.ts';
import { startPostgres } from '../servers/postgres.ts';
import { BACKGROUND_NICE } from '../servers/processes.ts';
import { startTemporal } from '../servers/temporal.ts';
import { findTemporalProgram } from '../servers/temporalBinaries.ts';
import type { KeepOptions } from './keepAlive.ts';

/** Where the servers are, whoever has started them. */
export type Servers = {
  databaseUrl: string;
  /** Undefined: your own, as the environment says. */
  temporalAddress: string | undefined;
  temporalUiUrl: string | undefined;
  temporalCli: string | null;
  smtpUrl: string;
  mailUrl: string | undefined;
};

export type ServerTools = {
  dataDir: string;
  env: StartEnv;
  say: (line: string) => void;
  findPort: (preferred: number) => Promise<number>;
  keep: (options: KeepOptions) => Promise<void>;
  /** For what runs inside this process. */
  hold: (name: 'mail', held: { stop: () => Promise<void> }) => void;
};

const DATABASE = 'fairlead';

export const logFileOf = (dataDir: string, name: string): string => path.join(dataDir, 'logs', `${name}.log`);

/** The URL of our database, on your own server or an embedded one. */
export async function providePostgres({ dataDir, env, say, findPort, keep }: ServerTools): Promise<string> {
  if (env.databaseUrl !== undefined) return env.databaseUrl;
  const folder = path.join(dataDir, 'postgres');
  const logFile = logFileOf(dataDir, 'postgres');
  const port = await findPort(env.ports.postgres);
  let url = '';
  let mayInitialise = true;
  await keep({
    name: 'postgres',
    mark: folder,
    stopSignal: 'SIGINT',
    start: async () => {
      const server = await startPostgres({ dataDir: folder, logFile, port, mayInitialise, durability: 'durable' });
      mayInitialise = false;
      url = server.url(DATABASE);
      return server;
    },
  });
  say(`PostgreSQL: ready on port ${port}`);
  return url;
}

export async function provideTemporal({
  dataDir,
  env,
  say,
  findPort,
  keep,
}: ServerTools): Promise<Pick<Servers, 'temporalAddress' | 'temporalUiUrl' | 'temporalCli'>> {
  const cacheDir = path.resolve(env.cacheDir);
  const named = { variable: 'TEMPORAL_CLI', file: env.temporalCli };
  const finding = findTemporalProgram('temporal', named, { cacheDir, say });
  if (env.temporalAddress !== undefined) {
    // With a server of your own the command line tool is a convenience.
    const temporalCli = await finding.catch(() => null);
    return { temporalAddress: undefined, temporalUiUrl: undefined, temporalCli };
  }
  const binary = await finding;
  const port = await findPort(env.ports.temporal);
  const uiPort = await findPort(env.ports.temporalUi);
  const databaseFile = path.join(dataDir, 'temporal.db');
  const logFile = logFileOf(dataDir, 'temporal');
  await keep({
    name: 'temporal',
    mark: databaseFile,
    stopSignal: 'SIGTERM',
    start: () => startTemporal({ binary, port, uiPort, databaseFile, logFile, nice: BACKGROUND_NICE }),
  });
  say(`Temporal: ready on port ${port}`);
  const temporalUiUrl = `http://localhost:${uiPort}`;
  return { temporalAddress: `127.0.0.1:${port}`, temporalUiUrl, temporalCli: binary };
}

export async function provideMail({
  dataDir,
  env,
  findPort,
  hold,
}: ServerTools): Promise<Pick<Servers, 'smtpUrl' | 'mailUrl'>> {
  if (env.smtpUrl !== undefined) return { smtpUrl: env.smtpUrl, mailUrl: undefined };
  const catcher = await startMailCatcher({
    folder: path.join(dataDir, 'mails'),
    smtpPort: await findPort(env.ports.smtp),
    pagePort: await findPort(env.ports.mailPage),
  });
  hold('mail', catcher);
  return { smtpUrl: catcher.smtpUrl, mailUrl: catcher.pageUrl };
}
