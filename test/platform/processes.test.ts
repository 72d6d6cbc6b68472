import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { getPriority, tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BACKGROUND_NICE, startProcess, waitUntilReady } from '../../scripts/servers/processes.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'fairlead-processes-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const start = (nice: number) =>
  startProcess({
    name: 'sleeper',
    command: process.execPath,
    args: ['-e', 'setTimeout(() => {}, 60_000)'],
    cwd: folder,
    env: { PATH: process.env['PATH'] },
    logFile: path.join(folder, 'sleeper.log'),
    nice,
  });

describe('a process that may wait', () => {
  it('gives way to the others, as a process and as the session that it is', async () => {
    const behind = start(BACKGROUND_NICE);
    const ahead = start(0);
    try {
      const isBehind = (): Promise<boolean> =>
        Promise.resolve(getPriority(behind.pid) - getPriority(ahead.pid) === BACKGROUND_NICE);
      await waitUntilReady({ process: behind, isReady: isBehind, timeoutMs: 5_000 });
      // Only Linux has autogroups, and only where they are switched on.
      const sessionNice = ({ pid }: { pid: number }): number =>
        Number(/nice (-?\d+)/.exec(readFileSync(`/proc/${pid}/autogroup`, 'utf8'))?.[1] ?? 0);
      if (existsSync(`/proc/${behind.pid}/autogroup`)) {
        expect([sessionNice(behind), sessionNice(ahead)]).toEqual([BACKGROUND_NICE, 0]);
      }
    } finally {
      await Promise.all([behind.stop({ signal: 'SIGKILL' }), ahead.stop({ signal: 'SIGKILL' })]);
    }
  });
});
