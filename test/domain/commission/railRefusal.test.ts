import { describe, expect, it } from '@jest/globals';
import { ITEM_STATES, type ItemState, type Run } from '../../../domain/commission/payoutRun.ts';
import { decideRefused, RAIL_REFUSALS, refusalNamed } from '../../../domain/commission/railRefusal.ts';
import { CATALOGUES } from '../../../domain/texts/catalogue.ts';
import { money } from '../../../domain/money.ts';

const AMOUNT = money(480_000n, 'EUR');
const line = (commissionId: string, open: boolean): Run['items'][number]['lines'][number] => ({
  ...{ commissionId, referralId: `ref_${commissionId}`, amount: AMOUNT, state: 'in_run', open, nettedMinor: 0n },
  ...{ payableFrom: new Date('2026-12-01T00:00:00.000Z'), holdOver: true, approvalsRequired: 1, validApprovals: 1 },
  ...{
    contentIntact: true,
    partnerActive: true,
    payeeChanged: false,
    payee: null,
    tax: null,
    gates: [],
    document: null,
    openGates: [],
    exclusions: [],
  },
});
const runWith = (...states: ItemState[]): Run => ({
  ...{ id: 'run_1', rail: 'csv', currency: 'EUR', state: 'released', preparedBy: 'usr_paul' },
  ...{ cutOff: new Date('2026-12-31T00:00:00.000Z'), releasedAt: null },
  items: states.map((state, index) => ({
    id: `itm_${String(index)}`,
    partnerId: 'prt_1',
    debts: [],
    amount: AMOUNT,
    state,
    lines: [line(`com_${String(index)}`, true), line(`left_${String(index)}`, false)],
  })),
});

describe('what a rail refuses for good', () => {
  it('takes back the release of that item, and frees its lines', () => {
    const run = runWith('released', 'released');
    const change = decideRefused(run, [{ itemId: 'itm_1', reason: 'payee_missing' }], '2027-02-15');
    const bank = { on: '2027-02-15', reference: null, reason: 'payee_missing' };
    expect(change).toMatchObject({
      run: null,
      items: [{ id: 'itm_1', state: 'refused', amount: AMOUNT, bank }],
      lines: [{ item: 'itm_1', line: { commissionId: 'com_1' }, state: 'returned', open: false }],
      journals: [{ key: 'returned_unsettled:itm_1', reverses: 'released:itm_1' }],
    });
  });

  it.each(ITEM_STATES.filter((state) => state !== 'released'))('changes nothing of an item that is %s', (state) => {
    const change = decideRefused(runWith(state), [{ itemId: 'itm_0', reason: 'account_closed' }], '2027-02-15');
    expect(change).toEqual({ run: null, items: [], lines: [], journals: [] });
  });

  it.each(RAIL_REFUSALS)('is said in words: %s', (reason) => {
    expect(refusalNamed(reason)).toBe(reason);
    for (const { refusals } of Object.values(CATALOGUES)) expect(refusals[reason].next).toMatch(/\.$/);
  });

  it('reads as the reason that says least where a later version gave another', () => {
    expect(refusalNamed('moon_closed')).toBe('account_not_usable');
  });
});
