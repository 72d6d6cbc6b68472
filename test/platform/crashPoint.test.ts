import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parseCrashPoint } from '../../adapters/crashPoint.ts';

const crashPointFile = path.resolve(import.meta.dirname, '../../adapters/crashPoint.ts');

/** Passes the point three times, printing before each. */
const PROGRAM = `
  import { armCrashPoint, crashPoint, parseCrashPoint } from ${JSON.stringify(crashPointFile)};
  armCrashPoint(parseCrashPoint(process.env.CRASH_AT));
  for (const passage of [1, 2, 3]) { process.stdout.write(String(passage)); crashPoint('claim.held'); }
`;

const run = (crashAt: string) => {
  const args = ['--import', 'tsx', '--input-type=module', '--eval', PROGRAM];
  return spawnSync(process.execPath, args, {
    env: { ...process.env, NODE_OPTIONS: '', CRASH_AT: crashAt },
    encoding: 'utf8',
  });
};

describe('a crash point', () => {
  it.each([
    { crashAt: 'claim.held', stdout: '1', signal: 'SIGKILL', why: 'the first passage' },
    { crashAt: 'claim.held:3', stdout: '123', signal: 'SIGKILL', why: 'the third passage' },
    { crashAt: 'claim.released', stdout: '123', signal: null, why: 'another point is armed' },
  ])('$crashAt: $why', ({ crashAt, stdout, signal }) => {
    expect(run(crashAt)).toMatchObject({ stdout, signal });
  });

  it.each([':1', 'name:0', 'name:x', 'name:1:2'])('%s is malformed', (text) => {
    expect(parseCrashPoint(text)).toBe('malformed');
  });
});
