import { describe, expect, it } from '@jest/globals';
import { crashPointNames, isApiPoint } from '../../scripts/chaos/crashPointNames.ts';
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
});
