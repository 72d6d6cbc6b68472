import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * `npm run histories` records the replay corpus anew (docs/patching.md says when that is allowed): every story of the workflow
 * tests, into a folder beside the old one, which it replaces only when every test has passed. What fails on a slow machine is
 * tried again by itself.
 */
const CORPUS = fileURLToPath(new URL('../test/replay/histories', import.meta.url));
const PATHS_MIN = 30;
const ATTEMPTS = 3;
const JEST = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];

const folder = mkdtempSync(`${CORPUS}.new-`);

const record = (args: readonly string[]): boolean =>
  spawnSync(process.execPath, [...JEST, '--selectProjects', 'parallel', '--maxWorkers=2', ...args], {
    stdio: 'inherit',
    env: { ...process.env, RECORD_HISTORIES: folder },
  }).status === 0;

function main(): void {
  let isDone = record(['--testPathPatterns', 'test/workflows']);
  for (let attempt = 2; attempt <= ATTEMPTS && !isDone; attempt += 1) isDone = record(['--onlyFailures']);
  const paths = readdirSync(folder).length;
  if (!isDone || paths < PATHS_MIN) {
    rmSync(folder, { recursive: true });
    console.error(`not recorded: ${isDone ? `only ${String(paths)} paths` : 'tests fail'}; the corpus is as it was`);
    process.exitCode = 1;
    return;
  }
  rmSync(CORPUS, { recursive: true, force: true });
  renameSync(folder, CORPUS);
  console.log(`${String(paths)} paths recorded`);
}

main();
