import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import path from 'node:path';

/**
 * One line of the table: what was measured, how it came out, what it should be, and whether it is. `not shown`: there was
 * nothing that could have gone wrong, which proves nothing.
 */
export type Row = { what: string; measured: string; target?: string; met?: boolean | 'not shown' };

const RESULTS = new URL('../../bench/results/', import.meta.url).pathname;

const verdict = ({ met }: Row): string => (met === undefined ? '' : met === 'not shown' ? met : met ? 'yes' : 'NO');

export function printTable(title: string, rows: readonly Row[]): void {
  const cells = [
    ['what', 'measured', 'target', 'met'],
    ...rows.map((row) => [row.what, row.measured, row.target ?? '', verdict(row)]),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...cells.map((line) => (line[column] ?? '').length)));
  const lines = cells.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  console.log(`\n${title}`);
  console.log(lines[0]);
  console.log(widths.map((width) => '-'.repeat(width)).join('  '));
  console.log(lines.slice(1).join('\n'));
}

/** Writes the figures beside the machine they were measured on; returns the file, relative to the repository. */
export function writeResult(name: string, result: Record<string, unknown>): string {
  mkdirSync(RESULTS, { recursive: true });
  const at = new Date().toISOString();
  const file = path.join(RESULTS, `${name}-${at.replaceAll(':', '-').slice(0, 19)}.json`);
  const machine = {
    cores: cpus().length,
    model: cpus()[0]?.model,
    memoryMb: Math.round(totalmem() / 2 ** 20),
    node: process.version,
  };
  writeFileSync(file, `${JSON.stringify({ name, at, machine, ...result }, undefined, 2)}\n`);
  return path.relative(process.cwd(), file);
}
