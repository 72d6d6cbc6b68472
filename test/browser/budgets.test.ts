import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { testServers } from '../support/servers.ts';

const BUILT = path.join(import.meta.dirname, '../../dist-web');
const KB = 1_000;

const textOf = (file: string): string => readFileSync(path.join(BUILT, file), 'utf8');
const gzipped = (file: string): number => gzipSync(readFileSync(path.join(BUILT, file)), { level: 9 }).length;
const assets = (end: string): string[] =>
  readdirSync(path.join(BUILT, 'assets')).flatMap((name) => (name.endsWith(end) ? [`assets/${name}`] : []));

/** A file and everything that has to be there before it runs. */
function withImports(files: readonly string[], seen = new Set<string>()): Set<string> {
  for (const file of files) {
    if (seen.has(file)) continue;
    seen.add(file);
    const imported = [...textOf(file).matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g)];
    withImports(
      imported.map(([, name]) => `assets/${name ?? ''}`),
      seen,
    );
  }
  return seen;
}

const sum = (files: Iterable<string>): number => [...files].reduce((total, file) => total + gzipped(file), 0);

describe('what a first visit has to load, compressed', () => {
  let entry = new Set<string>();

  beforeAll(async () => {
    await testServers.webApp();
    const scripts = [...textOf('index.html').matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)];
    entry = withImports(scripts.map(([, file]) => file ?? ''));
  }, 120_000);

  it('the entry is at most 180 kB of JavaScript', () => {
    expect(entry.size).toBeGreaterThan(0);
    expect(sum(entry)).toBeLessThanOrEqual(180 * KB);
  });

  it('each page adds at most 80 kB, with all that only it needs', () => {
    const pages = assets('.js').filter((file) => /Page-[^/]*\.js$/.test(file));
    const added = pages.map(
      (page) => [page, sum([...withImports([page])].filter((file) => !entry.has(file)))] as const,
    );
    expect(pages.length).toBeGreaterThan(10);
    expect(added.filter(([, bytes]) => bytes > 80 * KB)).toEqual([]);
  });

  it('all style sheets together are at most 45 kB', () => {
    expect(sum(assets('.css'))).toBeLessThanOrEqual(45 * KB);
  });
});
