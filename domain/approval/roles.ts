/** What a person may be. A partner's person has one of the first two, everybody else works for the vendor. */
export const ROLES = [
  'partner_user',
  'partner_admin',
  'sales_rep',
  'sales_manager',
  'partner_manager',
  'finance_preparer',
  'finance_approver',
  'program_admin',
  'auditor',
] as const;

export type Role = (typeof ROLES)[number];

export const PARTNER_ROLES: readonly Role[] = ['partner_user', 'partner_admin'];

/** In which one can own a referral at some stage. */
export const OWNER_ROLES: readonly Role[] = ['sales_rep', 'sales_manager', 'partner_manager'];

export const isRole = (text: string): text is Role => (ROLES as readonly string[]).includes(text);

/** What an API key may be used for; keys belong to a partner. */
export const SCOPES = ['referrals:write', 'referrals:read', 'commissions:read'] as const;

export type Scope = (typeof SCOPES)[number];

export const isScope = (text: string): text is Scope => (SCOPES as readonly string[]).includes(text);
