import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

const BUILD_TIMEOUT_MS = 180_000;

const run = promisify(execFile);

function digestOf(root: string): string {
  const hash = createHash('sha256');
  const files = readdirSync(path.join(root, 'web'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
  for (const file of [...files, path.join(root, 'package-lock.json')]) {
    hash.update(path.relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

/** Builds the web app when it was never built or its sources have changed. Returns whether it was built now. */
export async function buildWebIfOutdated(root: string): Promise<boolean> {
  const digestFile = path.join(root, 'dist-web', '.source-digest');
  const digest = digestOf(root);
  if (existsSync(digestFile) && readFileSync(digestFile, 'utf8') === digest) return false;
  const vite = path.join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  await run(process.execPath, [vite, 'build', 'web', '--logLevel', 'error'], {
    cwd: root,
    timeout: BUILD_TIMEOUT_MS,
    env: { ...process.env, NODE_ENV: 'production' },
  });
  writeFileSync(digestFile, digest);
  return true;
}
