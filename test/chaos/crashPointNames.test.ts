import { describe, expect, it } from '@jest/globals';
import { crashPointNames, isApiPoint } from '../../scripts/chaos/crashPointNames.ts';
import { ALL_POINTS, NOT_HERE } from '../crash/points.ts';
import { STAGES } from '../../domain/referral/stages.ts';

describe('the list of crash points', () => {
  const names = crashPointNames();

  it('is read from the sources, with every stage and signal, and without names that are not whole', () => {
    expect(names).toEqual(
      expect.arrayContaining(['take.before', 'start.after', 'submit.sent', 'signal.runSettled.before']),
    );
    for (const stage of STAGES) expect(names).toContain(`transition.${stage}.after`);
    expect(names.filter((name) => name.includes('$'))).toEqual([]);
  });

  it('knows which of them are passed by the API', () => {
    expect(names.filter(isApiPoint)).toEqual(['receive.after', 'receive.before']);
  });

  it('is died at, every one of them, in test/crash', () => {
    const diedAt = new Set([...ALL_POINTS, ...Object.keys(NOT_HERE)].map((point) => point.split(':')[0]));
    expect(names.filter((name) => !diedAt.has(name))).toEqual([]);
    expect([...diedAt].filter((point) => !names.includes(point ?? ''))).toEqual([]);
  });
});
