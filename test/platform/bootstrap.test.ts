import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { isNodeSupported, missingPackages } from '../../scripts/bootstrap.mjs';

describe('what has to be installed', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'fairlead-bootstrap-'));
  });
  const lock = (file: string, packages: Record<string, unknown>): void => {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), JSON.stringify({ packages: { '': {}, ...packages } }));
  };
  const wanted = (packages: Record<string, unknown>): void => lock('package-lock.json', packages);
  const installed = (packages: Record<string, unknown>): void => lock('node_modules/.package-lock.json', packages);

  it('is everything on a fresh clone, or after an interrupted installation', () => {
    wanted({ 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '1.0.0' } });
    expect(missingPackages(root)).toEqual(['node_modules/a', 'node_modules/b']);
  });

  it('is what a changed lockfile asks for', () => {
    wanted({ 'node_modules/a': { version: '1.0.1' }, 'node_modules/b': { version: '1.0.0' } });
    installed({ 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '1.0.0' } });
    expect(missingPackages(root)).toEqual(['node_modules/a']);
  });

  it('is not a package of another platform', () => {
    wanted({ 'node_modules/a': { version: '1.0.0' }, 'node_modules/a-windows': { version: '1.0.0', optional: true } });
    installed({ 'node_modules/a': { version: '1.0.0' } });
    expect(missingPackages(root)).toEqual([]);
  });
});

describe('the version of Node', () => {
  it.each([
    { version: '20.18.9', expected: false },
    { version: '20.19.0', expected: true },
    { version: '22.4.0', expected: true },
    { version: '24.1.0', expected: true },
    { version: '18.20.0', expected: false },
  ])('$version is supported: $expected', ({ version, expected }) => {
    expect(isNodeSupported(version)).toBe(expected);
  });
});
