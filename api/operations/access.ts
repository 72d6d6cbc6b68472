import { INTERNAL_ROLES, type Access } from '../operation.ts';

export const FINANCE = { kind: 'person', roles: ['finance_preparer', 'finance_approver'] } as const satisfies Access;
export const FINANCE_READERS = {
  kind: 'person',
  roles: ['finance_preparer', 'finance_approver', 'auditor'],
} as const satisfies Access;
export const PREPARERS = { kind: 'person', roles: ['finance_preparer'] } as const satisfies Access;
export const ADMIN = { kind: 'person', roles: ['program_admin'] } as const satisfies Access;
export const INTERNAL = { kind: 'person', roles: INTERNAL_ROLES } as const satisfies Access;
