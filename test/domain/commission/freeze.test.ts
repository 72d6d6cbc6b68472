import { describe, expect, it } from '@jest/globals';
import { freezeLine, unfreezeLine } from '../../../domain/commission/freeze.ts';
import type { DecidableLine } from '../../../domain/commission/lineStep.ts';
import { takeBackLines } from '../../../domain/commission/decideLine.ts';
import { decidableLine } from '../../support/decidableLine.ts';

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
const line = decidableLine({ state: 'holding', holdOver: false });

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
      mails: [
        {
          text: 'commission_frozen',
          receiver: { kind: 'submitter' },
          facts: { amountMinor: 480_000, currency: 'EUR' },
        },
      ],
    });
  });

  it('by a case keeps the reason of finance, and nobody is told: who contests an amount knows', () => {
    const stopped: DecidableLine = { ...line, state: 'frozen', frozenFor: ['finance'], freezeReason: 'disputed' };
    expect(freezeLine(stopped, ofCase)).toMatchObject({ freezeReason: 'disputed', mails: [] });
    expect(freezeLine(line, ofCase)).toMatchObject({ freezeReason: null, mails: [] });
  });

  it('by finance as well is no news, and a deduction is none to the partner either', () => {
    const contested: DecidableLine = { ...line, state: 'frozen', frozenFor: ['cas_1'] };
    expect(freezeLine(contested, finance)).toMatchObject({ freezeReason: 'invoice_disputed', mails: [] });
    const deduction = { ...line, adjustment: { adjusts: 'com_0', reduces: true } };
    expect(freezeLine(deduction, finance)).toMatchObject({ state: 'frozen', mails: [] });
    expect(unfreezeLine({ ...deduction, state: 'frozen', frozenFor: ['finance'] }, finance)).toMatchObject({
      mails: [],
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

  it('says so in the timeline and to the partner, with from when it is payable', () => {
    expect(unfreezeLine(stopped, finance)).toMatchObject({
      events: [
        {
          at,
          type: 'commission.unfrozen',
          actor: finance.actor,
          reasonCode: 'invoice_disputed',
          public: { commissionId: 'com_1', amount: { amount: 480_000, currency: 'EUR' }, state: 'holding' },
        },
      ],
      mails: [
        {
          text: 'commission_unfrozen',
          receiver: { kind: 'submitter' },
          facts: { amountMinor: 480_000, currency: 'EUR', payableFrom: '2027-01-14T12:00:00.000Z' },
        },
      ],
    });
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
