import { describe, expect, it } from '@jest/globals';
import { decideEndOfHold, decideOnLine, type LineCommand } from '../../../domain/commission/decideLine.ts';
import type { DecidableLine, LineStep } from '../../../domain/commission/lineStep.ts';
import { decidableLine } from '../../support/decidableLine.ts';

const at = '2027-01-20T10:00:00.000Z';
const INES = { userId: 'usr_ines', roles: ['finance_approver'], active: true };
const given = { commandId: 'cmd_1', actor: { kind: 'user', id: 'usr_ines' }, source: 'api' } as const;
const content = { commissionId: 'com_1', contentHash: 'h1' };
const approval: LineCommand = { ...given, name: 'approveCommission', payload: content };
const rejection: LineCommand = {
  ...given,
  name: 'rejectCommission',
  payload: { ...content, reasonCode: 'wrong_base' },
};
const stop = (name: 'freeze' | 'unfreeze'): LineCommand => ({
  ...given,
  name,
  payload: { commissionId: 'com_1', reasonCode: 'invoice_disputed' },
});

const decide = (command: LineCommand, change: Partial<DecidableLine> = {}, person = INES) =>
  decideOnLine(decidableLine(change), person, command, at);
function stepOf(command: LineCommand, change: Partial<DecidableLine> = {}): LineStep {
  const decision = decide(command, change);
  if ('refused' in decision) throw new Error(`refused: ${decision.refused.code}`);
  return decision.step;
}
const refusedOf = (command: LineCommand, change: Partial<DecidableLine> = {}, person = INES) => {
  const decision = decide(command, change, person);
  return 'refused' in decision ? decision.refused : 'done';
};

const FACTS = { commissionId: 'com_1', amount: { amount: 480_000, currency: 'EUR' } };
const SUBMITTER = { kind: 'submitter' };
const DEDUCTION = { adjustment: { adjusts: 'com_0', reduces: true } };

describe('an approval', () => {
  it('that is the last one needed approves the line, and the partner is told from when it is paid', () => {
    expect(stepOf(approval)).toEqual({
      state: 'approved',
      holdOver: true,
      rejectReason: null,
      frozenFor: [],
      freezeReason: null,
      approval: { userId: 'usr_ines', contentHash: 'h1', commandId: 'cmd_1' },
      journals: [],
      events: [
        {
          at,
          type: 'commission.approved',
          actor: given.actor,
          source: 'api',
          from: null,
          to: null,
          reasonCode: null,
          public: { ...FACTS, approvals: 1, approvalsRequired: 1 },
        },
      ],
      mails: [
        {
          text: 'commission_approved',
          receiver: SUBMITTER,
          facts: { amountMinor: 480_000, currency: 'EUR', payableFrom: '2027-01-14T12:00:00.000Z' },
        },
      ],
    });
  });

  it.each<{ change: Partial<DecidableLine>; state: string; approvals: number; why: string }>([
    { change: { approvalsRequired: 2 }, state: 'awaiting_approval', approvals: 1, why: 'another person has to' },
    { change: { state: 'holding', holdOver: false }, state: 'holding', approvals: 1, why: 'its hold still runs' },
    {
      change: { state: 'approved', approvedBy: ['usr_olga'] },
      state: 'approved',
      approvals: 2,
      why: 'it is approved already',
    },
  ])('is counted, and no mail goes out: $why', ({ change, state, approvals }) => {
    expect(stepOf(approval, change)).toMatchObject({
      state,
      holdOver: change.holdOver ?? true,
      events: [{ type: 'commission.approval_given', public: { approvals } }],
      mails: [],
    });
  });

  it('of a deduction takes its amount, which leaves no run, for it was in none', () => {
    expect(stepOf(approval, DEDUCTION)).toMatchObject({
      state: 'clawed_back',
      clawed: { before: 480_000n, after: 0n, leavesRun: false },
      mails: [],
    });
    expect(stepOf(approval, { ...DEDUCTION, approvalsRequired: 2 })).not.toHaveProperty('clawed');
  });
});

describe('a rejection', () => {
  it('takes back what is due, with its reason, and the partner is told', () => {
    expect(stepOf(rejection)).toMatchObject({
      state: 'rejected',
      holdOver: true,
      rejectReason: 'wrong_base',
      approval: null,
      journals: [{ kind: 'rejected_due', key: 'rejected_due:com_1', reverses: 'accrued:com_1' }],
      events: [{ at, type: 'commission.rejected', actor: given.actor, reasonCode: 'wrong_base', public: FACTS }],
      mails: [
        {
          text: 'commission_rejected',
          receiver: SUBMITTER,
          facts: { amountMinor: 480_000, currency: 'EUR', reasonCode: 'wrong_base' },
        },
      ],
    });
  });

  it('takes back what is pending while the hold runs, and nothing of what was never booked', () => {
    expect(stepOf(rejection, { state: 'holding', holdOver: false }).journals).toMatchObject([
      { kind: 'rejected_pending' },
    ]);
    expect(stepOf(rejection, { state: 'waiting_trigger', holdOver: false }).journals).toEqual([]);
    expect(stepOf(rejection, DEDUCTION)).toMatchObject({ journals: [], mails: [] });
  });

  it('needs a reason', () => {
    expect(refusedOf({ ...rejection, payload: content })).toEqual({ code: 'reason_required', facts: {} });
    // Only the plan ends a line so.
    expect(refusedOf({ ...rejection, payload: { ...content, reasonCode: 'nothing_left' } })).toEqual({
      code: 'invalid_request',
      facts: { errors: [{ pointer: '/reasonCode', code: 'invalid', message: 'Only the plan ends a line so.' }] },
    });
  });

  it.each([
    { netted: { settled: 1n, repaid: 0n } },
    { netted: { settled: 0n, repaid: 1n } },
    { netted: { settled: 1n, repaid: 1n } },
    { clawed: { before: 0n, after: 1n } },
  ])('is refused where netting has moved money of the line, or some of it is owed back (%j)', (moved) => {
    const change = { state: 'returned', ...moved } as const;
    expect(refusedOf(rejection, change)).toEqual({ code: 'not_allowed_in_state', facts: { state: 'returned' } });
    expect(refusedOf(stop('freeze'), change)).toBe('done');
  });
});

describe('a stop', () => {
  it('is laid on a line and taken off by finance, with the reason', () => {
    const stopped = stepOf(stop('freeze'));
    expect(stopped).toMatchObject({
      state: 'frozen',
      frozenFor: ['finance'],
      freezeReason: 'invoice_disputed',
      events: [{ at, type: 'commission.frozen', actor: given.actor, source: 'api' }],
    });
    expect(stepOf(stop('unfreeze'), { state: 'frozen', frozenFor: stopped.frozenFor })).toMatchObject({
      state: 'awaiting_approval',
      frozenFor: [],
      events: [{ at, type: 'commission.unfrozen', actor: given.actor, source: 'api', reasonCode: 'invoice_disputed' }],
    });
  });
});

describe('what may not be decided', () => {
  const nobody = { ...INES, roles: [] };

  it.each<{ command: LineCommand; change: Partial<DecidableLine>; why: string }>([
    { command: approval, change: { state: 'paid' }, why: 'paid is paid' },
    { command: rejection, change: { state: 'in_run' }, why: 'a run has it' },
    { command: stop('freeze'), change: { state: 'in_run', run: 'under_way' }, why: 'it is on its way' },
    { command: stop('unfreeze'), change: {}, why: 'nothing has stopped it' },
  ])('is refused with the state before any other rule ($command.name): $why', ({ command, change }) => {
    const state = change.state ?? 'awaiting_approval';
    expect(refusedOf(command, change, nobody)).toEqual({ code: 'not_allowed_in_state', facts: { state } });
  });

  it.each<{ command: LineCommand; change: Partial<DecidableLine>; says: string }>([
    { command: approval, change: {}, says: 'not_finance_approver' },
    { command: rejection, change: {}, says: 'not_finance_approver' },
    { command: stop('freeze'), change: {}, says: 'not_finance' },
    { command: stop('unfreeze'), change: { state: 'frozen', frozenFor: ['finance'] }, says: 'not_finance_approver' },
  ])('is refused to who has no part in finance ($command.name), with why', ({ command, change, says }) => {
    const facts = { who: 'usr_ines', why: says };
    expect(refusedOf(command, change, nobody)).toEqual({ code: 'forbidden', facts });
  });
});

describe('the end of a hold', () => {
  const held = decidableLine({ state: 'holding', holdOver: false });

  it('makes due what was pending, to the millisecond, and never before', () => {
    expect(decideEndOfHold(held, '2027-01-14T11:59:59.999Z')).toBeNull();
    expect(decideEndOfHold(held, '2027-01-14T12:00:00.000Z')).toEqual({
      state: 'awaiting_approval',
      holdOver: true,
      rejectReason: null,
      frozenFor: [],
      freezeReason: null,
      approval: null,
      journals: [expect.objectContaining({ kind: 'hold_over', key: 'hold_over:com_1' })],
      events: [
        {
          at: '2027-01-14T12:00:00.000Z',
          type: 'commission.awaiting_approval',
          actor: { kind: 'timer', id: 'holding' },
          source: 'timer',
          from: null,
          to: null,
          reasonCode: null,
          public: FACTS,
        },
      ],
      mails: [],
    });
  });

  it('approves a line that has its approvals, and the partner is told', () => {
    expect(decideEndOfHold({ ...held, approvedBy: ['usr_ines'] }, at)).toMatchObject({
      state: 'approved',
      events: [{ type: 'commission.approved' }],
      mails: [{ text: 'commission_approved' }],
    });
  });

  it.each(['awaiting_approval', 'frozen', 'rejected'] as const)('means nothing to a line that is %s', (state) => {
    expect(decideEndOfHold({ ...held, state }, at)).toBeNull();
  });
});
