import { readFileSync } from 'node:fs';
import { loadClientConnectConfig, type ClientConnectConfig } from '@temporalio/envconfig';
import { z } from 'zod';
import { parseCrashPoint, type CrashPoint } from './crashPoint.ts';
import type { RailName } from '../domain/commission/rails.ts';
import type { PayeeKeys } from './payees/keys.ts';
import { missingForRails, railSettings, type RailSettings } from './rails/settings.ts';
import { FILE_VARIABLES, PROCESS_VARIABLES, START_VARIABLES } from './environmentVariables.ts';

/** Anything that looks like `process.env`. */
export type EnvSource = Readonly<Record<string, string | undefined>>;

export type TemporalEnv = { connectionOptions: ClientConnectConfig['connectionOptions']; namespace: string };

/** What the API, the worker and the migration read from their environment. Lengths of time in milliseconds. */
export type Env = {
  nodeEnv: 'development' | 'test' | 'production';
  databaseUrl: string;
  databasePoolSize: number;
  temporal: TemporalEnv;
  smtpUrl: string;
  mailFrom: string;
  host: string;
  port: number;
  /** Origin under which people reach us; no trailing slash. */
  publicUrl: string;
  trustedProxies: number;
  demo: boolean;
  rawSignals: 'accept' | 'refuse';
  logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';
  sessionIdleMs: number;
  sessionMaxMs: number;
  stepUpMs: number;
  /** What accounts of partners are sealed with. */
  payeeKeys: PayeeKeys;
  /** How long nothing is paid to an account after it was changed. */
  payeeCoolingOffMs: number;
  /** Ways to pay that are offered, and who pays by them. */
  rails: readonly RailName[];
  railSettings: RailSettings;
  dataDir: string;
  webRoot: string;
  crashAt: CrashPoint | undefined;
};

/** What `npm start` and the test set-up read besides: ports wished for, and servers that are there already. */
export type StartEnv = {
  databaseUrl: string | undefined;
  temporalAddress: string | undefined;
  smtpUrl: string | undefined;
  ports: { api: number; postgres: number; temporal: number; temporalUi: number; smtp: number; mailPage: number };
  dataDir: string;
  cacheDir: string;
  temporalCli: string | undefined;
  temporalTestServer: string | undefined;
  chromiumPath: string | undefined;
};

/** Carries every problem at once, so that one look is enough to repair an installation. */
export class EnvironmentError extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`The environment is not usable:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'EnvironmentError';
    this.problems = problems;
  }
}

/** An empty variable is an absent one (compose files cannot unset), and files stand in for secrets. */
function withFiles(source: EnvSource, problems: string[]): Record<string, string> {
  const values = Object.fromEntries(
    Object.entries(source).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== ''),
  );
  for (const name of FILE_VARIABLES) {
    const file = values[`${name}_FILE`];
    if (file === undefined) continue;
    if (values[name] !== undefined) problems.push(`${name} and ${name}_FILE are both set: give one`);
    try {
      values[name] = readFileSync(file, 'utf8').trim();
    } catch {
      problems.push(`${name}_FILE names a file that cannot be read: ${file}`);
    }
  }
  return values;
}

const problemsOf = (error: z.ZodError, values: EnvSource): string[] =>
  error.issues.map((issue) => {
    const name = String(issue.path[0]);
    return values[name] === undefined ? `${name} is missing` : `${name} ${issue.message}`;
  });

/** A configuration file counts only when named: a developer's own profile must not aim a test at a real cluster. */
function readTemporal(values: Record<string, string>, problems: string[]): TemporalEnv {
  const named = values['TEMPORAL_CONFIG_FILE'] !== undefined || values['TEMPORAL_PROFILE'] !== undefined;
  try {
    const { connectionOptions, namespace } = loadClientConnectConfig({
      overrideEnvVars: values,
      disableFile: !named,
    });
    return {
      connectionOptions: { ...connectionOptions, address: connectionOptions.address ?? 'localhost:7233' },
      namespace: namespace ?? 'default',
    };
  } catch (error) {
    problems.push(`TEMPORAL_* cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    return { connectionOptions: {}, namespace: 'default' };
  }
}

/** What only a real installation must say, and what only a demo may. */
function productionProblems(values: EnvSource): string[] {
  const required = ['SMTP_URL', 'MAIL_FROM', 'PUBLIC_URL', 'TEMPORAL_ADDRESS', 'PAYEE_KEYS'].filter(
    (name) => values[name] === undefined && !(name === 'TEMPORAL_ADDRESS' && values['TEMPORAL_CONFIG_FILE']),
  );
  return [
    ...required.map((name) => `${name} is missing (required in production)`),
    ...(['1', 'true'].includes(values['FAIRLEAD_DEMO'] ?? '') ? ['FAIRLEAD_DEMO is not allowed in production'] : []),
    ...(values['STRIPE_API_URL'] === undefined ? [] : ['STRIPE_API_URL is not allowed in production']),
    ...(values['CRASH_AT'] === undefined ? [] : ['CRASH_AT is not allowed in production']),
  ];
}

/**
 * Reads the environment of a running process; `pays`: it carries payments out, so every rail that is offered has to be set up.
 * @throws EnvironmentError with all problems, never only the first.
 */
export function readEnv(source: EnvSource, { pays = false }: { pays?: boolean } = {}): Env {
  const problems: string[] = [];
  const values = withFiles(source, problems);
  const parsed = z.object(PROCESS_VARIABLES).safeParse(values);
  if (!parsed.success) problems.push(...problemsOf(parsed.error, values));
  else if (pays) problems.push(...missingForRails(parsed.data.RAILS, parsed.data));
  const temporal = readTemporal(values, problems);
  if (values['NODE_ENV'] === 'production') problems.push(...productionProblems(values));
  const crashAt = parseCrashPoint(values['CRASH_AT']);
  if (crashAt === 'malformed') problems.push('CRASH_AT is not "name" or "name:passage"');
  if (!parsed.success || problems.length > 0) throw new EnvironmentError(problems);
  const { data } = parsed;
  return {
    nodeEnv: data.NODE_ENV,
    databaseUrl: data.DATABASE_URL,
    databasePoolSize: data.DATABASE_POOL_SIZE,
    temporal,
    smtpUrl: data.SMTP_URL ?? 'smtp://127.0.0.1:1025',
    mailFrom: data.MAIL_FROM ?? 'Helioforge Partners <partners@helioforge.example>',
    host: data.HOST,
    port: data.PORT,
    publicUrl: (data.PUBLIC_URL ?? `http://localhost:${data.PORT}`).replace(/\/+$/, ''),
    trustedProxies: data.TRUSTED_PROXIES,
    demo: data.FAIRLEAD_DEMO,
    rawSignals: data.RAW_SIGNALS,
    logLevel: data.LOG_LEVEL,
    sessionIdleMs: data.SESSION_IDLE,
    sessionMaxMs: data.SESSION_MAX,
    stepUpMs: data.STEP_UP_WINDOW,
    payeeKeys: data.PAYEE_KEYS,
    payeeCoolingOffMs: data.PAYEE_COOLING_OFF,
    rails: data.RAILS,
    railSettings: railSettings(data),
    dataDir: data.DATA_DIR,
    webRoot: data.WEB_ROOT,
    crashAt: crashAt === 'malformed' ? undefined : crashAt,
  };
}

/**
 * Reads what `npm start` and the test set-up need; every variable has a default.
 * @throws EnvironmentError with all problems.
 */
export function readStartEnv(source: EnvSource): StartEnv {
  const problems: string[] = [];
  const values = withFiles(source, problems);
  const parsed = z.object(START_VARIABLES).safeParse(values);
  if (!parsed.success) problems.push(...problemsOf(parsed.error, values));
  if (!parsed.success || problems.length > 0) throw new EnvironmentError(problems);
  const { data } = parsed;
  return {
    databaseUrl: data.DATABASE_URL,
    temporalAddress: data.TEMPORAL_ADDRESS,
    smtpUrl: data.SMTP_URL,
    ports: {
      api: data.PORT,
      postgres: data.POSTGRES_PORT,
      temporal: data.TEMPORAL_PORT,
      temporalUi: data.TEMPORAL_UI_PORT,
      smtp: data.SMTP_PORT,
      mailPage: data.MAIL_PAGE_PORT,
    },
    dataDir: data.DATA_DIR,
    cacheDir: data.CACHE_DIR,
    temporalCli: data.TEMPORAL_CLI,
    temporalTestServer: data.TEMPORAL_TEST_SERVER,
    chromiumPath: data.CHROMIUM_PATH,
  };
}
