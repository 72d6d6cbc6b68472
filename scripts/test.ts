import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/**
 * `npm test`: everything that must hold before a change is good, but for the slow suites. Every part runs even when an
 * earlier one has failed; the last line has the totals, and the exit code is not 0 when anything failed.
 * `npm test -- test/domain` runs only the tests of that path.
 */
const root = fileURLToPath(new URL('..', import.meta.url));

/** Node options the test runner needs; the same as in `npm run jest`. */
const JEST = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];

type Part = { name: string; args: readonly string[]; timeoutMs: number };

const tool = (name: string, file: string, ...args: string[]): Part => ({
  name,
  args: [path.join('node_modules', file), ...args],
  timeoutMs: 10 * 60_000,
});

/** Independent of each other: they run two at a time, one for each core. */
const CHECKS: readonly Part[] = [
  tool('lint', 'eslint/bin/eslint.js', '--max-warnings', '0', '.'),
  tool('types', 'typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.json'),
  tool('types of the web app', 'typescript/bin/tsc', '--noEmit', '-p', 'web/tsconfig.json'),
  tool('format', 'prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'),
  tool('architecture', 'dependency-cruiser/bin/dependency-cruise.mjs', '--config', '.dependency-cruiser.cjs', '.'),
  tool('unused code', 'knip/bin/knip.js'),
  {
    name: 'API document',
    args: ['--import', 'tsx', 'scripts/export-docs.ts', '--check'],
    timeoutMs: 60_000,
  },
];

const CHECKS_AT_ONCE = 2;

const Totals = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numFailedTestSuites: z.int(),
  numRuntimeErrorTestSuites: z.int(),
  numPendingTests: z.int(),
});

type Outcome = { name: string; passed: number; failed: number };

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const running = new Set<ChildProcess>();

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    for (const child of running) child.kill(signal);
    process.exit(1);
  });
}

/** Runs a part to its end, or to its time-out; gives what it printed. */
function run(part: Part, isQuiet: boolean): Promise<{ exitCode: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, part.args, {
      cwd: root,
      stdio: ['ignore', isQuiet ? 'pipe' : 'inherit', isQuiet ? 'pipe' : 'inherit'],
      env: { ...process.env, NODE_OPTIONS: '', FORCE_COLOR: '0' },
    });
    running.add(child);
    let output = '';
    const collect = (chunk: Buffer): void => void (output += chunk.toString('utf8'));
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    const timer = setTimeout(() => {
      output += `\n${part.name} was ended after ${part.timeoutMs / 1000} s\n`;
      child.kill('SIGTERM');
    }, part.timeoutMs);
    child.once('close', (code) => {
      clearTimeout(timer);
      running.delete(child);
      resolve({ exitCode: code ?? 1, output });
    });
  });
}

const seconds = (startedAt: number): string => `${((Date.now() - startedAt) / 1000).toFixed(1)} s`;

async function check(part: Part): Promise<Outcome> {
  const startedAt = Date.now();
  const { exitCode, output } = await run(part, true);
  if (exitCode === 0) {
    say(`✓ ${part.name} (${seconds(startedAt)})`);
    return { name: part.name, passed: 1, failed: 0 };
  }
  say(`✗ ${part.name} (${seconds(startedAt)})\n${output.trimEnd()}`);
  return { name: part.name, passed: 0, failed: 1 };
}

async function checkAll(): Promise<Outcome[]> {
  const waiting = [...CHECKS];
  const outcomes: Outcome[] = [];
  const runNext = async (): Promise<void> => {
    for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) outcomes.push(await check(part));
  };
  await Promise.all(Array.from({ length: CHECKS_AT_ONCE }, runNext));
  return outcomes;
}

mkdirSync(path.join(root, '.cache'), { recursive: true });
const folder = mkdtempSync(path.join(root, '.cache', 'test-'));
const startedAt = Date.now();
const paths = process.argv.slice(2);
const selection = paths.length === 0 ? [] : ['--passWithNoTests', ...paths];

const TESTS_TIMEOUT_MS = 45 * 60_000;

/** One of the two projects of jest.config.mjs. A suite that could not even start counts as one failure. */
async function test(project: string, ...options: string[]): Promise<Outcome> {
  const totalsFile = path.join(mkdtempSync(path.join(folder, `${project}-`)), 'totals.json');
  const args = [...JEST, '--ci', '--selectProjects', project, '--json', `--outputFile=${totalsFile}`, ...options];
  say(`\n${project} tests`);
  const { exitCode } = await run({ name: project, args, timeoutMs: TESTS_TIMEOUT_MS }, false);
  try {
    const totals = Totals.parse(JSON.parse(readFileSync(totalsFile, 'utf8')));
    const failed = totals.numFailedTests + totals.numRuntimeErrorTestSuites + totals.numPendingTests;
    if (totals.numPendingTests > 0) say(`${String(totals.numPendingTests)} tests were skipped, which counts as failed`);
    return { name: project, passed: totals.numPassedTests, failed: exitCode === 0 ? failed : Math.max(1, failed) };
  } catch {
    return { name: project, passed: 0, failed: 1 };
  }
}

/** Checks first: what they find is found soon. One worker for each core. */
async function checkAndTest(): Promise<Outcome[]> {
  const checked = selection.length === 0 ? await checkAll() : [];
  return [...checked, await test('parallel', '--maxWorkers=2', ...selection)];
}

// Crashes wait more than they reckon, so they run beside all else.
const sides = await Promise.all([checkAndTest(), test('crash', '--maxWorkers=2', ...selection)]);
const outcomes = sides.flat();
rmSync(folder, { recursive: true, force: true });
const sum = (pick: (outcome: Outcome) => number): number =>
  outcomes.reduce((total, outcome) => total + pick(outcome), 0);
const failed = sum((outcome) => outcome.failed);
const bad = outcomes.filter((outcome) => outcome.failed > 0).map(({ name }) => name);
say(`\n${bad.length === 0 ? 'All is well' : `Failed: ${bad.join(', ')}`} (${seconds(startedAt)})`);
say(`${String(sum((outcome) => outcome.passed))} passed, ${String(failed)} failed`);
process.exitCode = failed === 0 ? 0 : 1;
