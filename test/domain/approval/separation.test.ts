import { describe, expect, it } from '@jest/globals';
import {
  approvalBlock,
  mayApprove,
  mayConfirm,
  mayPrepare,
  mayReject,
  mayRelease,
  type ApprovableLine,
  type FinancePerson,
} from '../../../domain/approval/separation.ts';
import { approvalsRequired, approvalsRequiredOf } from '../../../domain/approval/threshold.ts';
import { money } from '../../../domain/money.ts';

const person = (userId: string, ...roles: string[]): FinancePerson => ({ userId, roles, active: true });
const ines = person('usr_ines', 'finance_approver');
const viktor = person('usr_viktor', 'finance_approver', 'finance_preparer');
const line: ApprovableLine = {
  state: 'holding',
  contentHash: 'h1',
  approvalsRequired: 2,
  approvedBy: [],
  exclusions: [
    { userId: 'usr_closer', reason: 'closed_deal' },
    { userId: 'usr_olga', reason: 'drafted_plan' },
  ],
};
const codeOf = (permission: ReturnType<typeof mayApprove>) =>
  permission.allowed ? 'allowed' : `${permission.code}/${permission.why}`;

describe('who may approve a line', () => {
  it.each([
    { who: ines, on: line, expected: 'allowed', why: 'an approver who had no part in it' },
    { who: viktor, on: line, expected: 'allowed', why: 'preparing runs does not exclude from approving' },
    {
      who: person('usr_paul', 'finance_preparer'),
      on: line,
      expected: 'forbidden/not_finance_approver',
      why: 'a preparer is not an approver',
    },
    {
      who: person('usr_olga', 'program_admin'),
      on: line,
      expected: 'forbidden/not_finance_approver',
      why: 'there is no exception for administrators',
    },
    {
      who: { ...ines, active: false },
      on: line,
      expected: 'forbidden/not_finance_approver',
      why: 'who has left cannot approve',
    },
    {
      who: person('usr_closer', 'finance_approver', 'sales_manager'),
      on: line,
      expected: 'separation_of_duties/closed_deal',
      why: 'who closed the deal',
    },
    {
      who: person('usr_olga', 'finance_approver', 'program_admin'),
      on: line,
      expected: 'separation_of_duties/drafted_plan',
      why: 'who drafted the plan',
    },
    {
      who: ines,
      on: { ...line, approvedBy: ['usr_ines'] },
      expected: 'already_approved/approved_already',
      why: 'one person is one approval',
    },
    {
      who: ines,
      on: { ...line, contentHash: 'h2' },
      expected: 'content_changed/content',
      why: 'only what was looked at is approved',
    },
    {
      who: ines,
      on: { ...line, approvalsRequired: null },
      expected: 'threshold_missing/threshold',
      why: 'an unset currency refuses',
    },
    {
      who: ines,
      on: { ...line, state: 'in_run' as const },
      expected: 'not_allowed_in_state/state',
      why: 'a line in a run is decided',
    },
    {
      who: ines,
      on: { ...line, state: 'rejected' as const },
      expected: 'not_allowed_in_state/state',
      why: 'a rejected line is final',
    },
  ])('$expected: $why', ({ who, on, expected }) => {
    expect(codeOf(mayApprove(who, on, 'h1'))).toBe(expected);
  });

  it('says whom the refusal is about', () => {
    expect(mayApprove(person('usr_closer', 'finance_approver'), line, 'h1')).toMatchObject({ who: 'usr_closer' });
  });
});

describe('who may reject a line', () => {
  it.each([
    {
      who: ines,
      on: { ...line, approvedBy: ['usr_ines'] },
      expected: 'allowed',
      why: 'an own approval may be taken back',
    },
    {
      who: person('usr_closer', 'finance_approver'),
      on: line,
      expected: 'separation_of_duties/closed_deal',
      why: 'who closed decides nothing about it',
    },
    {
      who: person('usr_paul', 'finance_preparer'),
      on: line,
      expected: 'forbidden/not_finance_approver',
      why: 'rejecting is for approvers',
    },
    {
      who: ines,
      on: { ...line, contentHash: 'h2' },
      expected: 'content_changed/content',
      why: 'only what was looked at',
    },
    {
      who: ines,
      on: { ...line, state: 'paid' as const },
      expected: 'not_allowed_in_state/state',
      why: 'paid is final',
    },
  ])('$expected: $why', ({ who, on, expected }) => {
    expect(codeOf(mayReject(who, on, 'h1'))).toBe(expected);
  });
});

describe('who may release a run', () => {
  const run = { preparedBy: 'usr_viktor', exclusions: line.exclusions };

  it.each([
    { who: ines, expected: 'allowed', why: 'another approver' },
    { who: viktor, expected: 'separation_of_duties/prepared_run', why: 'the releaser is never the preparer' },
    {
      who: person('usr_closer', 'finance_approver'),
      expected: 'separation_of_duties/closed_deal',
      why: 'nor anybody excluded for one of its lines',
    },
    {
      who: person('usr_paul', 'finance_preparer'),
      expected: 'forbidden/not_finance_approver',
      why: 'nor somebody without the role',
    },
  ])('$expected: $why', ({ who, expected }) => {
    expect(codeOf(mayRelease(who, run))).toBe(expected);
  });
});

it('runs are prepared by preparers and confirmed by either of the two', () => {
  expect([mayPrepare(ines).allowed, mayPrepare(viktor).allowed]).toEqual([false, true]);
  expect([
    mayConfirm(ines).allowed,
    mayConfirm(person('p', 'finance_preparer')).allowed,
    mayConfirm(person('s', 'sales_manager')).allowed,
  ]).toEqual([true, true, false]);
});

describe('too few approvers', () => {
  it('is said as soon as the line exists, with who is barred and why', () => {
    const people = [ines, person('usr_closer', 'finance_approver'), person('usr_paul', 'finance_preparer')];
    expect(approvalBlock(line, people)).toEqual({
      code: 'too_few_approvers',
      required: 2,
      eligible: ['usr_ines'],
      barred: [{ userId: 'usr_closer', reason: 'closed_deal' }],
    });
  });

  it('is not said when two are there, nor about an approval of somebody who has left since', () => {
    expect(approvalBlock(line, [ines, viktor])).toBeNull();
    expect(approvalBlock({ ...line, approvedBy: ['usr_left'] }, [ines])).toBeNull();
  });

  it('is said of a currency without a threshold, and of nothing that is decided', () => {
    expect(approvalBlock({ ...line, approvalsRequired: null }, [ines, viktor])).toEqual({ code: 'threshold_missing' });
    expect(approvalBlock({ ...line, state: 'paid' }, [])).toBeNull();
  });
});

describe('the threshold', () => {
  const table = [{ amount: 500_000, currency: 'EUR' }];

  it.each([
    { amount: 499_999n, currency: 'EUR', expected: 1, why: 'below it one is enough' },
    { amount: 500_000n, currency: 'EUR', expected: 2, why: 'from it on two are needed' },
    { amount: 1n, currency: 'USD', expected: null, why: 'a currency without one is refused' },
  ])('$expected: $why', ({ amount, currency, expected }) => {
    expect(approvalsRequired(money(amount, currency), table)).toBe(expected);
  });

  it('looks at the sum of the deal, so that splitting into lines avoids nothing', () => {
    const lines = [money(300_000n, 'EUR'), money(200_000n, 'EUR'), money(1n, 'USD')];
    expect(lines.map((line) => approvalsRequiredOf(line, lines, table))).toEqual([2, 2, null]);
  });
});
