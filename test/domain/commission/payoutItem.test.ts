import { describe, expect, it } from '@jest/globals';
import { decideExclude, decideInclude } from '../../../domain/commission/payoutItem.ts';
import type { FinancePerson } from '../../../domain/approval/separation.ts';
import type { Decision, ItemState } from '../../../domain/commission/payoutRun.ts';
import { money } from '../../../domain/money.ts';
import { runItem, runLine, runOf } from '../../support/payoutRunOf.ts';

const person = (userId: string, ...roles: string[]): FinancePerson => ({ userId, roles, active: true });
const paul = person('usr_paul', 'finance_preparer');
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
    expect(decideInclude(run, paul, { itemId: 'itm_3' })).toEqual({
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
    expect(refusalOf(decideInclude(run, paul, { itemId: 'itm_9' }))).toEqual({ code: 'not_found', facts: {} });
    expect(refusalOf(decideInclude(run, paul, { itemId: 'itm_1' }))).toEqual({
      code: 'not_allowed_in_state',
      facts: { state: 'prepared' },
    });
    expect(refusalOf(decideInclude(run, paul, { itemId: 'itm_2' }))).toEqual({ code: 'line_not_payable', facts: {} });
  });

  const clara = person('usr_clara', 'finance_preparer', 'finance_approver');
  const ines = person('usr_ines', 'finance_approver');
  it.each([
    { run: 'prepared', who: paul, code: 'done', why: 'who prepared the run' },
    { run: 'prepared', who: clara, code: 'separation_of_duties', why: 'not another preparer, who may release it' },
    { run: 'prepared', who: ines, code: 'separation_of_duties', why: 'nor an approver' },
    { run: 'prepared', who: person('usr_paul'), code: 'forbidden', why: 'nor who prepares no runs any more' },
    { run: 'draft', who: clara, code: 'done', why: 'of a draft, who prepares runs' },
    { run: 'draft', who: ines, code: 'forbidden', why: 'of a draft, nobody else' },
    { run: 'draft', who: { ...clara, active: false }, code: 'forbidden', why: 'nor who has left' },
  ] as const)('$run, $code: $why', ({ run: state, who, code }) => {
    const items = [runItem([runLine('a', { open: false, state: 'approved' })], { state: 'excluded' })];
    const run = runOf({ state, preparedBy: state === 'draft' ? null : 'usr_paul', items });
    const decision = decideInclude(run, who, { itemId: 'itm_1' });
    if (code === 'done') expect(refusalOf(decision)).toBe('done');
    else expect(refusalOf(decision)).toEqual({ code, facts: { who: who.userId, why: 'not_preparer_of_run' } });
  });
});
