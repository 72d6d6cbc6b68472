import { describe, expect, it } from '@jest/globals';
import { decideExclude, decideInclude } from '../../../domain/commission/payoutItem.ts';
import {
  commandsOfRun,
  decideCancel,
  decideConfirm,
  RUN_STATES,
  type RunChange,
} from '../../../domain/commission/payoutRun.ts';
import { decideRelease } from '../../../domain/commission/release.ts';
import { money } from '../../../domain/money.ts';
import type { FinancePerson } from '../../../domain/approval/separation.ts';
import { runLine, runOf } from '../../support/payoutRunOf.ts';

const ines: FinancePerson = { userId: 'usr_ines', roles: ['finance_approver'], active: true };
const paul: FinancePerson = { userId: 'usr_paul', roles: ['finance_preparer', 'finance_approver'], active: true };
const NOW = Date.parse('2026-12-31T09:00:00.000Z');
const changeOf = (decision: ReturnType<typeof decideRelease>): RunChange => {
  if (!('change' in decision)) throw new Error(`refused: ${decision.refused.code}`);
  return decision.change;
};
const codeOf = (decision: ReturnType<typeof decideRelease>) => ('refused' in decision ? decision.refused.code : 'done');

describe('release', () => {
  it('posts each item from due to clearing and keeps every line', () => {
    const { run, items, lines, journals } = changeOf(decideRelease(runOf(), ines));
    expect(run).toEqual({ state: 'released', releasedBy: 'usr_ines' });
    expect(items.map(({ id, state, amount }) => [id, state, amount.amountMinor])).toEqual([
      ['itm_1', 'released', 500_000n],
      ['itm_2', 'released', 480_000n],
    ]);
    expect(lines).toEqual([]);
    expect(journals.map(({ key }) => key)).toEqual(['released:itm_1', 'released:itm_2']);
  });

  it.each([
    {
      change: { contentIntact: false },
      reason: 'content_changed',
      back: 'awaiting_approval',
      why: 'the approved content is not this one',
    },
    {
      change: { validApprovals: 0 },
      reason: 'approvals_missing',
      back: 'awaiting_approval',
      why: 'an approval does not count any more',
    },
    { change: { partnerActive: false }, reason: 'partner_not_active', back: 'approved', why: 'the partner was paused' },
    {
      change: { gates: ['payee'], payee: 'payee_cooling_off' as const },
      reason: 'payee_cooling_off',
      back: 'approved',
      why: 'a gate closed',
    },
    {
      change: { payeeChanged: true },
      reason: 'payee_changed',
      back: 'awaiting_approval',
      why: 'the account was edited since',
    },
    { change: { state: 'frozen' as const }, reason: 'frozen', back: 'frozen', why: 'it was stopped, and stays so' },
  ])('drops a line with $reason: $why', ({ change, reason, back }) => {
    const run = runOf({
      items: [
        {
          id: 'itm_1',
          ...{ partnerId: 'prt_1', debts: [], amount: money(500_000n, 'EUR') },
          state: 'prepared',
          lines: [runLine('a', change), runLine('b')],
        },
      ],
    });
    const decided = changeOf(decideRelease(run, ines));
    expect(decided.lines).toMatchObject([{ item: 'itm_1', state: back, open: false, reason }]);
    expect(decided.items).toMatchObject([{ id: 'itm_1', amount: money(480_000n, 'EUR') }]);
  });

  it('leaves an item out when none of its lines stays, and refuses a run that would pay nobody', () => {
    const broken = {
      id: 'itm_1',
      ...{ partnerId: 'prt_1', debts: [], amount: money(500_000n, 'EUR') },
      state: 'prepared' as const,
      lines: [runLine('a', { partnerActive: false })],
    };
    const good = {
      id: 'itm_2',
      ...{ partnerId: 'prt_2', debts: [], amount: money(480_000n, 'EUR') },
      state: 'prepared' as const,
      lines: [runLine('b')],
    };
    expect(changeOf(decideRelease(runOf({ items: [broken, good] }), ines)).items.map(({ state }) => state)).toEqual([
      'excluded',
      'released',
    ]);
    expect(codeOf(decideRelease(runOf({ items: [broken] }), ines))).toBe('line_not_payable');
  });

  it.each([
    { who: paul, code: 'separation_of_duties', why: 'who prepared it' },
    { who: { ...ines, userId: 'usr_closer' }, code: 'separation_of_duties', why: 'who closed one of its deals' },
    { who: { ...ines, roles: ['finance_preparer'] }, code: 'forbidden', why: 'who is no approver' },
  ])('is refused to $why', ({ who, code }) => {
    expect(codeOf(decideRelease(runOf(), who))).toBe(code);
  });

  it('is possible to somebody who is excluded for a line that drops out anyway', () => {
    const items = [
      {
        id: 'itm_1',
        ...{ partnerId: 'prt_1', debts: [], amount: money(500_000n, 'EUR') },
        state: 'prepared' as const,
        lines: [runLine('a', { partnerActive: false }), runLine('b', { exclusions: [] })],
      },
    ];
    expect(codeOf(decideRelease(runOf({ items }), { ...ines, userId: 'usr_closer' }))).toBe('done');
  });
});

describe('confirm', () => {
  const submitted = runOf({
    state: 'submitted',
    items: runOf().items.map((item, index) => ({
      ...item,
      state: index === 0 ? ('submitted' as const) : ('excluded' as const),
    })),
  });

  it('pays the submitted items and nothing else', () => {
    const { lines, items, journals } = changeOf(
      decideConfirm(submitted, paul, { reference: 'B-1', settledOn: '2026-12-31' }, NOW),
    );
    expect(items).toMatchObject([{ id: 'itm_1', state: 'paid' }]);
    expect(lines.map((entry) => [entry.line.commissionId, entry.state, entry.open])).toEqual([
      ['a', 'paid', true],
      ['b', 'paid', true],
    ]);
    expect(journals.map(({ key }) => key)).toEqual(['settled:itm_1']);
  });

  it.each([
    { reference: undefined, settledOn: '2026-12-31' },
    { reference: ' ', settledOn: '2026-12-31' },
    { reference: 'B-1', settledOn: undefined },
    { reference: 'B-1', settledOn: '31.12.2026' },
  ])('is refused without a reference and a date (%#)', (confirmation) => {
    expect(codeOf(decideConfirm(submitted, paul, confirmation, NOW))).toBe('invalid_request');
  });

  it.each(['2026-12-29', '2027-01-02', '1990-01-01', '2099-12-31'])('is refused for the day %s', (settledOn) => {
    const released = { ...submitted, releasedAt: new Date('2026-12-31T08:00:00.000Z') };
    expect(codeOf(decideConfirm(released, paul, { reference: 'B-1', settledOn }, NOW))).toBe('date_out_of_range');
  });

  it('is refused to people outside finance', () => {
    expect(
      codeOf(
        decideConfirm(submitted, { ...ines, roles: ['auditor'] }, { reference: 'B-1', settledOn: '2026-12-31' }, NOW),
      ),
    ).toBe('forbidden');
  });
});

it('a command in the wrong state is told so before any other rule', () => {
  const nobody = { ...ines, roles: [], active: false };
  for (const state of RUN_STATES) {
    const run = runOf({ state });
    const answers = {
      release: codeOf(decideRelease(run, nobody)),
      cancel: codeOf(decideCancel(run, nobody)),
      confirm: codeOf(decideConfirm(run, nobody, {}, NOW)),
      exclude: codeOf(decideExclude(run, { itemId: 'itm_0', reason: 'x' })),
      include: codeOf(decideInclude(run, nobody, { itemId: 'itm_0' })),
    };
    for (const [name, code] of Object.entries(answers)) {
      expect([state, name, code === 'not_allowed_in_state']).toEqual([
        state,
        name,
        !(commandsOfRun(state) as readonly string[]).includes(name),
      ]);
    }
  }
});

it('cancelling gives every line back', () => {
  const { lines, items } = changeOf(decideCancel(runOf(), paul));
  expect(lines.map((entry) => [entry.line.commissionId, entry.state, entry.open])).toEqual([
    ['a', 'approved', false],
    ['b', 'approved', false],
    ['c', 'approved', false],
  ]);
  expect(items.every(({ state }) => state === 'cancelled')).toBe(true);
});

it('an item that is taken out can be put back with the lines that are still free', () => {
  const out = changeOf(decideExclude(runOf(), { itemId: 'itm_1', reason: 'wrong account' }));
  expect(out.items).toMatchObject([{ id: 'itm_1', state: 'excluded', excludedReason: 'wrong account' }]);
  const lines = [runLine('a', { open: false, state: 'approved' }), runLine('b', { open: false, state: 'in_run' })];
  const back = runOf({
    items: [{ id: 'itm_1', partnerId: 'prt_1', debts: [], amount: money(500_000n, 'EUR'), state: 'excluded', lines }],
  });
  expect(
    changeOf(decideInclude(back, paul, { itemId: 'itm_1' })).lines.map((entry) => [
      entry.line.commissionId,
      entry.state,
    ]),
  ).toEqual([['a', 'in_run']]);
});
