import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readStartEnv } from '../../adapters/env.ts';
import { migrate } from '../../scripts/migrate.ts';
import { startPostgres } from '../../scripts/servers/postgres.ts';
import { anyFreePort } from '../../scripts/servers/ports.ts';
import { startTemporal } from '../../scripts/servers/temporal.ts';
import { findTemporalProgram } from '../../scripts/servers/temporalBinaries.ts';
import { buildWebIfOutdated } from '../../scripts/start/webBuild.ts';
import { buildWorkerProcess } from './buildWorkerProcess.ts';
import { buildWorkflowBundle } from './buildWorkflowBundle.ts';
import { findBrowser } from './findBrowser.ts';
import { TEMPLATE_DATABASE } from './templateDatabase.ts';

/**
 * Started by globalSetup.mjs. Starts each server once, when the first test asks, and stops them all at the end or when
 * the test runner is gone.
 */
const root = path.resolve(import.meta.dirname, '../..');
const env = readStartEnv(process.env);
const cacheDir = path.resolve(env.cacheDir);
const folder = mkdtempSync(path.join(tmpdir(), 'fairlead-test-'));
const stops: (() => Promise<void>)[] = [];
const say = (line: string): void => void process.stderr.write(`${line}\n`);

const logFile = (name: string): string => path.join(folder, 'logs', `${name}.log`);

async function postgres(): Promise<unknown> {
  const server = await startPostgres({
    dataDir: path.join(folder, 'postgres'),
    logFile: logFile('postgres'),
    port: await anyFreePort(),
    durability: 'fast',
  });
  stops.push(server.stop);
  await migrate(server.url(TEMPLATE_DATABASE));
  return { url: server.url('postgres') };
}

const temporalCli = (): Promise<string> =>
  findTemporalProgram('temporal', { variable: 'TEMPORAL_CLI', file: env.temporalCli }, { cacheDir, say });

async function temporal(): Promise<unknown> {
  const server = await startTemporal({
    binary: await temporalCli(),
    port: await anyFreePort(),
    uiPort: undefined,
    databaseFile: undefined,
    logFile: logFile('temporal'),
    nice: 0,
  });
  stops.push(server.stop);
  return { address: server.address };
}

async function temporalTestServer(): Promise<unknown> {
  const named = { variable: 'TEMPORAL_TEST_SERVER', file: env.temporalTestServer };
  return { file: await findTemporalProgram('temporal-test-server', named, { cacheDir, say }) };
}

/** Within the project, where its packages are found. */
async function workerProcess(): Promise<unknown> {
  mkdirSync(path.join(root, '.cache'), { recursive: true });
  const within = mkdtempSync(path.join(root, '.cache', 'worker-process-'));
  stops.push(() => rm(within, { recursive: true, force: true }));
  return { file: await buildWorkerProcess(within) };
}

async function webApp(): Promise<unknown> {
  await buildWebIfOutdated(root);
  return { webRoot: path.join(root, 'dist-web') };
}

const MAKERS: Readonly<Record<string, () => Promise<unknown>>> = {
  '/postgres': postgres,
  '/temporal': temporal,
  '/temporal-cli': async () => ({ file: await temporalCli() }),
  '/temporal-test-server': temporalTestServer,
  '/workflow-bundle': async () => ({ file: await buildWorkflowBundle(folder) }),
  '/worker-process': workerProcess,
  '/web-app': webApp,
  '/browser': () => findBrowser({ named: env.chromiumPath, say }),
};

const made = new Map<string, Promise<unknown>>();

function give(name: string): Promise<unknown> {
  const make = MAKERS[name];
  if (make === undefined) return Promise.reject(new Error(`there is no ${name}`));
  const known = made.get(name) ?? make();
  made.set(name, known);
  return known;
}

const server = createServer((request, response) => {
  give(request.url ?? '').then(
    (given) => response.writeHead(200).end(JSON.stringify(given)),
    (error: unknown) => response.writeHead(500).end(error instanceof Error ? error.message : String(error)),
  );
});

let isStopping = false;
async function stopAll(): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  server.close();
  server.closeAllConnections();
  // A server that is still starting is waited for, or it would be left behind.
  await Promise.allSettled(made.values());
  await Promise.allSettled(stops.map((stop) => stop()));
  rmSync(folder, { recursive: true, force: true });
  process.exit(0);
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stopAll());
process.on('disconnect', () => void stopAll());

server.listen(0, '127.0.0.1', () => {
  process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
