import { rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { EnvironmentError, readStartEnv } from '../adapters/env.ts';
import { livingProcess, removeRunFile, stopLeftOvers, writeRunFile } from './servers/runFiles.ts';
import { startInstallation, STOP_ORDER, type Installation } from './start/installation.ts';

/** `npm start`: everything on this machine, with one command; see docs/operations.md. */
const root = fileURLToPath(new URL('..', import.meta.url));
const startedAt = Date.now();
const secondsSoFar = (): string => ((Date.now() - startedAt) / 1000).toFixed(1);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const KNOWN_ARGUMENTS = ['--fresh', '--no-demo'];

/** How long a signal during the start waits for what is just starting, before it goes on stopping. */
const HALF_STARTED_WAIT_MS = 40_000;

/** What a start leaves in its data folder; nothing else in it is touched by `--fresh`. */
const DATA = [
  'postgres',
  'postgres.new',
  'postgres.password',
  'temporal.db',
  'temporal.db-shm',
  'temporal.db-wal',
  'mails',
  'logs',
].concat('files', 'demo.json', 'demo.previous.json', 'run');

const startMark = path.join(root, 'scripts', 'start.ts');

async function takeDataFolder(dataDir: string, isFresh: boolean): Promise<void> {
  const other = livingProcess(dataDir, 'start');
  if (other !== undefined) {
    throw new Error(
      `Fairlead runs already on ${dataDir} (pid ${other.pid}). Stop it, or set DATA_DIR to another folder.`,
    );
  }
  const leftOver = await stopLeftOvers(dataDir, STOP_ORDER);
  if (leftOver.length > 0) say(`stopped what a killed start has left running: ${leftOver.join(', ')}`);
  if (isFresh) for (const name of DATA) rmSync(path.join(dataDir, name), { recursive: true, force: true });
}

/** Resolves with the first signal that asks us to end. A second one ends at once. */
function firstSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let asked = 0;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        asked += 1;
        if (asked === 1) resolve(signal);
        if (asked === 3) process.exit(1);
      });
    }
  });
}

async function main(): Promise<number> {
  const unknown = process.argv.slice(2).filter((argument) => !KNOWN_ARGUMENTS.includes(argument));
  if (unknown.length > 0) throw new Error(`Unknown: ${unknown.join(' ')}. Known: ${KNOWN_ARGUMENTS.join(', ')}.`);
  const env = readStartEnv(process.env);
  const dataDir = path.resolve(root, env.dataDir);
  const signal = firstSignal();
  await takeDataFolder(dataDir, process.argv.includes('--fresh'));
  // The mark is what this process' own command line says, however it was started.
  writeRunFile(dataDir, 'start', { pid: process.pid, mark: path.basename(startMark), stopSignal: 'SIGTERM' });
  const installation: Installation = startInstallation({
    root,
    dataDir,
    env,
    withDemo: !process.argv.includes('--no-demo'),
    say,
  });
  let exitCode = 0;
  try {
    const end = await Promise.race([signal, installation.ready.then(() => 'ready' as const)]);
    if (end === 'ready') {
      say(`\nOpen for business after ${secondsSoFar()} s. Ctrl-C stops everything; the next start continues here.`);
      await signal;
    }
  } catch (error) {
    say(`\nThe start failed: ${error instanceof Error ? error.message : String(error)}`);
    exitCode = 1;
  }
  say('\nstopping …');
  await installation.stop(HALF_STARTED_WAIT_MS);
  removeRunFile(dataDir, 'start');
  say('stopped');
  return exitCode;
}

try {
  process.exit(await main());
} catch (error) {
  const isExpected = error instanceof EnvironmentError || error instanceof Error;
  say(isExpected ? error.message : String(error));
  process.exit(1);
}
