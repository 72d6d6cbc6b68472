import type { CommandActor, CommandSubject } from '../../domain/approval/rights.ts';

/** Of whom and of what the table of rights speaks; its tests name these people. */
export const REFERRAL: CommandSubject = {
  stage: 'accepted',
  leftStage: null,
  partnerId: 'prt_own',
  ownerId: 'usr_owner',
  deputyIds: ['usr_deputy'],
  managerId: 'usr_manager',
  unassigned: false,
  submittedByUserId: 'usr_submitter',
  onBehalfOfUserId: 'usr_behalf',
  interestedIds: ['usr_interested'],
};

export const inside = (userId: string, ...roles: string[]): CommandActor => ({ userId, roles, partnerId: null });
const outside = (userId: string, role: string, partnerId = 'prt_own'): CommandActor => ({
  userId,
  roles: [role],
  partnerId,
});

export const ACTORS = {
  owner: inside('usr_owner', 'sales_rep'),
  'the owner’s deputy': inside('usr_deputy', 'sales_rep'),
  'another sales rep': inside('usr_other', 'sales_rep'),
  'a sales manager': inside('usr_lead', 'sales_manager'),
  'the partner’s manager': inside('usr_manager', 'partner_manager'),
  'another partner manager': inside('usr_other', 'partner_manager'),
  'a finance preparer': inside('usr_paul', 'finance_preparer'),
  'a finance approver': inside('usr_ines', 'finance_approver'),
  'a program admin': inside('usr_olga', 'program_admin'),
  'an auditor': inside('usr_abel', 'auditor'),
  'the submitter': outside('usr_submitter', 'partner_user'),
  'on whose behalf': outside('usr_behalf', 'partner_user'),
  'a colleague': outside('usr_colleague', 'partner_user'),
  'the partner’s admin': outside('usr_admin', 'partner_admin'),
  'a key of the partner': { userId: 'key_own', roles: [], partnerId: 'prt_own' },
  'another partner’s admin': outside('usr_admin', 'partner_admin', 'prt_rival'),
} satisfies Record<string, CommandActor>;

export type Who = keyof typeof ACTORS;
