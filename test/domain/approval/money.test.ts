import { describe, expect, it } from '@jest/globals';
import { moneyReadScope } from '../../../domain/approval/moneyScope.ts';
import { mayPublishPlan } from '../../../domain/approval/plans.ts';
import type { CommandActor } from '../../../domain/approval/rights.ts';
import { isRole, isScope } from '../../../domain/approval/roles.ts';

const somebody = (...roles: string[]): CommandActor => ({ userId: 'usr_1', roles, partnerId: null });
const ofPartner = (...roles: string[]): CommandActor => ({ userId: 'usr_p', roles, partnerId: 'prt_1' });

describe('whose money somebody reads', () => {
  it.each(['finance_preparer', 'finance_approver', 'auditor'])('a %s reads that of all', (role) => {
    expect(moneyReadScope(somebody('sales_rep', role), false)).toEqual({ kind: 'internal', managerId: null });
  });

  it.each(['partner_manager', 'sales_manager', 'program_admin'])('a %s, only that of partners of their own', (role) => {
    expect(moneyReadScope(somebody(role), false)).toEqual({ kind: 'internal', managerId: 'usr_1' });
  });

  it.each([
    { who: ofPartner('partner_admin'), isKey: false, submitterId: null, why: 'who administers a company' },
    { who: ofPartner(), isKey: true, submitterId: null, why: 'a key of it' },
    { who: ofPartner('partner_user'), isKey: false, submitterId: 'usr_p', why: 'anybody else, what they handed in' },
    { who: ofPartner('auditor'), isKey: false, submitterId: 'usr_p', why: 'whatever else they are called' },
  ])('partners never beyond their company: $why', ({ who, isKey, submitterId }) => {
    expect(moneyReadScope(who, isKey)).toEqual({ kind: 'partner', partnerId: 'prt_1', submitterId });
  });
});

describe('who publishes a plan', () => {
  const draft = { draftedBy: 'usr_paul', publishedAt: null };

  it.each([
    { roles: ['finance_approver'], plan: draft, is: { allowed: true }, why: 'a second person' },
    { roles: ['sales_rep', 'program_admin'], plan: draft, is: { allowed: true }, why: 'a second person' },
    {
      roles: ['program_admin'],
      plan: { ...draft, draftedBy: 'usr_1' },
      is: { allowed: false },
      why: 'not who drafted it',
    },
    { roles: ['finance_preparer'], plan: draft, is: undefined, why: 'it is nothing to others' },
    { roles: [], plan: draft, is: undefined, why: 'nor to who has no role' },
    { roles: ['program_admin'], plan: { ...draft, publishedAt: new Date(0) }, is: undefined, why: 'it is published' },
  ])('$roles: $is, $why', ({ roles, plan, is }) => {
    expect(mayPublishPlan(somebody(...roles), plan)).toEqual(is);
  });
});

it('roles and scopes are the known ones', () => {
  expect(['auditor', 'partner_user', 'owner', ''].map(isRole)).toEqual([true, true, false, false]);
  expect(['referrals:read', 'commissions:read', 'money:write', ''].map(isScope)).toEqual([true, true, false, false]);
});
