import type { InvoiceState } from '../documents/partnerInvoice.ts';
import type { CommandActor } from './rights.ts';

const FINANCE: readonly string[] = ['finance_preparer', 'finance_approver'];

type Payee = { partnerId: string; /** The partner's own partner manager. */ managerId: string | null };

const isInside = ({ partnerId }: CommandActor): boolean => partnerId === null;

export const isFinance = (actor: CommandActor): boolean =>
  isInside(actor) && actor.roles.some((role) => FINANCE.includes(role));

/** Masked. The company's administrator, finance, the auditor, and who looks after the partner. */
export function mayReadPayee(actor: CommandActor, payee: Payee): boolean {
  if (!isInside(actor)) return actor.partnerId === payee.partnerId && actor.roles.includes('partner_admin');
  return readsAll(actor) || (actor.roles.includes('partner_manager') && actor.userId === payee.managerId);
}

const readsAll = (actor: CommandActor): boolean => isFinance(actor) || actor.roles.includes('auditor');

/** Whose partners' payees somebody of the house reads; null: those of all. */
export const payeesReadBy = (actor: CommandActor): string | null => (readsAll(actor) ? null : actor.userId);

export const mayEditPayee = (actor: CommandActor, partnerId: string): boolean =>
  actor.partnerId === partnerId && actor.roles.includes('partner_admin');

/** An invoice comes from the company's administrator, or reaches finance by another way; whoever uploads it does not accept it. */
export const mayUploadInvoice = (actor: CommandActor, partnerId: string): boolean =>
  mayEditPayee(actor, partnerId) || isFinance(actor);

/** Somebody of finance who has not uploaded it, while it waits. */
export const mayDecideOnInvoice = (
  actor: CommandActor,
  { state, uploadedBy }: { state: InvoiceState; uploadedBy: { id: string } },
): boolean => state === 'waiting' && isFinance(actor) && actor.userId !== uploadedBy.id;

/** Somebody of finance who has no part in the version: whoever put an account in does not say that it is right. */
export function mayDecideOnPayee(
  actor: CommandActor,
  version: { changedBy: string },
): { allowed: true } | { allowed: false; code: 'forbidden' | 'separation_of_duties' } {
  if (!isFinance(actor)) return { allowed: false, code: 'forbidden' };
  return actor.userId === version.changedBy ? { allowed: false, code: 'separation_of_duties' } : { allowed: true };
}
