import { describe, expect, it } from '@jest/globals';
import { resolveBinary, type ResolutionStep } from '../../scripts/servers/resolveBinary.ts';
import { readLock } from '../../scripts/servers/wheelDownload.ts';

const has = (name: string, file: string, more: Partial<ResolutionStep> = {}): ResolutionStep => ({
  name,
  find: () => Promise.resolve({ file }),
  ...more,
});
const lacks = (name: string, nothing: string, more: Partial<ResolutionStep> = {}): ResolutionStep => ({
  name,
  find: () => Promise.resolve({ nothing }),
  ...more,
});
const never = (name: string): ResolutionStep => ({
  name,
  find: () => Promise.reject(new Error(`${name} must not be asked`)),
});

const resolve = async (steps: ResolutionStep[], broken: string[] = []) => {
  const lines: string[] = [];
  const file = await resolveBinary({
    program: 'temporal',
    steps,
    works: (candidate) => Promise.resolve(!broken.includes(candidate)),
    say: (line) => void lines.push(line.replace(/ \(.*\)$/, '')),
    whatToDo: 'Install it.',
  });
  return { file, lines };
};

describe('where a program comes from', () => {
  it('takes the first that works and asks no further', async () => {
    const { file } = await resolve([lacks('PATH', 'not installed'), has('cache', '/kept'), never('network')]);
    expect(file).toBe('/kept');
  });

  it('goes on when a program is there and does not run', async () => {
    const { file, lines } = await resolve([has('PATH', '/broken'), has('wheel', '/good')], ['/broken']);
    expect(file).toBe('/good');
    expect(lines).toEqual(['temporal: not from PATH: /broken does not run', 'temporal: wheel']);
  });

  it('says nothing of a cheap look that found nothing', async () => {
    const { lines } = await resolve([lacks('PATH', 'not installed', { isQuiet: true }), has('wheel', '/good')]);
    expect(lines).toEqual(['temporal: wheel']);
  });

  it('does not pass over a program that somebody has named', async () => {
    const named = has('TEMPORAL_CLI', '/broken', { isBinding: true });
    await expect(resolve([named, never('network')], ['/broken'])).rejects.toThrow('/broken does not run');
  });

  it('fails with every reason and what to do', async () => {
    const failing = resolve([lacks('PATH', 'not installed', { isQuiet: true }), lacks('wheel', 'no such platform')]);
    await expect(failing).rejects.toThrow(
      'temporal cannot be had:\n  - PATH: not installed\n  - wheel: no such platform\nInstall it.',
    );
  });
});

describe('the pinned wheels', () => {
  it('cover Linux and macOS on both processors, each with a digest of its own', () => {
    const lock = readLock();
    const digests = [lock.temporal, lock['temporal-test-server']].flatMap(({ wheels }) => {
      expect(Object.keys(wheels).sort()).toEqual(['darwin-arm64', 'darwin-x64', 'linux-arm64', 'linux-x64']);
      return Object.values(wheels).map(({ sha256 }) => sha256);
    });
    expect(new Set(digests).size).toBe(8);
  });
});
