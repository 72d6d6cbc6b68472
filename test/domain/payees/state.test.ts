import { describe, expect, it } from '@jest/globals';
import { mayDecideOnPayee, mayEditPayee, mayReadPayee } from '../../../domain/approval/payees.ts';
import type { Role } from '../../../domain/approval/roles.ts';
import { isDecisionOpen, payeeProblem } from '../../../domain/payees/state.ts';

const END = '2026-12-02T08:00:00.000Z';
const before = new Date('2026-12-02T07:59:59.999Z');

describe('whether a payee can be paid to', () => {
  it.each([
    { payee: null, now: before, problem: 'payee_missing', why: 'there is none' },
    {
      payee: { verified: false, coolingOffUntil: END },
      now: new Date(END),
      problem: 'payee_unverified',
      why: 'time alone verifies nothing',
    },
    {
      payee: { verified: true, coolingOffUntil: END },
      now: before,
      problem: 'payee_cooling_off',
      why: 'a millisecond is left',
    },
    {
      payee: { verified: true, coolingOffUntil: END },
      now: new Date(END),
      problem: null,
      why: 'verified, and the time is over',
    },
  ])('$problem: $why', ({ payee, now, problem }) => {
    expect(payeeProblem(payee, now)).toBe(problem);
  });

  it.each([
    { from: null, to: 'verified' as const, open: true },
    { from: null, to: 'refused' as const, open: true },
    { from: 'verified' as const, to: 'refused' as const, open: true },
    { from: 'verified' as const, to: 'verified' as const, open: false },
    { from: 'refused' as const, to: 'verified' as const, open: false },
    { from: 'refused' as const, to: 'refused' as const, open: false },
  ])('$from may become $to: $open', ({ from, to, open }) => {
    expect(isDecisionOpen(from, to)).toBe(open);
  });
});

const actor = (roles: Role[], partnerId: string | null = null, userId = 'usr_me') => ({ userId, roles, partnerId });
const payee = { partnerId: 'prt_own', managerId: 'usr_me' };

describe('who may do what with a payee', () => {
  it.each([
    { who: actor(['partner_admin'], 'prt_own'), read: true, edit: true, decide: false, why: 'the own administrator' },
    {
      who: actor(['partner_admin'], 'prt_other'),
      read: false,
      edit: false,
      decide: false,
      why: 'another administrator',
    },
    { who: actor(['partner_user'], 'prt_own'), read: false, edit: false, decide: false, why: 'a colleague' },
    { who: actor(['partner_manager']), read: true, edit: false, decide: false, why: 'who looks after the partner' },
    {
      who: actor(['partner_manager'], null, 'usr_else'),
      read: false,
      edit: false,
      decide: false,
      why: 'who looks after others',
    },
    { who: actor(['finance_preparer']), read: true, edit: false, decide: true, why: 'finance' },
    { who: actor(['finance_approver']), read: true, edit: false, decide: true, why: 'finance' },
    { who: actor(['auditor']), read: true, edit: false, decide: false, why: 'the auditor' },
    { who: actor(['program_admin']), read: false, edit: false, decide: false, why: 'an administrator of programs' },
    { who: actor(['sales_manager']), read: false, edit: false, decide: false, why: 'sales' },
    {
      who: actor(['finance_approver'], 'prt_own'),
      read: false,
      edit: false,
      decide: false,
      why: 'a role of ours at a partner',
    },
  ])('$why', ({ who, read, edit, decide }) => {
    expect(mayReadPayee(who, payee)).toBe(read);
    expect(mayEditPayee(who, payee.partnerId)).toBe(edit);
    expect(mayDecideOnPayee(who, { changedBy: 'usr_ada' }).allowed).toBe(decide);
  });

  it('nobody verifies what they entered themselves', () => {
    expect(mayDecideOnPayee(actor(['finance_approver']), { changedBy: 'usr_me' })).toEqual({
      allowed: false,
      code: 'separation_of_duties',
    });
  });
});
