import type { CommandActor } from './rights.ts';

/** Whose money somebody may read. Partners never see beyond their company, whatever roles they have. */
export type MoneyReadScope =
  | { kind: 'partner'; partnerId: string; /** null: the whole company. */ submitterId: string | null }
  | {
      kind: 'internal';
      /** null: everybody's; else only of the partners this person manages. */ managerId: string | null;
    };

const READS_ALL_MONEY: readonly string[] = ['finance_preparer', 'finance_approver', 'auditor'];

/** The row "money of a partner" of docs/product.md; the operation itself is closed to everybody not named there. */
export function moneyReadScope({ userId, partnerId, roles }: CommandActor, isKey: boolean): MoneyReadScope {
  if (partnerId !== null) {
    const wholeCompany = isKey || roles.includes('partner_admin');
    return { kind: 'partner', partnerId, submitterId: wholeCompany ? null : userId };
  }
  return { kind: 'internal', managerId: READS_ALL_MONEY.some((role) => roles.includes(role)) ? null : userId };
}
