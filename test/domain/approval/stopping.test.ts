import { describe, expect, it } from '@jest/globals';
import {
  mayFreeze,
  mayUnfreeze,
  type FinancePerson,
  type FreezableLine,
  type Permission,
} from '../../../domain/approval/separation.ts';

const person = (userId: string, ...roles: string[]): FinancePerson => ({ userId, roles, active: true });
const ines = person('usr_ines', 'finance_approver');
const codeOf = (permission: Permission): string =>
  permission.allowed ? 'allowed' : `${permission.code}/${permission.why}`;

describe('who may stop a line and let it go on', () => {
  const paul = person('usr_paul', 'finance_preparer');
  const running: FreezableLine = {
    state: 'holding',
    exclusions: [{ userId: 'usr_closer', reason: 'closed_deal' }],
    frozenFor: [],
    run: null,
  };
  const stopped: FreezableLine = { ...running, state: 'frozen', frozenFor: ['finance'] };

  it.each([
    { who: ines, on: running, expected: 'allowed', why: 'an approver' },
    { who: paul, on: running, expected: 'allowed', why: 'a preparer: stopping needs no second person' },
    {
      who: person('usr_closer', 'finance_approver'),
      on: running,
      expected: 'allowed',
      why: 'nobody is excluded from stopping',
    },
    {
      who: { ...ines, active: false },
      on: running,
      expected: 'forbidden/not_finance',
      why: 'who has left stops nothing',
    },
    {
      who: person('usr_s', 'sales_manager'),
      on: running,
      expected: 'forbidden/not_finance',
      why: 'it is for finance',
    },
    {
      who: ines,
      on: { ...running, state: 'in_run' as const, run: 'prepared' as const },
      expected: 'allowed',
      why: 'a run that is not released',
    },
    {
      who: ines,
      on: { ...running, state: 'in_run' as const, run: 'under_way' as const },
      expected: 'not_allowed_in_state/state',
      why: 'what is released is not stopped',
    },
    {
      who: ines,
      on: { ...running, state: 'returned' as const },
      expected: 'allowed',
      why: 'it waits for the next run',
    },
    { who: ines, on: { ...running, state: 'paid' as const }, expected: 'not_allowed_in_state/state', why: 'paid' },
    { who: ines, on: stopped, expected: 'not_allowed_in_state/state', why: 'finance has stopped it already' },
    { who: ines, on: { ...stopped, frozenFor: ['cas_1'] }, expected: 'allowed', why: 'a case has, finance not yet' },
  ])('stop: $expected ($why)', ({ who, on, expected }) => {
    expect(codeOf(mayFreeze(who, on))).toBe(expected);
  });

  it.each([
    { who: ines, on: stopped, expected: 'allowed', why: 'an approver without a part in it' },
    { who: paul, on: stopped, expected: 'forbidden/not_finance_approver', why: 'a preparer only stops' },
    {
      who: person('usr_closer', 'finance_approver'),
      on: stopped,
      expected: 'separation_of_duties/closed_deal',
      why: 'who closed the deal',
    },
    { who: ines, on: running, expected: 'not_allowed_in_state/state', why: 'it runs' },
    {
      who: ines,
      on: { ...stopped, frozenFor: ['cas_1'] },
      expected: 'not_allowed_in_state/state',
      why: 'what a case stopped goes on with its decision',
    },
  ])('go on: $expected ($why)', ({ who, on, expected }) => {
    expect(codeOf(mayUnfreeze(who, on))).toBe(expected);
  });
});
