import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { printTable, type Row } from './bench/report.ts';

/**
 * `npm run crash:matrix` lets a worker die between every two steps of the way of money (draft, approve, adjust, release, submit, look up, file,
 * settle, come back, claw back), and prints where it died and what held afterwards. Each is a test of `test/crash`.
 */
const TESTS = 'test/crash/(adjustedOnce|approvalOnce|draftOnce|paidOnce|clawbackOnce)';
const JEST = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];
const TITLE = /^at (.+?)(?: is replaced)?, and (.+)$/;

const Report = z.object({
  testResults: z.array(
    z.object({
      assertionResults: z.array(z.object({ title: z.string(), status: z.string(), duration: z.number().nullish() })),
    }),
  ),
});

type Result = z.infer<typeof Report>['testResults'][number]['assertionResults'][number];

function rowOf({ title, status, duration }: Result): Row {
  const [, place = title, held = ''] = TITLE.exec(title) ?? [];
  const seconds = ((duration ?? 0) / 1_000).toFixed(0);
  return { what: place, measured: `${status}, ${seconds} s`, target: held, met: status === 'passed' };
}

function main(): void {
  const folder = mkdtempSync(path.join(tmpdir(), 'crash-matrix-'));
  const file = path.join(folder, 'report.json');
  const { status } = spawnSync(
    process.execPath,
    [...JEST, '--testPathPatterns', TESTS, '--json', '--outputFile', file],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const { testResults } = Report.parse(JSON.parse(readFileSync(file, 'utf8')));
  rmSync(folder, { recursive: true });
  const rows = testResults.flatMap(({ assertionResults }) => assertionResults.map(rowOf));
  printTable('a worker dies at', rows);
  process.exitCode = status ?? 1;
}

main();
