import { describe, expect, it } from '@jest/globals';
import type { FinancePerson } from '../../../domain/approval/separation.ts';
import { commandsOfRun, RUN_STATES, type Run, type RunLine } from '../../../domain/commission/payoutRun.ts';
import { decidePrepare } from '../../../domain/commission/prepareDraft.ts';
import { decideRelease } from '../../../domain/commission/release.ts';
import { money } from '../../../domain/money.ts';
import { runLine, runOf } from '../../support/payoutRunOf.ts';

const paul: FinancePerson = { userId: 'usr_paul', roles: ['finance_preparer'], active: true };
const ines: FinancePerson = { userId: 'usr_ines', roles: ['finance_approver'], active: true };
const line = (commissionId: string, change: Partial<RunLine> = {}): RunLine =>
  runLine(commissionId, { exclusions: [], ...change });
const item = (id: string, lines: RunLine[]): Run['items'][number] => ({
  id,
  partnerId: `prt_${id}`,
  state: 'prepared',
  amount: money(480_000n * BigInt(lines.length), 'EUR'),
  debts: [],
  lines,
});
const draft = (items: Run['items'], change: Partial<Run> = {}): Run =>
  runOf({ state: 'draft', preparedBy: null, items, ...change });

describe('a draft that a person takes on', () => {
  it('is prepared by them from then on, with everything that was in it', () => {
    expect(decidePrepare(draft([item('1', [line('a'), line('b')])]), paul)).toEqual({
      change: { run: { state: 'prepared', preparedBy: 'usr_paul' }, items: [], lines: [], journals: [] },
    });
  });

  it('loses what can no longer be paid, with the reason', () => {
    const run = draft([
      item('1', [line('a'), line('b', { payeeChanged: true })]),
      item('2', [line('c', { state: 'frozen' })]),
    ]);
    const decision = decidePrepare(run, paul);
    expect(decision).toMatchObject({
      change: {
        items: [
          { id: '1', state: 'prepared', amount: money(480_000n, 'EUR'), excludedReason: null },
          { id: '2', state: 'excluded', excludedReason: 'no_line_left' },
        ],
        lines: [
          { item: '1', state: 'awaiting_approval', open: false, reason: 'payee_changed' },
          { item: '2', state: 'frozen', open: false, reason: 'frozen' },
        ],
      },
    });
  });

  it('stays a draft when nothing of it can be paid', () => {
    expect(decidePrepare(draft([item('1', [line('a', { holdOver: false })])]), paul)).toEqual({
      refused: { code: 'line_not_payable', facts: { excluded: [{ commissionId: 'a', reason: 'holding' }] } },
    });
  });

  it.each([
    { person: ines, why: 'an approver who prepares no runs' },
    { person: { ...paul, active: false }, why: 'somebody who has left' },
  ])('is not taken on by $why', ({ person }) => {
    expect(decidePrepare(draft([item('1', [line('a')])]), person)).toMatchObject({ refused: { code: 'forbidden' } });
  });

  it.each(RUN_STATES.filter((state) => state !== 'draft'))('is a draft and not %s', (state) => {
    expect(commandsOfRun(state)).not.toContain('prepare');
    const run = draft([item('1', [line('a')])], { state, preparedBy: 'usr_clara' });
    expect(decidePrepare(run, paul)).toMatchObject({ refused: { code: 'not_allowed_in_state' } });
  });
});

it('nobody releases a draft: it waits for a person to prepare it', () => {
  expect(commandsOfRun('draft')).toEqual(['prepare', 'cancel', 'exclude', 'include']);
  expect(decideRelease(draft([item('1', [line('a')])]), ines)).toMatchObject({
    refused: { code: 'not_allowed_in_state', facts: { state: 'draft' } },
  });
});
