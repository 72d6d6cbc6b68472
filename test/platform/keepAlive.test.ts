import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { commandLineOf, startProcess } from '../../scripts/servers/processes.ts';
import { livingProcess, stopLeftOvers, writeRunFile } from '../../scripts/servers/runFiles.ts';
import { keepAlive } from '../../scripts/start/keepAlive.ts';

const MARK = 'fairlead-test-sleeper';

/** A process that does nothing for a minute and carries the mark in its command line. */
const SLEEP = ['-e', 'setTimeout(() => undefined, 60_000)', MARK];

describe('a process under a keeper', () => {
  let dataDir: string;
  const pids: number[] = [];
  beforeEach(() => {
    dataDir = mkdtempSync(path.join(tmpdir(), 'fairlead-keep-'));
  });
  afterEach(() => {
    for (const pid of pids.splice(0)) if (commandLineOf(pid)?.includes(MARK) === true) process.kill(pid, 'SIGKILL');
  });

  const keep = (lines: string[] = []) =>
    keepAlive({
      name: 'sleeper',
      mark: MARK,
      stopSignal: 'SIGTERM',
      dataDir,
      say: (line) => void lines.push(line),
      start: () => {
        const running = startProcess({
          name: 'sleeper',
          command: process.execPath,
          args: SLEEP,
          cwd: dataDir,
          env: {},
          logFile: path.join(dataDir, 'logs', 'sleeper.log'),
        });
        pids.push(running.pid);
        const stop = async (): Promise<void> => {
          await running.stop();
        };
        return Promise.resolve({ process: running, stop });
      },
    });

  const untilStartedAgain = async (times: number): Promise<void> => {
    for (let waits = 0; pids.length < times && waits < 100; waits += 1) await delay(50);
  };

  it('is started again after it was killed, and the note names the new one', async () => {
    const lines: string[] = [];
    const kept = await keep(lines);
    process.kill(pids[0] ?? 0, 'SIGKILL');
    await untilStartedAgain(2);
    await delay(50);
    expect(livingProcess(dataDir, 'sleeper')?.pid).toBe(pids[1]);
    expect(lines[0]).toContain('ended (SIGKILL)');
    await kept.stop();
  });

  it('is not started again once it is stopped, and leaves no note', async () => {
    const kept = await keep();
    await kept.stop();
    await delay(700);
    expect(pids).toHaveLength(1);
    expect(livingProcess(dataDir, 'sleeper')).toBeUndefined();
  });
});

describe('what a killed start has left running', () => {
  it('is stopped by the next start', async () => {
    const dataDir = mkdtempSync(path.join(tmpdir(), 'fairlead-left-'));
    const sleeper = spawn(process.execPath, SLEEP, { stdio: 'ignore' });
    const ended = new Promise((resolve) => sleeper.once('exit', (_code, signal) => resolve(signal)));
    writeRunFile(dataDir, 'sleeper', { pid: sleeper.pid ?? 0, mark: MARK, stopSignal: 'SIGTERM' });
    for (let waits = 0; commandLineOf(sleeper.pid ?? 0)?.includes(MARK) !== true && waits < 100; waits += 1)
      await delay(20);
    expect(await stopLeftOvers(dataDir, ['sleeper'])).toEqual(['sleeper']);
    expect(await ended).toBe('SIGTERM');
  });

  it('is left alone when its pid belongs to somebody else by now', async () => {
    const dataDir = mkdtempSync(path.join(tmpdir(), 'fairlead-left-'));
    const stranger = spawn(process.execPath, ['-e', 'setTimeout(() => undefined, 60_000)'], { stdio: 'ignore' });
    writeRunFile(dataDir, 'sleeper', { pid: stranger.pid ?? 0, mark: MARK, stopSignal: 'SIGTERM' });
    expect(await stopLeftOvers(dataDir, ['sleeper'])).toEqual([]);
    expect(stranger.exitCode).toBeNull();
    stranger.kill('SIGKILL');
  });

  it('keeps its note readable by its owner only', () => {
    const dataDir = mkdtempSync(path.join(tmpdir(), 'fairlead-left-'));
    writeRunFile(dataDir, 'sleeper', { pid: 1, mark: MARK, stopSignal: 'SIGTERM' });
    expect(JSON.parse(readFileSync(path.join(dataDir, 'run', 'sleeper.json'), 'utf8'))).toMatchObject({ pid: 1 });
  });
});
