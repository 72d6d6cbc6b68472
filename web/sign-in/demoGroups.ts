import type { DemoAccount } from '../api/types.ts';
import { texts } from '../texts/en.ts';

const { groups } = texts.signIn;

/** The order in which the story of a referral meets them. */
const GROUPS: readonly (readonly [string, readonly string[]])[] = [
  [groups.partners, ['partner_admin', 'partner_user']],
  [groups.sales, ['sales_rep', 'sales_manager']],
  [groups.managers, ['partner_manager']],
  [groups.finance, ['finance_preparer', 'finance_approver']],
  [groups.others, ['program_admin', 'auditor']],
];

export type DemoGroup = { label: string; accounts: DemoAccount[] };

export const demoGroups = (accounts: readonly DemoAccount[]): DemoGroup[] =>
  GROUPS.map(([label, roles]) => ({ label, accounts: accounts.filter(({ role }) => roles.includes(role)) })).filter(
    (group) => group.accounts.length > 0,
  );
