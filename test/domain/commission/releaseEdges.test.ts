import { describe, expect, it } from '@jest/globals';
import {
  decideCancel,
  decideConfirm,
  hasRunEnded,
  RUN_STATES,
  type Decision,
  type ItemState,
  type Run,
  type RunChange,
} from '../../../domain/commission/payoutRun.ts';
import { decideRelease } from '../../../domain/commission/release.ts';
import { money } from '../../../domain/money.ts';
import { runItem, runLine, runOf } from '../../support/payoutRunOf.ts';

const INES = { userId: 'usr_ines', roles: ['finance_approver'], active: true };
const NOW = Date.parse('2026-12-31T09:00:00.000Z');
const eur = (amountMinor: bigint) => money(amountMinor, 'EUR');
function changeOf(decision: Decision): RunChange {
  if ('refused' in decision) throw new Error(`refused: ${decision.refused.code}`);
  return decision.change;
}
const release = (...items: Run['items'][number][]) => decideRelease(runOf({ items }), INES);
const debt = (amountMinor: bigint) => [{ commissionId: 'com_owed', amount: eur(amountMinor) }];

describe('a release nets what the partner owes', () => {
  it('and pays the rest', () => {
    const change = changeOf(release(runItem([runLine('a')], { debts: debt(80_000n) })));
    expect(change).toMatchObject({
      items: [{ id: 'itm_1', state: 'released', amount: eur(400_000n), excludedReason: null }],
      lines: [],
      nettings: [{ itemId: 'itm_1', commissionId: 'a', debtId: 'com_owed', amount: eur(80_000n) }],
    });
    expect(change.journals.map(({ key, entries: [debit] }) => [key, debit?.amount.amountMinor])).toEqual([
      ['netted:itm_1', 80_000n],
      ['released:itm_1', 400_000n],
    ]);
  });

  it('and what is wholly netted is paid at once: nothing of it goes to the rail', () => {
    const change = changeOf(release(runItem([runLine('a')], { debts: debt(900_000n) })));
    expect(change).toMatchObject({
      items: [{ id: 'itm_1', state: 'netted', amount: eur(0n), excludedReason: null }],
      lines: [{ item: 'itm_1', line: { nettedMinor: 480_000n }, state: 'paid', open: true, reason: null }],
    });
    expect(change.journals.map(({ key }) => key)).toEqual(['netted:itm_1']);
  });
});

describe('a release carries over', () => {
  const least = { minimumMinor: 480_000n };

  it('what is below the minimum, with its reason, and pays what reaches it', () => {
    const change = changeOf(
      release(
        runItem([runLine('a', least), runLine('gone', { state: 'frozen' })], { debts: debt(1n) }),
        runItem([runLine('b', least)], { id: 'itm_2' }),
      ),
    );
    expect(change.lines.map(({ line, state, open, reason }) => [line.commissionId, state, open, reason])).toEqual([
      ['gone', 'frozen', false, 'frozen'],
      ['a', 'approved', false, 'below_minimum'],
    ]);
    expect(change.items).toEqual([
      { id: 'itm_1', state: 'excluded', amount: eur(0n), excludedReason: 'no_line_left' },
      { id: 'itm_2', state: 'released', amount: eur(480_000n), excludedReason: null },
    ]);
    expect(change.journals.map(({ key }) => key)).toEqual(['released:itm_2']);
    expect(change.nettings).toEqual([]);
  });

  it('nothing of an item that was taken out before', () => {
    const out = runItem([runLine('a', { open: false })], { state: 'excluded' });
    const change = changeOf(release(out, runItem([runLine('b')], { id: 'itm_2' })));
    expect(change.items.map(({ id }) => id)).toEqual(['itm_2']);
  });

  it('everything, which is no release, and says of each line why', () => {
    expect(release(runItem([runLine('a', { state: 'frozen' }), runLine('b', { partnerActive: false })]))).toEqual({
      refused: {
        code: 'line_not_payable',
        facts: {
          excluded: [
            { commissionId: 'a', reason: 'frozen' },
            { commissionId: 'b', reason: 'partner_not_active' },
          ],
        },
      },
    });
  });
});

it('who may not release is told who and why', () => {
  expect(decideRelease(runOf(), { ...INES, userId: 'usr_paul' })).toEqual({
    refused: { code: 'separation_of_duties', facts: { who: 'usr_paul', why: 'prepared_run' } },
  });
});

describe('a confirmation', () => {
  const confirmed = { reference: 'B-1', settledOn: '2026-12-31' };
  const submitted = (state: ItemState, line = runLine('a')) =>
    runOf({
      state: 'submitted',
      items: [runItem([runLine('b')], { id: 'itm_0', state: 'submitted' }), runItem([line], { state })],
    });

  it.each([
    { state: 'submitted', run: 'settled', why: 'all was paid' },
    { state: 'paid', run: 'settled', why: 'some was paid before' },
    { state: 'returned', run: 'partly_returned', why: 'some came back' },
    { state: 'refused', run: 'partly_returned', why: 'the rail refused some' },
  ] as const)('leaves the run $run: $why', ({ state, run }) => {
    expect(changeOf(decideConfirm(submitted(state), INES, confirmed, NOW)).run).toEqual({ state: run, ...confirmed });
  });

  it('keeps what the bank said of each payment, and leaves alone a line that is settled already', () => {
    const netted = runLine('a', { state: 'paid', nettedMinor: 480_000n });
    expect(changeOf(decideConfirm(submitted('submitted', netted), INES, confirmed, NOW))).toMatchObject({
      items: [
        { id: 'itm_0', state: 'paid', bank: { on: '2026-12-31', reference: 'B-1', reason: null } },
        { id: 'itm_1', state: 'paid' },
      ],
      lines: [{ item: 'itm_0', line: { commissionId: 'b' }, state: 'paid', open: true, reason: null }],
    });
  });

  it('says what is missing', () => {
    expect(decideConfirm(submitted('submitted'), INES, { reference: 'B-1' }, NOW)).toEqual({
      refused: { code: 'invalid_request', facts: { problem: 'reference and settledOn (a date) are needed' } },
    });
    expect(decideConfirm(submitted('submitted'), INES, { ...confirmed, settledOn: '2025-12-31' }, NOW)).toMatchObject({
      refused: { code: 'date_out_of_range', facts: { field: 'settledOn' } },
    });
  });
});

it('only finance cancels a run, and its lines say that it was', () => {
  expect(decideCancel(runOf(), { ...INES, roles: ['auditor'] })).toMatchObject({ refused: { code: 'forbidden' } });
  expect(changeOf(decideCancel(runOf(), INES)).lines.map(({ reason }) => reason)).toEqual(
    Array<string>(3).fill('run_cancelled'),
  );
});

it('a run has ended when nothing of it is to come any more', () => {
  expect(RUN_STATES.filter(hasRunEnded)).toEqual(['settled', 'partly_returned', 'cancelled']);
});
