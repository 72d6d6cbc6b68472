import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { printTable, type Row } from './bench/report.ts';
import { crashPointNames } from './chaos/crashPointNames.ts';

/**
 * `npm run crash:matrix [-- --only clawback]` lets a worker die between every two steps of the way of money, and prints where it died and
 * what held afterwards. Each row is a test of `test/crash`; a point at which none dies is a row that says so.
 */
const TESTS = 'test/crash/(adjustedOnce|approvalOnce|draftOnce|paidOnce|clawbackOnce|correctedOnce)';
const WAY_OF_MONEY = [
  ...['draft', 'approval', 'adjust', 'correction', 'clawback'],
  ...['release', 'submit', 'lookup', 'file', 'settle', 'refuse', 'cancel'],
];
const JEST = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];
const TITLE = /^(?:.*? dies )?at (\S+?)((?:,| over) .+?)??,?(?: is replaced)?, and (.+)$/;

const Report = z.object({
  testResults: z.array(
    z.object({
      assertionResults: z.array(z.object({ title: z.string(), status: z.string(), duration: z.number().nullish() })),
    }),
  ),
});

type Result = z.infer<typeof Report>['testResults'][number]['assertionResults'][number];

function rowOf({ title, status, duration }: Result): Row {
  const [, point = title, beside = '', held = ''] = TITLE.exec(title) ?? [];
  const seconds = ((duration ?? 0) / 1_000).toFixed(0);
  return { what: `${point}${beside}`, measured: `${status}, ${seconds} s`, target: held, met: status === 'passed' };
}

/** Points between two steps of the way of money, read from the sources, at which no test has died. */
function missingRows(results: readonly Result[], only: string): Row[] {
  const died = new Set(results.map(({ title }) => TITLE.exec(title)?.[1]));
  return crashPointNames()
    .filter((name) => WAY_OF_MONEY.includes(name.split('.')[0] ?? '') && name.startsWith(only) && !died.has(name))
    .map((name) => ({ what: name, measured: 'no test dies here', target: 'one', met: false }));
}

function main(): void {
  const { values } = parseArgs({ options: { only: { type: 'string', default: '' } } });
  const folder = mkdtempSync(path.join(tmpdir(), 'crash-matrix-'));
  const file = path.join(folder, 'report.json');
  const names = values.only === '' ? [] : ['--testNamePattern', `at ${values.only}`];
  const { status } = spawnSync(
    process.execPath,
    [...JEST, '--testPathPatterns', TESTS, ...names, '--json', '--outputFile', file],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const { testResults } = Report.parse(JSON.parse(readFileSync(file, 'utf8')));
  rmSync(folder, { recursive: true });
  const results = testResults.flatMap(({ assertionResults }) =>
    assertionResults.filter((one) => one.status !== 'pending'),
  );
  const missing = missingRows(results, values.only);
  printTable('a worker dies at', [...results.map(rowOf), ...missing]);
  process.exitCode = missing.length > 0 ? 1 : (status ?? 1);
}

main();
