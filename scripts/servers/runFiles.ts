import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { commandLineOf, stopForeign } from './processes.ts';

/** A process that a start has left a note of. `mark` is a piece of its command line that proves it is still the same. */
const RunFile = z.object({
  pid: z.int().positive(),
  mark: z.string().min(1),
  stopSignal: z.enum(['SIGTERM', 'SIGINT']),
});
export type RunFile = z.infer<typeof RunFile>;

const runFolder = (dataDir: string): string => path.join(dataDir, 'run');

export function writeRunFile(dataDir: string, name: string, note: RunFile): void {
  mkdirSync(runFolder(dataDir), { recursive: true });
  writeFileSync(path.join(runFolder(dataDir), `${name}.json`), JSON.stringify(note), { mode: 0o600 });
}

export const removeRunFile = (dataDir: string, name: string): void =>
  rmSync(path.join(runFolder(dataDir), `${name}.json`), { force: true });

function readRunFile(file: string): RunFile | undefined {
  try {
    return RunFile.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}

/** The note of a process that still lives and still is what the note says; pids are reused, command lines are not. */
export function livingProcess(dataDir: string, name: string): RunFile | undefined {
  const note = readRunFile(path.join(runFolder(dataDir), `${name}.json`));
  if (note === undefined || note.pid === process.pid) return undefined;
  return commandLineOf(note.pid)?.includes(note.mark) === true ? note : undefined;
}

/** Stops what a killed start has left running on this data folder, in the given order; returns their names. */
export async function stopLeftOvers(dataDir: string, order: readonly string[]): Promise<string[]> {
  let present: string[] = [];
  try {
    present = readdirSync(runFolder(dataDir)).map((file) => path.basename(file, '.json'));
  } catch {
    return [];
  }
  const stopped: string[] = [];
  for (const name of order.filter((candidate) => present.includes(candidate))) {
    const note = livingProcess(dataDir, name);
    if (note !== undefined) {
      await stopForeign(note.pid, note.stopSignal);
      stopped.push(name);
    }
    removeRunFile(dataDir, name);
  }
  return stopped;
}
