import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { chmod, copyFile, mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';

const Note = z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/), source: z.string() });

export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}

const binaryFile = (cacheDir: string, program: string): string => path.join(cacheDir, 'bin', program);
const noteFile = (cacheDir: string, program: string): string => `${binaryFile(cacheDir, program)}.json`;

/** The kept program, when it is still the file that was kept. */
export async function readCached(cacheDir: string, program: string): Promise<{ file: string } | { nothing: string }> {
  const file = binaryFile(cacheDir, program);
  if (!existsSync(file) || !existsSync(noteFile(cacheDir, program))) return { nothing: 'nothing kept' };
  const note = Note.safeParse(JSON.parse(readFileSync(noteFile(cacheDir, program), 'utf8')));
  if (!note.success) return { nothing: 'the recorded digest is not readable' };
  return (await sha256Of(file)) === note.data.sha256 ? { file } : { nothing: 'the file is not the one that was kept' };
}

/** Copies beside and renames, so that an interrupted copy never looks like a program. Returns where it is kept. */
export async function keepInCache(cacheDir: string, program: string, from: string, source: string): Promise<string> {
  const file = binaryFile(cacheDir, program);
  await mkdir(path.dirname(file), { recursive: true });
  const beside = `${file}.${process.pid}`;
  await copyFile(from, beside);
  await chmod(beside, 0o755);
  await writeFile(noteFile(cacheDir, program), JSON.stringify({ sha256: await sha256Of(beside), source }));
  await rename(beside, file);
  return file;
}
