import { describe, expect, it } from '@jest/globals';
import { takeBackLines } from '../../../domain/commission/decideLine.ts';
import type { DecidableLine } from '../../../domain/commission/lineStep.ts';
import { decidableLine } from '../../support/decidableLine.ts';

describe('a deal that is taken up again', () => {
  const by = { actor: { kind: 'user', id: 'usr_greta' }, source: 'api', at: '2027-01-20T10:00:00.000Z' } as const;

  it('takes back every line that stands, and leaves alone what was rejected', () => {
    const lines = [decidableLine(), decidableLine({ commissionId: 'com_2', state: 'rejected' })];
    expect(takeBackLines(lines, by)).toMatchObject([
      {
        line: { commissionId: 'com_1' },
        step: {
          state: 'rejected',
          rejectReason: 'reopened',
          events: [{ ...by, reasonCode: 'reopened' }],
        },
      },
    ]);
  });

  it.each<Partial<DecidableLine>>([
    { state: 'paid' },
    { state: 'returned', netted: { settled: 1n, repaid: 1n } },
    { state: 'returned', clawed: { before: 0n, after: 1n } },
    { state: 'clawed_back', clawed: { before: 0n, after: 1n } },
  ])('stays as it is where money of one line has moved (%j)', (change) => {
    expect(takeBackLines([decidableLine(), decidableLine(change)], by)).toBeNull();
  });
});
