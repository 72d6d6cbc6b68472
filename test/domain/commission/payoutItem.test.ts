import { describe, expect, it } from '@jest/globals';
import { decideExclude, decideInclude } from '../../../domain/commission/payoutItem.ts';
import type { Decision, ItemState } from '../../../domain/commission/payoutRun.ts';
import { money } from '../../../domain/money.ts';
import { runItem, runLine, runOf } from '../../support/payoutRunOf.ts';

const refusalOf = (decision: Decision) => ('refused' in decision ? decision.refused : 'done');
const withStates = (first: ItemState, second: ItemState) =>
  runOf({
    items: [
      runItem([runLine('a', { open: first === 'prepared' })], { state: first }),
      runItem([runLine('b', { open: second === 'prepared' })], { id: 'itm_2', state: second }),
    ],
  });

describe('a payee who is taken out of a run', () => {
  it('leaves with every line, for the reason given, and the others stay', () => {
    const gone = runLine('c', { open: false });
    const run = runOf({ items: [...runOf().items, runItem([gone, runLine('d')], { id: 'itm_3' })] });
    expect(decideExclude(run, { itemId: 'itm_1', reason: 'wrong account' })).toMatchObject({
      change: {
        run: null,
        items: [{ id: 'itm_1', state: 'excluded', amount: money(500_000n, 'EUR'), excludedReason: 'wrong account' }],
        lines: [
          { item: 'itm_1', line: { commissionId: 'a' }, state: 'approved', open: false, reason: 'wrong account' },
          { item: 'itm_1', line: { commissionId: 'b' }, state: 'approved', open: false, reason: 'wrong account' },
        ],
        journals: [],
      },
    });
    expect(decideExclude(run, { itemId: 'itm_3', reason: 'x' })).toMatchObject({
      change: { items: [{ amount: money(480_000n, 'EUR') }], lines: [{ line: { commissionId: 'd' } }] },
    });
  });

  it('is one of this run, and still in it', () => {
    const run = withStates('prepared', 'excluded');
    expect(refusalOf(decideExclude(run, { itemId: 'itm_9', reason: 'x' }))).toEqual({ code: 'not_found', facts: {} });
    expect(refusalOf(decideExclude(run, { itemId: 'itm_2', reason: 'x' }))).toEqual({
      code: 'not_allowed_in_state',
      facts: { state: 'excluded' },
    });
  });
});

describe('a payee who is put back', () => {
  it('comes with the lines that nobody else has and that can still be paid', () => {
    const lines = [
      runLine('a', { open: false, state: 'approved' }),
      runLine('taken', { open: false, state: 'in_run' }),
      runLine('stopped', { open: false, state: 'frozen' }),
      runLine('here', { open: true, state: 'approved' }),
    ];
    const run = runOf({
      items: [...withStates('prepared', 'prepared').items, runItem(lines, { id: 'itm_3', state: 'excluded' })],
    });
    expect(decideInclude(run, { itemId: 'itm_3' })).toEqual({
      change: {
        run: null,
        items: [{ id: 'itm_3', state: 'prepared', amount: money(480_000n, 'EUR'), excludedReason: null }],
        lines: [{ item: 'itm_3', line: lines[0], state: 'in_run', open: true, reason: null }],
        journals: [],
      },
    });
  });

  it('is one of this run that was taken out, with something to pay', () => {
    const run = withStates('prepared', 'excluded');
    expect(refusalOf(decideInclude(run, { itemId: 'itm_9' }))).toEqual({ code: 'not_found', facts: {} });
    expect(refusalOf(decideInclude(run, { itemId: 'itm_1' }))).toEqual({
      code: 'not_allowed_in_state',
      facts: { state: 'prepared' },
    });
    expect(refusalOf(decideInclude(run, { itemId: 'itm_2' }))).toEqual({ code: 'line_not_payable', facts: {} });
  });
});
