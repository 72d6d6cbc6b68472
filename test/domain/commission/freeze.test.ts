import { describe, expect, it } from '@jest/globals';
import { freezeLine, unfreezeLine } from '../../../domain/commission/freeze.ts';
import type { DecidableLine } from '../../../domain/commission/lineStep.ts';
import { takeBackLines } from '../../../domain/commission/decideLine.ts';
import { money } from '../../../domain/money.ts';
import { NOT_ADJUSTED } from '../../support/moneyStates.ts';

const at = '2026-12-20T10:00:00.000Z';
const finance = {
  cause: 'finance',
  actor: { kind: 'user', id: 'usr_ines' },
  source: 'api',
  reasonCode: 'invoice_disputed',
  at,
} as const;
const ofCase = {
  cause: 'cas_1',
  actor: { kind: 'system', id: 'case' },
  source: 'case',
  reasonCode: null,
  at,
} as const;
const line: DecidableLine = {
  commissionId: 'com_1',
  partnerId: 'prt_1',
  kind: 'deal_percent',
  state: 'holding',
  amount: money(480_000n, 'EUR'),
  earned: money(480_000n, 'EUR'),
  clawed: { before: 0n, after: 0n },
  netted: { settled: 0n, repaid: 0n },
  accruedAt: '2026-12-15T12:00:00.000Z',
  payableFrom: '2027-01-14T12:00:00.000Z',
  holdOver: false,
  contentHash: 'h1',
  approvalsRequired: 1,
  approvedBy: [],
  exclusions: [],
  frozenFor: [],
  freezeReason: null,
  run: null,
  ...NOT_ADJUSTED,
};

describe('a line that is stopped', () => {
  it('stands still with its reason, posts nothing, and the partner is told', () => {
    expect(freezeLine(line, finance)).toMatchObject({
      state: 'frozen',
      holdOver: false,
      frozenFor: ['finance'],
      freezeReason: 'invoice_disputed',
      journals: [],
      approval: null,
      events: [{ type: 'commission.frozen', reasonCode: 'invoice_disputed' }],
      mails: [{ text: 'commission_frozen' }],
    });
  });

  it.each(['paid', 'rejected'] as const)('cannot be one that is %s', (state) => {
    expect(freezeLine({ ...line, state }, finance)).toBeNull();
  });

  it('cannot be one whose run is released, only one whose run is prepared', () => {
    expect(freezeLine({ ...line, state: 'in_run', run: 'under_way' }, finance)).toBeNull();
    expect(freezeLine({ ...line, state: 'in_run', run: 'prepared' }, finance)).toMatchObject({ state: 'frozen' });
  });

  it('by finance and by a case goes on only when both are gone, in either order', () => {
    for (const [first, second] of [
      [finance, ofCase],
      [ofCase, finance],
    ] as const) {
      const both = { ...line, ...freezeLine(line, finance) };
      const twice = { ...both, ...freezeLine(both, ofCase) };
      expect(twice.frozenFor).toEqual(['finance', 'cas_1']);
      const one = unfreezeLine(twice, first);
      expect(one).toMatchObject({ state: 'frozen', frozenFor: [second.cause], mails: [] });
      expect(unfreezeLine({ ...twice, ...one }, second)).toMatchObject({
        state: 'holding',
        frozenFor: [],
        freezeReason: null,
        mails: [{ text: 'commission_unfrozen' }],
      });
    }
  });

  it('twice for one cause is stopped once', () => {
    expect(freezeLine({ ...line, state: 'frozen', frozenFor: ['cas_1'] }, ofCase)).toBeNull();
    expect(unfreezeLine(line, ofCase)).toBeNull();
  });
});

describe('a line that goes on', () => {
  const stopped: DecidableLine = { ...line, state: 'frozen', frozenFor: ['finance'] };

  it.each([
    { change: {}, expected: 'holding', why: 'its hold still runs, or is ended by the story at once' },
    { change: { holdOver: true }, expected: 'awaiting_approval', why: 'its hold was over' },
    { change: { holdOver: true, approvedBy: ['usr_a'] }, expected: 'approved', why: 'it was approved' },
    {
      change: { holdOver: true, approvedBy: ['usr_a'], run: 'prepared' as const },
      expected: 'in_run',
      why: 'the run that has it is not released yet',
    },
  ])('is $expected: $why', ({ change, expected }) => {
    expect(unfreezeLine({ ...stopped, ...change }, finance)).toMatchObject({ state: expected, journals: [] });
  });

  it('that was taken back by a refund has nothing left to reject', () => {
    const by = { actor: { kind: 'user', id: 'usr_greta' }, source: 'api', at } as const;
    const gone: DecidableLine = { ...line, state: 'clawed_back', clawed: { before: 480_000n, after: 0n } };
    expect(takeBackLines([gone], by)).toEqual([]);
    expect(takeBackLines([{ ...gone, clawed: { before: 0n, after: 480_000n } }], by)).toBeNull();
  });

  it('is taken back with the others when the win is reopened, unless a run has it', () => {
    const by = { actor: { kind: 'user', id: 'usr_greta' }, source: 'api', at } as const;
    expect(takeBackLines([stopped], by)).toMatchObject([{ step: { state: 'rejected', frozenFor: [] } }]);
    expect(takeBackLines([{ ...stopped, run: 'prepared' }], by)).toBeNull();
  });
});
