import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** Restricted networks swallow the connection instead of refusing it: without a first byte we go on soon. */
const FIRST_BYTE_TIMEOUT_MS = 5_000;
const DOWNLOAD_TIMEOUT_MS = 120_000;

const programFile = fileURLToPath(new URL('sdkDownloadProcess.ts', import.meta.url));

const filesIn = (folder: string): { file: string; bytes: number }[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .flatMap((file) => {
      const stat = statSync(file, { throwIfNoEntry: false });
      return stat?.isFile() === true ? [{ file, bytes: stat.size }] : [];
    });

/**
 * Lets the SDK download its own server, in a process that can be ended: the SDK offers no time-out. The download is
 * over when that process has started the server once and ended well.
 */
export async function downloadBySdk(
  program: 'temporal' | 'temporal-test-server',
  downloads: string,
): Promise<{ file: string } | { nothing: string }> {
  const folder = path.join(downloads, `sdk-${program}`);
  mkdirSync(folder, { recursive: true });
  const child = spawn(process.execPath, ['--import', 'tsx', programFile, program, folder], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    detached: true,
  });
  let exitCode: number | undefined;
  let asksSince: number | undefined;
  child.once('error', () => (exitCode = 127));
  child.once('exit', (code) => (exitCode = code ?? 1));
  child.on('message', () => (asksSince = Date.now()));
  const startedAt = Date.now();
  let reason: string | undefined;
  while (exitCode === undefined && reason === undefined) {
    await delay(100);
    const hasBytes = filesIn(folder).some(({ bytes }) => bytes > 0);
    if (asksSince !== undefined && !hasBytes && Date.now() - asksSince > FIRST_BYTE_TIMEOUT_MS) {
      reason = `no first byte within ${FIRST_BYTE_TIMEOUT_MS / 1000} s`;
    }
    if (Date.now() - startedAt > DOWNLOAD_TIMEOUT_MS) reason = `not complete within ${DOWNLOAD_TIMEOUT_MS / 1000} s`;
  }
  if (exitCode === undefined && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  if (reason !== undefined) return { nothing: reason };
  const largest = filesIn(folder).sort((a, b) => b.bytes - a.bytes)[0];
  if (exitCode !== 0 || largest === undefined) return { nothing: 'its host cannot be reached' };
  return { file: largest.file };
}
